"""How far has a poster come? A store and messengers that pass everything on, tell of each step, and end it there.

They stand around the product's own; nothing in it is patched.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.digest.outbox import Messenger, Post, PostState
from bot.ports import Library, Store
from bot.reply import Reply

T = TypeVar("T")
_DOING = {PostState.CLAIMED: ("claiming", "claimed"), PostState.SENT: ("recording", "recorded")}


@dataclass(slots=True)
class Watch:
    """Counts how often a step was reached, and ends the process there."""

    step: str
    platform: str
    nth: int
    signal: int
    seen: int = 0

    def reached(self, step: str, channel: str) -> None:
        """The process has come to this step of a channel's post."""
        if step != self.step or not channel.startswith(self.platform):
            return
        self.seen += 1
        if self.seen == self.nth:
            os.kill(os.getpid(), self.signal)


@dataclass(slots=True)
class _Recording:
    """A library that remembers which posts a unit of work put."""

    library: Library
    posts: list[Post] = field(default_factory=list)

    def put_post(self, post: Post) -> None:
        self.library.put_post(post)
        self.posts.append(post)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.library, name)


@dataclass(slots=True)
class WatchedStore:
    """A store that tells of claims and records: before the transaction ends, and after it."""

    store: Store
    watch: Watch

    async def read(self, work: Callable[[Library], T]) -> T:
        return await self.store.read(work)

    async def write(self, work: Callable[[Library], T]) -> T:
        posts: list[Post] = []

        def watched(library: Library) -> T:
            recording = _Recording(library, posts)
            result = work(recording)  # type: ignore[arg-type] # everything else is passed on
            self._tell(posts, 0)
            return result

        result = await self.store.write(watched)
        self._tell(posts, 1)
        return result

    def _tell(self, posts: list[Post], place: int) -> None:
        for post in posts:
            if post.state in _DOING:
                self.watch.reached(_DOING[post.state][place], post.channel)


@dataclass(slots=True)
class WatchedMessenger:
    """A messenger that tells of posts: before the request leaves, and once its answer is here."""

    messenger: Messenger
    watch: Watch

    @property
    def platform(self) -> str:
        return self.messenger.platform

    async def post(self, channel: str, reply: Reply, *, key: str) -> str:
        self.watch.reached("leaving", channel)
        message = await self.messenger.post(channel, reply, key=key)
        self.watch.reached("answered", channel)
        return message

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        return await self.messenger.find(channel, key, since=since)

    async def conversation(self, person: str) -> str:
        return await self.messenger.conversation(person)

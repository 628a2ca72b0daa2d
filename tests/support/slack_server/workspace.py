"""The workspace: its people, channels, messages, user groups and files. It knows nothing of requests."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import count
from typing import Literal

from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import (
    ADMIN,
    BOT,
    GROUP,
    OTHER_MEMBER,
    Channel,
    User,
    first_channels,
    first_people,
)
from tests.support.slack_server.shapes import JsonObject, listed
from tests.support.slack_server.views import Views

Change = Literal["new", "changed", "deleted"]


class Workspace:
    """What Slack stores. `history_window` hides older messages, as a free workspace does after 90 days.

    `observers` hear of every message that is new, changed or deleted.
    """

    def __init__(self, now: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        """The first people and channels, and no messages."""
        self.now = now
        self.monotonic = monotonic
        self.users: dict[str, User] = {one.id: one for one in first_people()}
        self.channels: dict[str, Channel] = {one.id: one for one in first_channels()}
        self.groups: dict[str, list[str]] = {GROUP: [ADMIN, OTHER_MEMBER]}
        self.messages: dict[str, list[Message]] = {}
        self.files: dict[str, JsonObject] = {}
        self.contents: dict[str, bytes] = {}
        self.views = Views(monotonic)
        self.history_window: timedelta | None = None
        self.observers: list[Callable[[Message, Change], None]] = []
        self._numbers = count(1)

    # People and channels -------------------------------------------------------------------------------------------

    def add_user(self, user: User, *, channels: Iterable[str] = ()) -> User:
        """Somebody new, already in `channels`."""
        self.users[user.id] = user
        for channel in channels:
            self.channels[channel].members.add(user.id)
        return user

    def add_channel(self, channel: Channel) -> Channel:
        """A new conversation."""
        self.channels[channel.id] = channel
        return channel

    def user(self, user_id: str) -> User:
        """The person of that id; `user_not_found` otherwise."""
        if (user := self.users.get(user_id)) is None:
            raise Refusal("user_not_found")
        return user

    def channel(self, name: str) -> Channel:
        """The conversation of that id or `#name` as the bot sees it: private ones it is not in do not exist."""
        for one in self.channels.values():
            if (name == one.id or name.lstrip("#") == one.name) and (one.kind == "channel" or BOT in one.members):
                return one
        raise Refusal("channel_not_found")

    def direct(self, user_id: str) -> Channel:
        """The bot's conversation with one person, made when there is none."""
        person = self.user(user_id)
        if person.is_bot:
            raise Refusal("cannot_dm_bot")
        for one in self.channels.values():
            if one.is_direct and one.members == {user_id, BOT}:
                return one
        number = f"D{next(self._numbers):08d}"
        return self.add_channel(Channel(id=number, name="directmessage", kind="im", members={user_id, BOT}))

    # Messages ------------------------------------------------------------------------------------------------------

    def fresh_ts(self) -> str:
        """A timestamp nobody has had: the second and a running number, so that order is certain."""
        return f"{int(self.now())}.{next(self._numbers):06d}"

    def put(self, message: Message) -> Message:
        """Keeps a message, with the ids Slack fills in where the app gave none."""
        message.at = self.monotonic()
        message.blocks = self.with_ids(message.blocks)
        self.messages.setdefault(message.channel, []).append(message)
        self._tell(message, "new")
        return message

    def change(self, message: Message, *, quietly: bool = False, **fields: object) -> Message:
        """New contents for a message; `None` leaves a part alone. `quietly` keeps it from the observers."""
        for name, value in fields.items():
            if value is not None:
                setattr(message, name, self.with_ids(value) if name == "blocks" else value)
        message.versions += 1
        message.at = self.monotonic()
        if not quietly:
            self._tell(message, "deleted" if message.deleted else "changed")
        return message

    def _tell(self, message: Message, change: Change) -> None:
        for observer in list(self.observers):
            observer(message, change)

    def found(self, channel: str, ts: str) -> Message:
        """The message there, ephemeral ones not counted; `message_not_found` otherwise."""
        for one in self.messages.get(channel, []):
            if one.ts == ts and not one.deleted and not one.is_ephemeral:
                return one
        raise Refusal("message_not_found")

    def posted(self, channel: str) -> list[Message]:
        """What stands in a channel for everybody, oldest first."""
        visible = [one for one in self.messages.get(channel, []) if not one.deleted and not one.is_ephemeral]
        if self.history_window is None:
            return sorted(visible, key=_order)
        oldest = self.now() - self.history_window.total_seconds()
        return sorted((one for one in visible if float(one.ts) >= oldest), key=_order)

    def with_ids(self, blocks: object) -> list[JsonObject]:
        """A copy of the blocks in which every block and every element has an id, as Slack's answers show them."""
        return [self._with_ids(block) for block in blocks] if isinstance(blocks, list) else []

    def _with_ids(self, block: JsonObject) -> JsonObject:
        shown = dict(block)
        shown.setdefault("block_id", f"b{next(self._numbers):04x}")
        for key in ("accessory", "element"):
            if isinstance(element := shown.get(key), dict):
                shown[key] = self._element(element)
        if shown.get("type") in {"actions", "context_actions"}:
            shown["elements"] = [self._element(one) for one in listed(shown.get("elements"))]
        return shown

    def _element(self, element: JsonObject) -> JsonObject:
        if element.get("type") in {"image", "mrkdwn", "plain_text"}:
            return element
        return {"action_id": f"a{next(self._numbers):04x}", **element}


def _order(message: Message) -> tuple[int, int]:
    seconds, _, number = message.ts.partition(".")
    return int(seconds), int(number or 0)

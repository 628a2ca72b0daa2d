"""What exists on the pretended Discord: guilds, people, channels, messages. Plain state; no JSON, no rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from itertools import count
from typing import Any

Json = dict[str, Any]
DISCORD_EPOCH_MS = 1_420_070_400_000


class ChannelKind(IntEnum):
    """The channel types a story bot meets."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageFlag(IntEnum):
    """The message flags that change how a message behaves."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot."""

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """How a message mentions them."""
        return f"<@{self.id}>"


@dataclass(slots=True, eq=False)
class Role:
    """A role of a guild; the one with the guild's id is @everyone."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1


@dataclass(slots=True, eq=False)
class Member:
    """A user in a guild."""

    user: User
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None
    joined_at: datetime = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies to one role or one member."""

    id: int
    is_member: bool = False
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False)
class Guild:
    """A server with its people and channels."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, "Channel"] = field(default_factory=dict)
    locale: str = "ko"

    @property
    def threads(self) -> list["Channel"]:
        """The threads of every channel of it."""
        return [one for one in self.channels.values() if one.is_thread]


@dataclass(slots=True, eq=False)
class Channel:
    """A text channel, a thread (with `parent`) or a DM (with `recipient`)."""

    id: int
    kind: ChannelKind
    name: str = ""
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipient: User | None = None
    owner_id: int | None = None
    topic: str | None = None
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    thread_members: set[int] = field(default_factory=set)
    archived: bool = False
    locked: bool = False
    auto_archive_minutes: int = 1440
    slowmode: int = 0
    deleted: bool = False

    @property
    def is_thread(self) -> bool:
        """Is it a thread of any kind?"""
        return self.kind in {
            ChannelKind.ANNOUNCEMENT_THREAD,
            ChannelKind.PUBLIC_THREAD,
            ChannelKind.PRIVATE_THREAD,
        }

    @property
    def shown(self) -> list["Message"]:
        """What everybody in the channel sees, oldest first."""
        return sorted((one for one in self.messages.values() if not one.ephemeral), key=lambda one: one.id)

    @property
    def last(self) -> "Message":
        """The newest message everybody sees."""
        return self.shown[-1]


@dataclass(slots=True, eq=False)
class Message:
    """A message as stored; edits change it in place."""

    id: int
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    nonce: str | int | None = None
    edited_at: datetime | None = None
    pinned: bool = False
    reply_to: "Message | None" = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    thread: Channel | None = None
    seen_by: User | None = None  # the only reader of an ephemeral message
    interaction: Json | None = None
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        """Does only `seen_by` see it?"""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Does it still say that the bot is thinking?"""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def controls(self) -> list[Json]:
        """Every component, rows and containers opened up, in reading order."""
        return list(every_component(self.components))

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that can be pressed."""
        return [str(one.get("label")) for one in self.controls if one["type"] == 2 and not one.get("disabled")]

    @property
    def text(self) -> str:
        """All that is to be read on it, one part a line: content, embeds, text displays."""
        parts = [self.content]
        for embed in self.embeds:
            parts += [embed.get("author", {}).get("name", ""), embed.get("title", ""), embed.get("description", "")]
            for entry in embed.get("fields", []):
                parts += [entry["name"], entry["value"]]
            parts.append(embed.get("footer", {}).get("text", ""))
        parts += [one["content"] for one in self.controls if one["type"] == 10]
        return "\n".join(part for part in parts if part)


def every_component(components: list[Json]) -> Iterator[Json]:
    """Components and all within them, depth first: rows, containers, sections with accessory, labels."""
    for one in components:
        yield one
        yield from every_component(one.get("components") or [])
        yield from every_component([one[key] for key in ("accessory", "component") if one.get(key)])


@dataclass(slots=True)
class World:
    """All of it, with the ids handed out."""

    bot: User
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    _serial: Iterator[int] = field(default_factory=lambda: count(1))

    def new_id(self, at: datetime) -> int:
        """A snowflake of that moment, larger than those handed out before for it."""
        since = int(at.timestamp() * 1000) - DISCORD_EPOCH_MS
        return (since << 22) | (next(self._serial) & 0x3FFFFF)

    def add_channel(self, channel: Channel) -> Channel:
        """The channel, from now on there."""
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        return channel

    def dm_with(self, user: User) -> Channel | None:
        """The DM between the bot and a user, once opened."""
        return next((one for one in self.channels.values() if one.recipient is user), None)

"""An interaction from the moment somebody acted: what was sent to the bot and how the bot responded."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.support.discord_server.world import Channel, Json, Message, User


class InteractionKind(IntEnum):
    """What somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackKind(IntEnum):
    """How a bot may respond first."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Response:
    """The first response to an interaction; `after` in seconds since it was sent."""

    kind: CallbackKind
    body: Json
    after: float
    message: Message | None = None

    @property
    def choices(self) -> list[Json]:
        """The choices of an autocomplete answer."""
        return list(self.body.get("choices") or [])

    @property
    def names(self) -> list[str]:
        """The choices as shown."""
        return [one["name"] for one in self.choices]

    @property
    def modal(self) -> Json:
        """The modal opened: custom_id, title, components."""
        assert self.kind is CallbackKind.MODAL, self.kind
        return self.body

    @property
    def ephemeral(self) -> bool:
        """Does only the person who acted see it?"""
        return self.message is not None and self.message.ephemeral


@dataclass(slots=True, eq=False)
class Interaction:
    """One interaction and all that became of it."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    payload: Json
    sent_at: float
    source: Message | None = None  # the message whose component was used
    name: str | None = None
    option_kind: int = 3  # of the option an autocomplete is for
    response: Response | None = None
    shown: Message | None = None  # what the person sees of it: never one still loading
    followups: list[Message] = field(default_factory=list)
    refused: list[tuple[int, Any]] = field(default_factory=list)  # (status, body) of refused calls
    expired: bool = False

    @property
    def original(self) -> Message | None:
        """The message `@original` stands for."""
        if self.response is None:
            return None
        updates = self.response.kind in {CallbackKind.DEFERRED_UPDATE, CallbackKind.UPDATE}
        return self.source if updates else self.response.message

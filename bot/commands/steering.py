"""Which channel's schedule does an admin mean, and may they steer it? The one they write in, or one they name."""

import re
from dataclasses import dataclass
from datetime import date

from bot.commands.values import Context
from bot.digest.fields import Unreadable, read_date
from bot.digest.target import Target
from bot.errors import BadFields, FieldProblem
from bot.ports import Library

CONSOLE = "console"
_CHANNEL = re.compile(r"(?P<channel>[a-z]+:[A-Za-z0-9._-]{1,64})(?:\s+|$)")
_CANCELS = frozenset({"취소", "cancel", "풀기", "undo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """A channel and what is asked for it; `is_named`: it is not simply the one of the request."""

    channel: str
    rest: str
    is_named: bool = False

    @property
    def prefix(self) -> str:
        """What stands in front of the arguments of buttons, so that they steer the same channel."""
        return f"{self.channel} " if self.is_named else ""


def steered(context: Context) -> Steered:
    """What a command's argument steers: `slack:C1 09:00`, or `09:00` for this channel.

    Raises BadFields for a channel of another platform, which only the command line may steer.
    """
    typed = context.request.argument.strip()
    named = _CHANNEL.match(typed)
    if not named:
        return Steered(channel=context.request.channel, rest=typed)
    channel = named["channel"]
    platform = context.request.actor.key.partition(":")[0]
    if platform not in (CONSOLE, channel.partition(":")[0]):
        raise BadFields(FieldProblem(field="channel", problem="other_platform"))
    return Steered(channel=channel, rest=typed[named.end() :].strip(), is_named=channel != context.request.channel)


def known_target(library: Library, context: Context, steered: Steered) -> Target | None:
    """The schedule of the channel; None where it has none yet.

    Raises BadFields where somebody names another channel without one: from chat a channel is set up where it is.
    """
    target = library.target(steered.channel)
    is_far = steered.is_named and not context.request.actor.key.startswith(f"{CONSOLE}:")
    if target is None and is_far:
        raise BadFields(FieldProblem(field="channel", problem="no_target"))
    return target


def day_in(typed: str) -> date:
    """The date that stands in front of a text. Raises BadFields."""
    try:
        return read_date(typed.partition(" ")[0])
    except Unreadable:
        raise BadFields(FieldProblem(field="day", problem="no_date")) from None


def is_cancelled(typed: str) -> bool:
    """Whether what was typed takes something back: it ends in `취소`."""
    return any(word in _CANCELS for word in typed.split()[-1:])


def without_cancel(typed: str) -> str:
    """What was typed without the word that takes it back."""
    return typed.rsplit(maxsplit=1)[0] if is_cancelled(typed) and " " in typed else typed

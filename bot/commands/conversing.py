"""What adapters ask of a conversation: what was asked last in it, and which lines go on from there."""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.answers.following import Turn
from bot.answers.remarks import about_this, asks_on
from bot.commands.registry import Reading
from bot.errors import StoreFault
from bot.ports import Store

_log = structlog.get_logger()
REMEMBERED = timedelta(days=1)


async def last_turn(store: Store, conversation: str, now: datetime) -> Turn | None:
    """What was asked last in a conversation, as long as anybody would go on from it.

    None, too, where the library cannot be read: whoever answers then says so.
    """
    try:
        turn = await store.read(lambda library: library.turn(conversation)) if conversation else None
    except StoreFault as fault:
        _log.warning("conversation unknown", fault=type(fault).__name__)
        return None
    return turn if turn and now - turn.at <= REMEMBERED else None


def follows(line: str, reading: Reading, turn: Turn | None) -> Reading:
    """What a line said to the bot asks for after `turn`: a question where it would only be searched for otherwise."""
    is_plain = reading.command == "find" and reading.argument == line.strip()
    is_question = about_this(line) or (turn is not None and asks_on(line))
    return replace(reading, command="ask") if is_plain and is_question else reading

"""Is a question asked in a conversation about itself, or about what was asked before? Pure rules over answers.

A question that the story quoted last answers by itself goes on from there; one without a subject of its own (`그건
어떻게 바꿨어?`) is asked again with the question before. Anything else stands alone, as does a question whose own
answer is in that story anyway. What the rules gain: `python -m tests.bench.followups`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answers.choosing import MOST_CHARACTERS, MOST_SENTENCES
from bot.answers.values import Answered, Band

MOST_CARRIED = 4
LONGEST_ASKED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a question names: `words` that stories have, the first ones first; `has_subject`: is there a noun in it?"""

    words: tuple[str, ...] = ()
    has_subject: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the last question of a conversation leaves to the next one.

    `question` is the last one that stood alone, `topic` the words it was about, `story` the number quoted last.

    `conversation` is a thread, a direct message or a message (`slack:C1/17.1`); `asker` is a digest, never a name.
    """

    conversation: str
    question: str
    topic: tuple[str, ...]
    story: int | None
    asker: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An answer with the words it was carried on with; none: the question was read alone."""

    answered: Answered
    carried: tuple[str, ...] = ()


Ask = Callable[[str, int | None], Answered]


def understand(question: str, topic: Topic, before: Turn | None, ask: Ask) -> Understood:
    """The answer to a question after another one; `ask` answers a question from all stories or from one."""
    alone = Understood(answered=ask(question, None))
    if before is None or not before.topic:
        return alone
    if before.story is not None and alone.answered.story == before.story:
        return Understood(answered=_both(alone.answered, ask(_joined(before, question), before.story)))
    if before.story is not None and (within := _within(question, before, before.story, ask)):
        return Understood(answered=within, carried=before.topic)
    if topic.has_subject and alone.answered.band is not Band.UNKNOWN:
        return alone
    if before.story is not None:
        room = max(0, LONGEST_ASKED - len(question) - 1)
        answered = ask(f"{before.question[:room]} {question}", before.story)
    elif not topic.has_subject:
        answered = ask(_joined(before, question), None)
    else:
        return alone
    return alone if answered.band is Band.UNKNOWN else Understood(answered=answered, carried=before.topic)


def carried_on(topic: Topic, understood: Understood, before: Turn | None) -> tuple[str, ...]:
    """The words that the next question may be carried on with."""
    is_same = before is not None and before.story is not None and understood.answered.story == before.story
    if before is not None and (understood.carried or is_same or not topic.words):
        return before.topic
    return topic.words[:MOST_CARRIED]


def _within(question: str, before: Turn, story: int, ask: Ask) -> Answered | None:
    """The answer from the story quoted before; None when that story has none to the question by itself."""
    within = ask(question, story)
    if within.band is Band.UNKNOWN:
        return None
    anywhere = ask(_joined(before, question), None)
    if anywhere.story != story and anywhere.band is Band.SURE:
        return anywhere
    joined = ask(_joined(before, question), story)
    is_enough = within.band is Band.SURE or within.confidence >= joined.confidence
    return within if is_enough else joined


def _both(first: Answered, second: Answered) -> Answered:
    """The first answer with the best quote of a second one of the same story in place of its last."""
    quoted = {quote.text for quote in first.quotes}
    best = next((quote for quote in second.quotes if quote.text not in quoted), None)
    if best is None or second.story != first.story:
        return first
    kept = first.quotes[: MOST_SENTENCES - 1]
    if sum(len(quote.text) for quote in (*kept, best)) > MOST_CHARACTERS:
        return first
    return replace(first, quotes=(*kept, best))


def _joined(before: Turn, question: str) -> str:
    return " ".join((*before.topic, question))

"""How an answer looks: the quotes in their story's card or a refusal, and the buttons below, with what they know."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

import structlog

from bot.answers.values import Answered, Band, Quote
from bot.commands.cards import story_card
from bot.commands.values import Context
from bot.errors import StoreFault, UnknownState
from bot.graphemes import shorten
from bot.ports import Library
from bot.reply import Actions, Button, Marked, Note, Part, Reply, StoryCard, Tone
from bot.request import Language
from bot.story import Story

_log = structlog.get_logger()
_HEADING_LIMIT = 60
_LEFT_OUT = ("similar:", "share:")  # buttons of a card that an answer has no room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it was asked. `scope`: only this story may answer; `others`: these stories may not.

    `carried` are the words it was read with; `is_afresh`: it goes on from nothing. `conversation` is remembered under
    this name where the request itself has none.
    """

    question: str
    scope: int | None = None
    others: tuple[int, ...] = ()
    carried: tuple[str, ...] = ()
    conversation: str = ""
    is_afresh: bool = False

    @property
    def is_open(self) -> bool:
        """May anything answer, also what an admin wrote?"""
        return self.scope is None and not self.others

    @property
    def whole(self) -> str:
        """The question with the words it was read with."""
        return " ".join((*self.carried, self.question))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the buttons below an answer know. `quoted` are the texts shown so far, `others` stories seen before."""

    question: str
    language: Language
    outcome: str
    story: int | None = None
    scope: int | None = None
    whole: str = ""
    quoted: tuple[str, ...] = ()
    others: tuple[int, ...] = ()
    conversation: str = ""
    is_carried: bool = False

    @classmethod
    def of(cls, asked: Asked, answered: Answered, *, language: Language) -> "Kept":
        """What the buttons below this answer know."""
        return cls(
            question=asked.question,
            language=language,
            outcome=answered.band.value,
            story=answered.story,
            scope=asked.scope,
            whole=asked.whole,
            quoted=tuple(quote.text for quote in answered.quotes),
            others=asked.others,
            conversation=asked.conversation,
            is_carried=bool(asked.carried),
        )

    def written(self) -> str:
        """The state as it is kept under a short id."""
        state = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(state, ensure_ascii=False)

    @classmethod
    def read(cls, state: str) -> "Kept":
        """The state a button carried. Raises UnknownState."""
        try:
            kept = json.loads(state)
            quoted, others = tuple(map(str, kept.pop("quoted"))), tuple(map(int, kept.pop("others")))
            return cls(**kept, quoted=quoted, others=others)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise UnknownState from None


def quoted(context: Context, asked: Asked, answered: Answered, story: Story) -> Reply:
    """The answer: how sure it is, what was carried on, and the card with the quotes."""
    say = context.words.say
    band = say(f"ask.{answered.band.value}", title=story.title)
    parts: list[Part] = [Note(text=band, tone=Tone.DONE if answered.band is Band.SURE else Tone.CAUTION)]
    if asked.carried:
        parts.append(Note(text=say("ask.carried", topic=" ".join(asked.carried))))
    parts.append(quoting_card(context, story, answered.quotes))
    return Reply(summary=answered.quotes[0].shown, parts=tuple(parts))


def refused(context: Context, asked: Asked, answered: Answered, nearest: Iterable[Story]) -> Reply:
    """That nothing answers, what is missing, and the nearest stories."""
    say = context.words.say
    none = say("ask.none_here") if asked.scope else say("ask.none_elsewhere" if asked.others else "ask.none")
    parts: list[Part] = [Note(text=none)]
    if answered.missing:
        parts.append(Note(text=say("ask.missing", words=", ".join(answered.missing))))
    buttons = tuple(
        Button(label=say("find.guess", title=story.title), press=f"open:{story.number}")
        for story in nearest
        if story.number != asked.scope
    )
    if buttons:
        parts += [Note(text=say("ask.nearest")), Actions(buttons=buttons)]
    return Reply(summary=none, parts=tuple(parts))


def quoting_card(context: Context, story: Story, quotes: tuple[Quote, ...]) -> StoryCard:
    """The story with the first quote, its words marked, and the others below it."""
    first, *others = quotes
    under = shorten(first.under, _HEADING_LIMIT) if first.under else ""
    card = story_card(context, story, reasons=(context.words.say("ask.under", heading=under),) if under else ())
    return replace(
        card,
        excerpt=Marked(text=first.shown, marks=first.marks),
        summary=tuple(quote.shown for quote in others),
        buttons=tuple(button for button in card.buttons if not button.press.startswith(_LEFT_OUT)),
    )


async def with_buttons(context: Context, reply: Reply, kept: Kept) -> Reply:
    """The reply with the buttons that go on from it; without them where the library cannot be written."""

    def keep(library: Library) -> tuple[str, str]:
        about = {"question": kept.whole or kept.question, "story": kept.story or kept.scope, "outcome": kept.outcome}
        judged = json.dumps(about | {"language": kept.language}, ensure_ascii=False)
        return library.remember(kept.written(), at=context.now), library.remember(judged, at=context.now)

    try:
        own, judged = await context.store.write(keep)
    except StoreFault as fault:
        _log.warning("buttons not kept", fault=type(fault).__name__)
        return reply
    buttons = _buttons(context, kept, own, judged)
    return replace(reply, parts=(*reply.parts, Actions(buttons=buttons)))


def _buttons(context: Context, kept: Kept, own: str, judged: str) -> tuple[Button, ...]:
    say = context.words.say
    afresh = (Button(label=say("button.answer.afresh"), press=f"afresh~:{own}"),) if kept.is_carried else ()
    elsewhere = Button(label=say("button.answer.elsewhere"), press=f"elsewhere~:{own}")
    if not kept.quoted:
        ask = Button(label=say("button.askadmin"), press=f"askadmin:{judged}", style="primary")
        return (*((elsewhere,) if kept.scope else ()), *afresh, ask)
    return (
        Button(label=say("button.answer.more"), press=f"more~:{own}"),
        elsewhere,
        *afresh,
        Button(label=say("button.helped"), press=f"verdict:+{judged}"),
        Button(label=say("button.not_helped"), press=f"verdict:-{judged}"),
    )

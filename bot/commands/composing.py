"""An answer that a language model wrote from the passages found, in place of the bare quotes, where one is set up.

Nothing is shown but sentences that stand in what they cite; otherwise the quotes are, with a note that says why.
"""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.answers.claims import Claim, Passage
from bot.answers.writing import Trouble, Usage, Writer, WritingFault, Written, prompt_for, write
from bot.commands.values import Context
from bot.errors import StoreFault
from bot.ports.writing import Spent
from bot.reply import Listing, Note, Reply, Row, Text, Tone

_log = structlog.get_logger()
MOST_PASSAGES = 8


async def composed(context: Context, question: str, scope: int | None, extract: Reply) -> Reply:
    """The written answer, or `extract` with a note where none can be shown; `extract` itself without a model."""
    writer = context.writer
    if writer is None:
        return extract
    passages = await context.store.read(lambda library: library.passages(question, limit=MOST_PASSAGES, story=scope))
    if not passages:
        return extract
    try:
        written = await _written(context, writer, question, passages)
    except WritingFault as fault:
        _log.info("answer not written", trouble=fault.trouble.value)
        return _with_note(context, extract, fault.trouble)
    return _reply(context, written, passages)


async def _written(context: Context, writer: Writer, question: str, passages: Sequence[Passage]) -> Written:
    took = Usage()
    shown = 0

    async def show(claims: Sequence[Claim]) -> None:
        await context.progress(_text(claims))

    def count(usage: Usage) -> None:
        nonlocal took
        took = usage

    try:
        prompt = prompt_for(question, passages, context.request.language)
        written = await write(writer, prompt, show=show, count=count)
        shown = 1
        return written
    finally:
        await _spend(context, writer, took, shown)


async def _spend(context: Context, writer: Writer, usage: Usage, shown: int) -> None:
    spent = Spent(
        day=context.today,
        model=writer.model,
        requests=1,
        shown=shown,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cost=writer.price(usage),
    )
    try:
        await context.store.write(lambda library: library.spend(spent))
    except StoreFault as fault:
        _log.warning("usage not counted", fault=type(fault).__name__)


def _reply(context: Context, written: Written, passages: Sequence[Passage]) -> Reply:
    """The sentences, and below them the passages they cite, numbered anew in the order of their citing."""
    order = list(dict.fromkeys(number for claim in written.claims for number in claim.cites))
    claims = [
        replace(claim, cites=tuple(order.index(number) + 1 for number in claim.cites)) for claim in written.claims
    ]
    by_number = {passage.number: passage for passage in passages}
    rows = tuple(
        Row(
            label=f"[{place}] {by_number[number].text}",
            detail=context.words.say("writing.story", number=by_number[number].story, title=by_number[number].title),
            press=f"open:{by_number[number].story}",
        )
        for place, number in enumerate(order, start=1)
    )
    text = _text(claims)
    note = Note(text=context.words.say("writing.by"), tone=Tone.CAUTION)
    return Reply(
        summary=text,
        parts=(Text(paragraphs=(text,)), Listing(heading=context.words.say("writing.sources"), rows=rows), note),
    )


def _text(claims: Sequence[Claim]) -> str:
    return " ".join(f"{claim.text} {''.join(f'[{number}]' for number in claim.cites)}" for claim in claims)


def _with_note(context: Context, extract: Reply, trouble: Trouble) -> Reply:
    note = Note(text=context.words.say(f"writing.{trouble.value}"))
    return replace(extract, parts=(*extract.parts, note))

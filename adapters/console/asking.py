"""`storybot ask` and its batch form for measuring: the shapes scripts rely on."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from adapters.console.opening import Opened, Wiring
from adapters.console.running import AsJson, Db, answer, print_json, print_reply, run, say_plainly
from bot.answers.values import Answered
from bot.commands.answering import QUESTION_LIMIT
from bot.commands.registry import Reading
from bot.errors import UnknownStory
from bot.ports import Library
from bot.words.catalogue import load_catalogue

Question = Annotated[list[str] | None, typer.Argument(help="The question.", show_default=False)]
OfStory = Annotated[str, typer.Option("--story", help="Answer only from the story with this number or id.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", help='A file of lines {"id", "question"} (- for standard input).', show_default=False),
]


def register(cli: typer.Typer, wiring: Wiring) -> None:
    """Add `ask` to the command line."""

    @cli.command("ask", help=load_catalogue("en").say("command.ask.about"))
    def ask(
        question: Question = None,
        db: Db = None,
        story: OfStory = "",
        batch: Batch = None,
        as_json: AsJson = False,
    ) -> None:
        words = " ".join(question or ())

        async def work(opened: Opened) -> None:
            if batch:
                await _batch(opened, batch)
            elif as_json:
                print_json(await _answer_object(opened, None, words, story))
            else:
                number = await _number(opened, story)
                argument = f"#{number} {words}" if number else words
                reading = Reading(command="ask", argument=argument)
                print_reply(await answer(opened, reading), opened, as_json=False)

        run(wiring, db, work)


async def _number(opened: Opened, story: str) -> int | None:
    """The number of the story meant; None when none is. An unknown one ends with status 1."""
    if not story:
        return None

    def work(library: Library) -> int | None:
        found = library.story(story.removeprefix("#"))
        return found.number if found else None

    number = await opened.app.store.read(work)
    if number is None:
        say_plainly(load_catalogue(opened.language).say(UnknownStory.key, reference=story))
        raise typer.Exit(1)
    return number


async def _answer_object(opened: Opened, question_id: object, question: str, story: str = "") -> dict[str, object]:
    """What came of a question, as scripts get it: ids are those of the sources, a refusal has no story."""
    number = await _number(opened, story)

    def work(library: Library) -> tuple[Answered, dict[int, str]]:
        answered = library.answer(question[:QUESTION_LIMIT], story=number)
        return answered, {story.number: story.id for story in library.stories(answered.nearest)}

    answered, ids = await opened.app.store.read(work)
    return {
        "id": question_id,
        "story_id": ids.get(answered.story) if answered.story else None,
        "sentences": [quote.text for quote in answered.quotes] or None,
        "stories": list(ids.values()),
        "confidence": answered.confidence,
        "band": answered.band.value,
        "missing": list(answered.missing),
    }


async def _batch(opened: Opened, path: Path) -> None:
    for number, line in _lines(path):
        try:
            asked = json.loads(line)
            question_id, question = asked["id"], str(asked["question"])
        except (ValueError, TypeError, KeyError):
            say_plainly(load_catalogue(opened.language).say("cli.batch_question", line=number))
            continue
        started = time.perf_counter()
        answer = await _answer_object(opened, question_id, question)
        print_json(answer | {"ms": round((time.perf_counter() - started) * 1000, 3)})


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    source = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    with source:
        for number, raw in enumerate(source, start=1):
            if raw.strip():
                yield number, raw.decode("utf-8-sig", errors="replace")

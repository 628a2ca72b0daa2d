"""`storybot find` and its batch form for measuring: the shapes scripts rely on."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from adapters.console.opening import Opened, Wiring
from adapters.console.running import (
    AsJson,
    Db,
    answer,
    print_json,
    print_reply,
    readable,
    run,
    say_plainly,
)
from bot.commands.finding import QUERY_LIMIT
from bot.commands.registry import Reading
from bot.ports import Library
from bot.reply import Note, Tone
from bot.search import Found, Hit, Why
from bot.story import Story
from bot.words.catalogue import Catalogue, load_catalogue

HITS = 10
PageNumber = Annotated[int, typer.Option("--page", min=1, max=1_000_000, help="Which page, from 1.")]
Query = Annotated[list[str] | None, typer.Argument(help="What to find.", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many hits a page (with --json, --why).")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", help='A file of lines {"id", "query"} (- for standard input).', show_default=False),
]
ShowWhy = Annotated[bool, typer.Option("--why", help="Print score and reasons a line a hit.")]


def register(cli: typer.Typer, wiring: Wiring) -> None:
    """Add `find` to the command line."""

    @cli.command("find", help=load_catalogue("en").say("command.find.about"))
    def find(
        query: Query = None,
        db: Db = None,
        page: PageNumber = 1,
        limit: Limit = HITS,
        batch: Batch = None,
        why: ShowWhy = False,
        as_json: AsJson = False,
    ) -> None:
        words = " ".join(query or ())

        async def work(opened: Opened) -> None:
            if batch:
                await _batch(opened, batch, limit)
            elif as_json or why:
                found, hits = await _hits(opened, words, limit=limit, offset=(page - 1) * limit)
                show = print_json if as_json else _print_reasons
                show(_found_object(found, hits, load_catalogue(opened.language)))
            else:
                reading = Reading(command="find", argument=words, page=page)
                print_reply(await answer(opened, reading), opened, as_json=False)

        with readable(wiring, batch or Path("-")):
            run(wiring, db, work)


def fault_note(sentence: str) -> Note:
    """A sentence that says what was not done."""
    return Note(text=sentence, tone=Tone.FAULT)


async def _hits(opened: Opened, query: str, *, limit: int, offset: int = 0) -> tuple[Found, list[tuple[Story, Hit]]]:
    def work(library: Library) -> tuple[Found, list[tuple[Story, Hit]]]:
        found = library.find(query[:QUERY_LIMIT], limit=limit, offset=offset)
        stories = {story.number: story for story in library.stories([hit.number for hit in found.hits])}
        return found, [(stories[hit.number], hit) for hit in found.hits if hit.number in stories]

    return await opened.app.store.read(work)


def _found_object(found: Found, hits: list[tuple[Story, Hit]], words: Catalogue) -> dict[str, object]:
    return {
        "query": found.query,
        "total": found.total,
        "hits": [
            {
                "id": story.id,
                "title": story.title,
                "url": story.link,
                "company": story.company,
                "tags": list(story.tags),
                "views": story.views,
                "score": round(hit.score, 4),
                "why": [_reason(why, words) for why in hit.why],
            }
            for story, hit in hits
        ],
    }


def _reason(why: Why, words: Catalogue) -> dict[str, object]:
    reason: dict[str, object] = {"kind": why.evidence.value, "words": words.say(f"why.{why.evidence.value}")}
    if why.read_as:
        reason["read_as"] = why.read_as
    if why.excerpt:
        reason["excerpt"] = why.excerpt.text
        reason["marks"] = [list(mark) for mark in why.excerpt.marks]
    return reason


def _print_reasons(found: dict[str, object]) -> None:
    hits = found["hits"]
    for hit in hits if isinstance(hits, list) else []:
        reasons = ", ".join(f"{why['words']}{':' + why['read_as'] if 'read_as' in why else ''}" for why in hit["why"])
        typer.echo(f"{hit['score']:.3f}  {hit['title']}  ({reasons})")


async def _batch(opened: Opened, path: Path, limit: int) -> None:
    for number, line in _lines(path):
        try:
            asked = json.loads(line)
            query_id, query = asked["id"], str(asked["query"])
        except (ValueError, TypeError, KeyError):
            say_plainly(load_catalogue(opened.language).say("cli.batch_line", line=number))
            continue
        started = time.perf_counter()
        _, hits = await _hits(opened, query, limit=limit)
        milliseconds = (time.perf_counter() - started) * 1000
        print_json({"id": query_id, "hits": [story.id for story, _ in hits], "ms": round(milliseconds, 3)})


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    source = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    with source:
        for number, raw in enumerate(source, start=1):
            if raw.strip():
                yield number, raw.decode("utf-8-sig", errors="replace")

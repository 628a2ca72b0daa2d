"""`storybot import` and `export`: files in and out, with a progress bar and a report."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.table import Table

from adapters.console.opening import Opened, Wiring
from adapters.console.render import visible
from adapters.console.running import (
    OPERATOR,
    AsJson,
    Db,
    print_json,
    progress_bar,
    readable,
    run,
    say_plainly,
    writable,
)
from bot.exporting import exported
from bot.importing import (
    ImportFormat,
    Parsed,
    Refusal,
    detect,
    folder_name,
    parse,
    parse_folder,
    walk_folder,
)
from bot.logs import new_request_id
from bot.ports import Act
from bot.taking import ImportReport, take_all
from bot.words.catalogue import Catalogue, load_catalogue

_HEAD = 65_536  # bytes looked at to tell a format
_REFUSALS_SHOWN = 20


class Format(StrEnum):
    """The formats by the names people type."""

    LISTING = "listing"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


Source = Annotated[Path, typer.Argument(help="A file, a folder of Markdown posts, or - for standard input.")]
Target = Annotated[Path, typer.Argument(help="The file to write, or - for standard output.")]
AsFormat = Annotated[
    Format | None,
    typer.Option("--format", help="The format; told from name and content otherwise.", show_default=False),
]


def register(cli: typer.Typer, wiring: Wiring) -> None:
    """Add `import` and `export` to the command line."""

    @cli.command("import", help="Import stories: a listing, JSON Lines, CSV, or a folder of Markdown posts.")
    def import_(source: Source, db: Db = None, as_format: AsFormat = None, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            report = await _import(opened, source, ImportFormat(as_format.value) if as_format else None)
            words = load_catalogue(opened.language)
            if as_json:
                print_json(report_object(report, words))
            else:
                _print_report(report, words)
            if report.refused and not report.taken:
                raise typer.Exit(1)

        with readable(wiring, source):
            run(wiring, db, work)

    @cli.command("export", help="Write the whole library as JSON Lines, hidden stories included.")
    def export(target: Target = Path("-"), db: Db = None) -> None:
        async def work(opened: Opened) -> None:
            with _written(target) as stream:
                count = await _export(opened, stream)
            say_plainly(load_catalogue(opened.language).say("cli.exported", count=count))

        with writable(wiring, target):
            run(wiring, db, work)


def report_object(report: ImportReport, words: Catalogue) -> dict[str, object]:
    """A report as scripts get it."""
    return {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": [{"line": one.line, "reason": refusal_words(one, words)} for one in report.refused],
    }


def refusal_words(refusal: Refusal, words: Catalogue) -> str:
    """Why something was not taken, with the file inside a folder and the fact behind it."""
    reason = words.say(f"refusal.{refusal.reason.value}")
    detail = f" ({visible(refusal.detail)})" if refusal.detail else ""
    path = f"{visible(refusal.path)}: " if refusal.path else ""
    return f"{path}{reason}{detail}"


async def _import(opened: Opened, source: Path, as_format: ImportFormat | None) -> ImportReport:
    with progress_bar() as bar, _parsed(source, as_format, opened) as items:
        task = bar.add_task(visible(source.name), total=None)
        return await take_all(
            opened.app.store,
            items,
            actor=OPERATOR.key,
            now=opened.app.now,
            act=Act(id=f"import:{new_request_id(opened.app.random)}", subject=source.name[:200] or str(source)),
            progress=lambda handled: bar.update(task, completed=handled),
        )


@contextmanager
def _parsed(source: Path, as_format: ImportFormat | None, opened: Opened) -> Iterator[Iterator[Parsed]]:
    if source.is_dir():
        yield parse_folder(walk_folder(source), name=folder_name(source), zone=opened.app.zone)
        return
    with _read(source) as stream:
        head = stream.peek(_HEAD)[:_HEAD] if hasattr(stream, "peek") else b""
        chosen = as_format or detect(source.name, head)
        yield parse(stream, chosen, name=source.name, zone=opened.app.zone)


@contextmanager
def _read(source: Path) -> Iterator[BinaryIO]:
    if str(source) == "-":
        yield sys.stdin.buffer
        return
    with source.open("rb", buffering=_HEAD) as stream:
        yield stream


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = target.resolve()
    if target.exists() and not target.is_file():  # a pipe or device is written to, never replaced
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


async def _export(opened: Opened, stream: BinaryIO) -> int:
    count = 0
    async for line in exported(opened.app.store):
        stream.write(line)
        count += 1
    return count


def _print_report(report: ImportReport, words: Catalogue) -> None:
    console = Console()
    console.print(
        words.say(
            "cli.imported",
            new=report.new,
            updated=report.updated,
            unchanged=report.unchanged,
            refused=len(report.refused),
        ),
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    if not report.refused:
        return
    table = Table(words.say("cli.refused_line"), words.say("cli.refused_reason"), box=None)
    for one in report.refused[:_REFUSALS_SHOWN]:
        table.add_row(str(one.line or "-"), refusal_words(one, words))
    console.print(table)
    more = len(report.refused) - _REFUSALS_SHOWN
    if more > 0:
        console.print(words.say("cli.refused_more", count=more), markup=False)

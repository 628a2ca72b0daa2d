"""The library in and out of the chat: a dropped file looked at, imported after a yes, everything given as a file."""

import asyncio
import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from bot.commands.saying import told
from bot.commands.values import Context
from bot.exporting import exported
from bot.foreseeing import Forecast, foresee
from bot.importing import Parsed, Refusal, detect, parse
from bot.ports import Act, Library, Upload
from bot.reply import Actions, Attachment, Button, Listing, Note, Part, Reply, Row, Tone
from bot.taking import ImportReport, take_batches

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_EXPORT = 9 * 1024 * 1024  # Discord takes 10 MB
SUFFIXES = (".txt", ".text", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".md", ".markdown")
_HEAD = 65_536
_REFUSALS = 5


def is_importable(name: str) -> bool:
    """Whether a file of this name may hold stories."""
    return PurePosixPath(name.casefold()).suffix in SUFFIXES


async def intake(context: Context) -> Reply:
    """What importing a dropped file would do, and the button that does it."""
    id_ = context.request.argument.strip()
    upload = await context.store.read(lambda library: library.upload(id_))
    if upload is None:
        return told(context, "intake.gone", Tone.CAUTION)
    forecast = await foresee(context.store, _parsed(context, upload))
    report = forecast.report
    if not report.new and not report.updated:
        await context.store.write(lambda library: library.drop_upload(id_))
        return _nothing_in_it(context, upload, report)
    return _asked(context, upload, forecast, id_)


async def import_now(context: Context) -> Reply:
    """Import a dropped file, once, with progress; all of it is one change that can be undone."""
    id_, request = context.request.argument.strip(), context.request
    say = context.words.say

    def claim(library: Library) -> Upload | None:
        upload = library.upload(id_)
        library.drop_upload(id_)
        return upload

    upload = await context.store.write(claim)
    if upload is None:
        return told(context, "intake.gone", Tone.CAUTION)
    act = Act(id=f"import:{request.id}", subject=upload.name)
    report = ImportReport()
    items = _parsed(context, upload)
    async for report in take_batches(context.store, items, actor=request.actor.key, now=lambda: context.now, act=act):
        await context.progress(say("intake.progress", name=upload.name, count=report.handled))
    change = await context.store.read(lambda library: library.last_change(act=act.id))
    sentence = say(
        "intake.done",
        name=upload.name,
        new=report.new,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=len(report.refused),
    )
    parts = (Note(text=sentence, tone=Tone.DONE), *_refusals(context, report))
    if change is None:  # somebody added the same meanwhile
        return Reply(summary=sentence, parts=parts)
    undo = Actions(buttons=(Button(label=say("button.undo"), press=f"undo:{change.number}"),))
    return Reply(summary=sentence, parts=(*parts, undo))


async def export(context: Context) -> Reply:
    """The whole library as JSON Lines, hidden stories included, packed where it is large."""
    lines = [line async for line in exported(context.store)]
    file = await asyncio.to_thread(packed, f"stories-{context.today.isoformat()}.jsonl", b"".join(lines))
    if len(file.data) > LARGEST_EXPORT:
        return told(context, "export.too_large", Tone.CAUTION, megabytes=len(file.data) // 2**20)
    sentence = context.words.say("export.done", count=len(lines))
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.DONE), file))


def packed(name: str, data: bytes) -> Attachment:
    """A file to send, with gzip where it would be too large."""
    if len(data) <= LARGEST_EXPORT:
        return Attachment(name=name, data=data)
    return Attachment(name=f"{name}.gz", data=gzip.compress(data, mtime=0))


def _parsed(context: Context, upload: Upload) -> Iterator[Parsed]:
    chosen = detect(upload.name, upload.data[:_HEAD])
    return parse(BytesIO(upload.data), chosen, name=upload.name, zone=context.zone)


def _asked(context: Context, upload: Upload, forecast: Forecast, id_: str) -> Reply:
    say, report = context.words.say, forecast.report
    heading = say(
        "intake.found",
        name=upload.name,
        new=report.new,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=len(report.refused),
    )
    examples = tuple(Row(label=title) for title in forecast.titles)
    shown: tuple[Part, ...] = (Listing(heading=say("intake.examples"), rows=examples),) if examples else ()
    count = report.new + report.updated
    button = Button(label=say("button.import_now", count=count), press=f"importnow:{id_}", style="primary")
    parts: tuple[Part, ...] = (Note(text=heading), *shown, *_refusals(context, report))
    return Reply(summary=heading, parts=(*parts, Actions(buttons=(button,))))


def _nothing_in_it(context: Context, upload: Upload, report: ImportReport) -> Reply:
    say = context.words.say
    if report.unchanged and not report.refused:
        return told(context, "intake.known", Tone.PLAIN, name=upload.name, count=report.unchanged)
    sentence = say("intake.nothing", name=upload.name)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.CAUTION), *_refusals(context, report)))


def _refusals(context: Context, report: ImportReport) -> tuple[Part, ...]:
    if not report.refused:
        return ()
    rows = tuple(_refusal_row(context, refusal) for refusal in report.refused[:_REFUSALS])
    return (Listing(heading=context.words.say("intake.refused", count=len(report.refused)), rows=rows),)


def _refusal_row(context: Context, refusal: Refusal) -> Row:
    say = context.words.say
    reason = say(f"refusal.{refusal.reason.value}")
    place = say("intake.line", line=refusal.line) if refusal.line else ""
    return Row(label=reason, detail=" · ".join(part for part in (place, refusal.detail) if part))

"""`storybot digest …`: schedules set and listed, what went out and why not, what will go out when, days off."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from adapters.console.opening import Opened, Wiring
from adapters.console.render import visible
from adapters.console.running import AsJson, Db, answer, print_json, print_reply, readable, run, say_plainly
from bot.commands.registry import Reading
from bot.digest.days_off import BadLine, read_days_off
from bot.digest.fields import written
from bot.digest.outbox import Post
from bot.digest.picking import Stock
from bot.digest.preview import Ahead, preview
from bot.digest.target import Target
from bot.ports import Library
from bot.words.catalogue import Catalogue, load_catalogue

Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many rows.")]
Days = Annotated[int, typer.Option("--days", min=1, max=400, help="How many days ahead.")]
Channel = Annotated[str, typer.Argument(help="The channel: slack:C0123 or discord:123.")]
OneChannel = Annotated[str, typer.Option("--channel", help="Only this channel.", show_default=False)]
Until = Annotated[str, typer.Argument(help="The first day that posts again: 2026-12-01.")]
File = Annotated[Path, typer.Argument(help="A line a day: `2026-12-24 창립기념일`.", show_default=False)]
Rows = list[dict[str, object]]


def _option(words: str) -> object:
    return typer.Option(help=words, show_default=False)


At = Annotated[str | None, _option("Local time: 09:00.")]
Weekdays = Annotated[str | None, _option("daily, weekdays, or mon wed fri.")]
OnHoliday = Annotated[str | None, _option("post, skip or carry.")]
Zone = Annotated[str | None, _option("Asia/Seoul.")]
Pause = Annotated[str | None, _option("The first day that posts again; empty: not paused.")]
Kind = Annotated[str | None, _option("featured, new or weekly.")]
Tags = Annotated[str | None, _option("Tags, separated by commas; empty: all.")]
Companies = Annotated[str | None, _option("Companies, separated by commas; empty: all.")]
Sources = Annotated[str | None, _option("feed, link, listing, typed, feed 3, or tech.example.com.")]
Lang = Annotated[str | None, _option("ko or en.")]
Approval = Annotated[str | None, _option("on: admins approve the day before.")]
Notes = Annotated[str | None, _option("on: say so when there is nothing to send.")]
Starter = Annotated[str | None, _option("on, off, or words to post below the story.")]


def digests(wiring: Wiring) -> typer.Typer:
    """The group of commands about scheduled posts."""
    cli = typer.Typer(no_args_is_help=True)
    _reading(cli, wiring)
    _setting(cli, wiring)

    @cli.command("days-off", help="Take days off of the community from a file; all of it, or nothing.")
    def days_off(file: File, db: Db = None) -> None:
        with readable(wiring, file):
            days, bad = read_days_off(file.read_text(encoding="utf-8", errors="replace").splitlines())
        if bad:
            _report(bad, load_catalogue(wiring.language()))
            raise typer.Exit(1)

        async def work(opened: Opened) -> None:
            def take(library: Library) -> None:
                for day, name in days.items():
                    library.set_day_off(day, name)

            await opened.app.store.write(take)
            typer.echo(load_catalogue(opened.language).say("cli.days_off_taken", count=len(days)))

        run(wiring, db, work)

    return cli


def _reading(cli: typer.Typer, wiring: Wiring) -> None:
    @cli.command("log", help="What went out, and what did not and why, latest first.")
    def log(db: Db = None, limit: Limit = 50, channel: OneChannel = "", as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            posts = await opened.app.store.read(lambda library: library.posts(limit=limit, channel=channel))
            _show([_post_row(post, load_catalogue(opened.language)) for post in posts], opened, as_json=as_json)

        run(wiring, db, work)

    @cli.command("preview", help="What will go out when, as things stand.")
    def ahead(db: Db = None, days: Days = 14, channel: OneChannel = "", as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            now = opened.app.now()

            def look(library: Library) -> Rows:
                stock = Stock(first=now.date())
                targets = [one for one in library.targets() if channel in ("", one.channel)]
                return [
                    _ahead_row(library, target, one)
                    for target in targets
                    for one in preview(library, target, now, days=days, stock=stock)
                ]

            _show(await opened.app.store.read(look), opened, as_json=as_json)

        run(wiring, db, work)

    @cli.command("list", help="Every channel with a schedule, and how it is set.")
    def every(db: Db = None, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            targets = await opened.app.store.read(lambda library: library.targets())
            if as_json:
                print_json([_target_object(one) for one in targets])
                return
            reading = Reading(command="schedules")
            print_reply(await answer(opened, reading), opened, as_json=False)

        run(wiring, db, work)


def _setting(cli: typer.Typer, wiring: Wiring) -> None:
    def ask(db: Path | None, reading: Reading, fields: dict[str, str] | None = None) -> None:
        async def work(opened: Opened) -> None:
            print_reply(await answer(opened, reading, fields), opened, as_json=False)

        run(wiring, db, work)

    @cli.command("set", help="Set the schedule of a channel; without options, show it.")
    def set_(
        channel: Channel,
        at: At = None,
        days: Weekdays = None,
        holidays: OnHoliday = None,
        zone: Zone = None,
        pause: Pause = None,
        kind: Kind = None,
        tags: Tags = None,
        companies: Companies = None,
        sources: Sources = None,
        lang: Lang = None,
        approval: Approval = None,
        notes: Notes = None,
        starter: Starter = None,
        db: Db = None,
    ) -> None:
        given = {
            "at": at, "weekdays": days, "on_holiday": holidays, "zone": zone, "paused_until": pause, "kind": kind,
            "tags": tags, "companies": companies, "sources": sources, "language": lang, "approval": approval,
            "notes_when_empty": notes, "starter": starter,
        }  # fmt: skip
        fields = {f"digest_{name}": value for name, value in given.items() if value is not None}
        ask(db, Reading(command="setup" if fields else "schedule", argument=channel), fields)

    @cli.command("pause", help="Send nothing to a channel until a day.")
    def pause(channel: Channel, until: Until, db: Db = None) -> None:
        ask(db, Reading(command="schedule", argument=f"{channel} pause {until}"))

    @cli.command("off", help="Stop sending to a channel.")
    def off(channel: Channel, db: Db = None) -> None:
        ask(db, Reading(command="schedule", argument=f"{channel} off"))

    @cli.command("on", help="Send to a channel again.")
    def on(channel: Channel, db: Db = None) -> None:
        ask(db, Reading(command="schedule", argument=f"{channel} on"))


def _report(bad: tuple[BadLine, ...], words: Catalogue) -> None:
    for line in bad:
        say_plainly(words.say("cli.bad_day_off", line=line.number, text=line.text))
    say_plainly(words.say("cli.days_off_not_taken"))


def _target_object(target: Target) -> dict[str, object]:
    return {"channel": target.channel, **written(target, "en"), "off": target.off}


def _post_row(post: Post, words: Catalogue) -> dict[str, object]:
    state = words.say(f"post_state.{post.state.value}")
    reason = words.say(f"post_reason.{post.reason.value}") if post.reason else ""
    return {
        "channel": post.channel,
        "day": post.day.isoformat(),
        "state": state,
        "reason": reason,
        "story": post.story,
        "message": post.message,
    }


def _ahead_row(library: Library, target: Target, ahead: Ahead) -> dict[str, object]:
    story = library.story(str(ahead.choice.number)) if ahead.choice else None
    return {
        "channel": target.channel,
        "day": ahead.day.isoformat(),
        "at": ahead.at.astimezone(target.zone).isoformat(timespec="minutes"),
        "story": story.number if story else None,
        "title": story.title if story else "",
    }


def _show(rows: Rows, opened: Opened, *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    if not rows:
        typer.echo(load_catalogue(opened.language).say("log.none"))
        return
    table = Table(*rows[0], box=None)
    for row in rows:
        table.add_row(*("" if value is None else visible(str(value)) for value in row.values()))
    Console().print(table)

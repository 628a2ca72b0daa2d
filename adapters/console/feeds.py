"""`storybot feeds …`: what is followed, what an address would give, lists in and out, and a round by hand."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapters.console.opening import Opened, Wiring
from adapters.console.running import (
    OPERATOR,
    AsJson,
    Db,
    answer,
    print_json,
    print_reply,
    progress_bar,
    readable,
    run,
    say_plainly,
    writable,
)
from adapters.console.searching import PageNumber
from bot.commands.registry import Reading
from bot.errors import Refused
from bot.feeds.adding import add_listed, follow, found_feed, unfollow
from bot.feeds.feed import NAME_LIMIT, Feed, FeedState
from bot.feeds.filters import filter_words
from bot.feeds.opml import LARGEST, read_opml, write_opml
from bot.feeds.rounds import Follower, Report
from bot.importing.text import one_line
from bot.ports import Library
from bot.story import StoryState
from bot.words.catalogue import load_catalogue

Address = Annotated[str, typer.Argument(help="A feed, or the home page of a blog.")]
Number = Annotated[int, typer.Argument(help="The feed's number.")]
Name = Annotated[str | None, typer.Option(help="Its name in the list; its title otherwise.", show_default=False)]
Company = Annotated[str | None, typer.Option(help="The company of its posts.", show_default=False)]
Suggest = Annotated[bool, typer.Option("--suggest", help="New posts wait for approval.")]
OnlyNew = Annotated[bool, typer.Option("--only-new", help="Take none of the posts that stand there now.")]
Include = Annotated[str | None, typer.Option(help="Only posts with these: `kafka, #backend`.", show_default=False)]
Exclude = Annotated[str | None, typer.Option(help="No posts with these.", show_default=False)]
Every = Annotated[bool, typer.Option("--all", help="Look at all feeds, not only at those that are due.")]
Source = Annotated[Path, typer.Argument(help="An OPML file.")]
Target = Annotated[Path, typer.Argument(help="The file to write, or - for standard output.")]
_ALL_AT_ONCE = 100_000


def feeds(wiring: Wiring) -> typer.Typer:
    """The group of commands about feeds."""
    cli = typer.Typer(no_args_is_help=True)
    _asks(cli, wiring)
    _changes(cli, wiring)
    _files(cli, wiring)
    return cli


def _asks(cli: typer.Typer, wiring: Wiring) -> None:
    @cli.command("list", help="The feeds with their state, last fault and next look.")
    def list_(db: Db = None, page: PageNumber = 1, as_json: AsJson = False) -> None:
        _ask(wiring, db, Reading(command="feeds", page=page), as_json=as_json)

    @cli.command("show", help="One feed.")
    def show(number: Number, db: Db = None, as_json: AsJson = False) -> None:
        _ask(wiring, db, Reading(command="feeds", argument=str(number)), as_json=as_json)

    @cli.command("check", help="What would be read at an address; adds nothing.")
    def check(address: Address, db: Db = None, as_json: AsJson = False) -> None:
        _ask(wiring, db, Reading(command="feeds", argument=address), as_json=as_json)

    @cli.command("run", help="Look at the feeds that are due, once.")
    def run_round(every: Every = False, db: Db = None, as_json: AsJson = False) -> None:
        run(wiring, db, lambda opened: _round(opened, every=every, as_json=as_json))


def _changes(cli: typer.Typer, wiring: Wiring) -> None:
    @cli.command("add", help="Follow a feed, and look at it at once.")
    def add(
        address: Address,
        name: Name = None,
        company: Company = None,
        suggest: Suggest = False,
        only_new: OnlyNew = False,
        include: Include = None,
        exclude: Exclude = None,
        db: Db = None,
    ) -> None:
        def settled(feed: Feed) -> Feed:
            return replace(
                feed,
                name=_line(name) or feed.name,
                company=_line(company) or None,
                takes=StoryState.SUGGESTED if suggest else feed.takes,
                only_new=only_new,
                includes=filter_words(include or ""),
                excludes=filter_words(exclude or ""),
            )

        run(wiring, db, lambda opened: _add(opened, address, settled))

    @cli.command("remove", help="Follow a feed no more; the stories it brought stay.")
    def remove(number: Number, db: Db = None) -> None:
        run(wiring, db, lambda opened: _remove(opened, number))

    @cli.command("on", help="Follow a feed again.")
    def on(number: Number, db: Db = None) -> None:
        _ask(wiring, db, Reading(command="feedset", argument=f"{number} on"), as_json=False)

    @cli.command("off", help="Leave a feed alone.")
    def off(number: Number, db: Db = None) -> None:
        _ask(wiring, db, Reading(command="feedset", argument=f"{number} off"), as_json=False)


def _files(cli: typer.Typer, wiring: Wiring) -> None:
    @cli.command("import", help="Follow the feeds of an OPML file.")
    def import_(source: Source, db: Db = None) -> None:
        with readable(wiring, source):
            content = source.read_bytes()[: LARGEST + 1]
            run(wiring, db, lambda opened: _import(opened, source, content))

    @cli.command("export", help="Write the feeds as OPML.")
    def export(target: Target = Path("-"), db: Db = None) -> None:
        text, count = run(wiring, db, _export)
        with writable(wiring, target):
            if target == Path("-"):
                typer.echo(text, nl=False)
            else:
                target.write_text(text, encoding="utf-8")
        say_plainly(load_catalogue(wiring.language()).say("feeds.exported", count=count))


def _ask(wiring: Wiring, db: Path | None, reading: Reading, *, as_json: bool) -> None:
    async def work(opened: Opened) -> None:
        print_reply(await answer(opened, reading), opened, as_json=as_json)

    run(wiring, db, work)


async def _add(opened: Opened, address: str, settled: Callable[[Feed], Feed]) -> None:
    app, say = opened.app, load_catalogue(opened.language).say
    follower = _follower(opened)
    try:
        found = await follower.source.discover(address if "://" in address else f"https://{address}")
    except Refused as refused:
        say_plainly(say(refused.key, **refused.facts))
        raise typer.Exit(1) from None
    feed = settled(found_feed(found, actor=OPERATOR.key, at=app.now()))
    added, is_new = await app.store.write(lambda library: follow(library, feed, at=app.now()))
    if not is_new:
        typer.echo(say("cli_feeds.known", number=added.number, name=added.name))
        return
    typer.echo(say("cli_feeds.added", number=added.number, name=added.name, address=added.address))
    _print_report(Report(**await follower.look(added)), opened, as_json=False)


async def _remove(opened: Opened, number: int) -> None:
    say = load_catalogue(opened.language).say
    now = opened.app.now()
    feed = await opened.app.store.write(lambda library: unfollow(library, number, actor=OPERATOR.key, at=now))
    if feed is None:
        say_plainly(say("cli_feeds.no_feed", number=number))
        raise typer.Exit(1)
    typer.echo(say("cli_feeds.removed", number=number, name=feed.name))


async def _import(opened: Opened, source: Path, content: bytes) -> None:
    say, now = load_catalogue(opened.language).say, opened.app.now()
    listed = read_opml(content) if len(content) <= LARGEST else None
    if listed is None:
        say_plainly(say("cli_feeds.not_opml", path=str(source)))
        raise typer.Exit(1)
    new = await opened.app.store.write(lambda library: add_listed(library, listed.feeds, actor=OPERATOR.key, at=now))
    known = len(listed.feeds) - new
    typer.echo(say("cli_feeds.imported", new=new, known=known, unusable=listed.unusable))


async def _export(opened: Opened) -> tuple[str, int]:
    every = await opened.app.store.read(lambda library: library.feeds())
    return write_opml(every, title="storybot"), len(every)


async def _round(opened: Opened, *, every: bool, as_json: bool) -> None:
    app = opened.app
    if every:
        now = app.now()
        await app.store.write(lambda library: _all_due(library, now))
    due = len(await app.store.read(lambda library: library.due_feeds(app.now(), limit=_ALL_AT_ONCE)))
    with progress_bar() as bar:
        task = bar.add_task("feeds", total=due)
        report = await _follower(opened).round(limit=_ALL_AT_ONCE, told=lambda _: bar.advance(task))
    _print_report(report, opened, as_json=as_json)


def _line(written: str | None) -> str:
    return one_line(written or "")[:NAME_LIMIT].strip()


def _all_due(library: Library, now: datetime) -> None:
    for feed in library.feeds():
        if feed.state is FeedState.ON:
            library.put_feed(replace(feed, next_at=now))


def _follower(opened: Opened) -> Follower:
    app = opened.app
    if app.feeds is None:
        raise typer.Exit(2)
    return Follower(store=app.store, source=app.feeds, now=app.now, random=app.random)


def _print_report(report: Report, opened: Opened, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(report))
        return
    Console().print(
        load_catalogue(opened.language).say("cli_feeds.ran", **asdict(report)), highlight=False, markup=False
    )

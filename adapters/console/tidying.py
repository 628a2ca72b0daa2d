"""`storybot tidy …`: probable duplicates, missing facts, dead links and searches in vain, from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from adapters.console.opening import Opened, Wiring
from adapters.console.running import AsJson, Db, answer, print_reply, progress_bar, run, say_plainly
from adapters.console.searching import PageNumber
from bot.commands.registry import Reading
from bot.curation.looking import LinkRound, Looker
from bot.curation.upkeep import BATCH
from bot.words.catalogue import load_catalogue

Now = Annotated[int, typer.Option("--now", min=0, max=10_000, help="First look at this many links that are due.")]


def tidying(wiring: Wiring, looker: Callable[[], Looker]) -> typer.Typer:
    """The group of commands about a tidy library."""
    cli = typer.Typer(no_args_is_help=True)

    @cli.command("duplicates", help="Pairs of stories that are probably the same article.")
    def duplicates(db: Db = None, page: PageNumber = 1, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            await _compare(opened)
            await _print(opened, Reading(command="duplicates", page=page), as_json=as_json)

        run(wiring, db, work)

    @cli.command("missing", help="Stories without company or tags, with what may fit.")
    def missing(db: Db = None, page: PageNumber = 1, as_json: AsJson = False) -> None:
        _show(wiring, db, "lacking", page=page, as_json=as_json)

    @cli.command("links", help="Links that no longer open.")
    def links(db: Db = None, now: Now = 0, page: PageNumber = 1, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            if now:
                await _look(opened, looker(), now)
            await _print(opened, Reading(command="deadlinks", page=page), as_json=as_json)

        run(wiring, db, work)

    @cli.command("searches", help="Searches that found nothing, or whose stories nobody opened.")
    def searches(db: Db = None, as_json: AsJson = False) -> None:
        _show(wiring, db, "searches", as_json=as_json)

    return cli


def _show(wiring: Wiring, db: Path | None, command: str, *, page: int = 1, as_json: bool = False) -> None:
    run(wiring, db, lambda opened: _print(opened, Reading(command=command, page=page), as_json=as_json))


async def _print(opened: Opened, reading: Reading, *, as_json: bool) -> None:
    print_reply(await answer(opened, reading), opened, as_json=as_json)


async def _compare(opened: Opened) -> None:
    """Compare every story that was not yet, with a bar."""
    store, now = opened.app.store, opened.app.now
    total = left = await store.read(lambda library: library.unchecked())
    with progress_bar() as bar:
        task = bar.add_task("stories", total=total)
        while left:
            left = await store.write(lambda library: library.look_for_duplicates(limit=BATCH, at=now()))
            bar.update(task, completed=total - left)
    if total:
        say_plainly(load_catalogue(opened.language).say("tidying.looked", count=total))


async def _look(opened: Opened, looker: Looker, count: int) -> None:
    """Look at links now, politely, with a bar."""
    app = opened.app
    looking = LinkRound(store=app.store, looker=looker, now=app.now, random=app.random)
    with progress_bar() as bar:
        task = bar.add_task("links", total=count)
        done = await looking.many(count, lambda done, total: bar.update(task, completed=done, total=total))
    say_plainly(load_catalogue(opened.language).say("tidying.links_looked", count=done))

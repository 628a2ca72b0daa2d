"""`storybot digest log` and `preview`: what went out to which channel and why not, and what will go out when."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from adapters.console.opening import Opened, Wiring
from adapters.console.render import visible
from adapters.console.running import AsJson, Db, print_json, run
from bot.digest.outbox import Post
from bot.digest.preview import Ahead, preview
from bot.digest.target import Target
from bot.ports import Library
from bot.words.catalogue import Catalogue, load_catalogue

Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many rows.")]
Days = Annotated[int, typer.Option("--days", min=1, max=400, help="How many days ahead.")]
Rows = list[dict[str, object]]


def digests(wiring: Wiring) -> typer.Typer:
    """The group of commands about scheduled posts."""
    cli = typer.Typer(no_args_is_help=True)

    @cli.command("log", help="What went out, and what did not and why, latest first.")
    def log(db: Db = None, limit: Limit = 50, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            posts = await opened.app.store.read(lambda library: library.posts(limit=limit))
            _show([_post_row(post, load_catalogue(opened.language)) for post in posts], opened, as_json=as_json)

        run(wiring, db, work)

    @cli.command("preview", help="What will go out when, as things stand.")
    def ahead(db: Db = None, days: Days = 14, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            now = opened.app.now()
            rows = await opened.app.store.read(
                lambda library: [
                    _ahead_row(library, target, one)
                    for target in library.targets()
                    for one in preview(library, target, now, days=days)
                ]
            )
            _show(rows, opened, as_json=as_json)

        run(wiring, db, work)

    return cli


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

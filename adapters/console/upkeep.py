"""What only an operator does to the library file: make the search index anew or check it, and take a copy."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from adapters.console.opening import Opened, Wiring
from adapters.console.running import Db, progress_bar, run, say_plainly
from bot.words.catalogue import load_catalogue

Target = Annotated[Path, typer.Argument(help="The file to write; it takes its name only when it is whole.")]


def register(cli: typer.Typer, wiring: Wiring) -> None:
    """Add `index …` and `backup` to the command line."""
    cli.add_typer(_index(wiring), name="index", help="Look after the search index.")

    @cli.command("backup", help="Copy the library to a file, also while the bot is running.")
    def backup(target: Target, db: Db = None) -> None:
        async def work(opened: Opened) -> None:
            say = load_catalogue(opened.language).say
            if target.resolve() == opened.path.resolve():
                say_plainly(say("cli.backup_itself"))
                raise typer.Exit(2)
            with progress_bar() as bar:
                task = bar.add_task(target.name, total=None)
                size = await asyncio.to_thread(
                    opened.back_up, target, lambda done, total: bar.update(task, completed=done, total=total)
                )
            typer.echo(say("cli.backed_up", path=str(target), megabytes=f"{size / 1e6:,.1f}"))

        run(wiring, db, work)


def _index(wiring: Wiring) -> typer.Typer:
    cli = typer.Typer(no_args_is_help=True)

    @cli.command("rebuild", help="Make the index anew from the stories.")
    def rebuild(db: Db = None) -> None:
        async def work(opened: Opened) -> None:
            with progress_bar() as bar:
                task = bar.add_task("index", total=None)
                held = await opened.index.rebuild(lambda done, total: bar.update(task, completed=done, total=total))
            typer.echo(load_catalogue(opened.language).say("cli.index_rebuilt", count=held))

        run(wiring, db, work)

    @cli.command("check", help="Compare the index with the stories; status 1 when something is wrong.")
    def check(db: Db = None) -> None:
        async def work(opened: Opened) -> None:
            faults = await opened.index.check()
            say = load_catalogue(opened.language).say
            if not faults:
                typer.echo(say("cli.index_sound"))
                return
            for fault in faults:
                say_plainly(fault)
            say_plainly(say("cli.index_unsound"))
            raise typer.Exit(1)

        run(wiring, db, work)

    return cli

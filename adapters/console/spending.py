"""`storybot llm usage`: what the language model was used for, day by day."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from adapters.console.opening import Opened, Wiring
from adapters.console.render import visible
from adapters.console.running import AsJson, Db, print_json, run
from bot.ports.writing import Spent
from bot.words.catalogue import load_catalogue

Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many rows.")]


def register(cli: typer.Typer, wiring: Wiring) -> None:
    """Add `llm …` to the command line."""
    group = typer.Typer(no_args_is_help=True)
    cli.add_typer(group, name="llm", help="The language model that writes answers, where one is set up.")

    @group.command("usage", help="Show requests, tokens and cost, a row a day and model.")
    def usage(limit: Limit = 31, db: Db = None, as_json: AsJson = False) -> None:
        async def work(opened: Opened) -> None:
            spendings = await opened.app.store.read(lambda library: library.spendings(limit=limit))
            if as_json:
                for spent in spendings:
                    print_json(asdict(spent) | {"day": spent.day.isoformat()})
                return
            say = load_catalogue(opened.language).say
            if spendings:
                Console().print(_table(say("cli.llm_usage"), spendings))
            else:
                typer.echo(say("cli.llm_unused"))

        run(wiring, db, work)

    @group.callback()
    def _group() -> None:
        """Keep the group a group while it has one command."""


def _table(title: str, spendings: tuple[Spent, ...]) -> Table:
    table = Table("day", "model", title=title, title_justify="left")
    for heading in ("requests", "shown", "tokens in", "tokens out", "cost"):
        table.add_column(heading, justify="right")
    for spent in spendings:
        tokens = (f"{spent.prompt_tokens:,}", f"{spent.completion_tokens:,}")
        counts = (str(spent.requests), str(spent.shown), *tokens, f"{spent.cost:.4f}")
        table.add_row(spent.day.isoformat(), visible(spent.model), *counts)
    return table

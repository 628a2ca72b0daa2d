"""The `storybot` command: every command of the registry for the shell, and what only an operator does."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from adapters.console import asking, files, searching, spending, upkeep
from adapters.console.chatting import chat_command
from adapters.console.digests import digests
from adapters.console.opening import Opened, Wiring
from adapters.console.running import (
    AsJson,
    Db,
    answer,
    print_reply,
    run,
)
from bot import __version__
from bot.commands.registry import COMMANDS, Reading
from bot.commands.values import Command, Takes
from bot.reply import Form, Reply
from bot.words.catalogue import load_catalogue

_OWN_SHAPE = ("find", "ask", "add", "edit")  # commands whose options are written out below
_CHAT_ONLY = (  # need a channel, or buttons to answer a question with
    "help",
    "share",
    "collect",
    "schedule",
    "ahead",
    "log",
    "pin",
    "exclude",
    "include",
    "setup",
    "schedules",
    "dryrun",
    "skipday",
    "merge",
    "retag",
    "untag",
    "export",
    "undo",
    "admins",
    "settings",
)
_IN_GROUPS = ("tidy", "duplicates", "lacking", "deadlinks", "searches", "feeds")  # `storybot tidy …`, `feeds …`
Words = Annotated[list[str] | None, typer.Argument(help="What would stand behind the command in chat.")]
Story = Annotated[str, typer.Argument(help="The story's number or id.")]


def build(wiring: Wiring) -> typer.Typer:
    """The whole command line over one wiring."""
    words = load_catalogue("en")
    cli = typer.Typer(
        name="storybot",
        help="A Korean-first Slack and Discord bot for a developer community's reading.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    cli.callback()(_version)
    for command in COMMANDS:
        if command.listed and command.name not in (*_OWN_SHAPE, *_CHAT_ONLY, *_IN_GROUPS):
            cli.command(command.name, help=words.say(f"command.{command.name}.about"))(_function(wiring, command))
    cli.command("add", help=words.say("command.add.about"))(_add(wiring))
    cli.command("edit", help=words.say("command.edit.about"))(_edit(wiring))
    searching.register(cli, wiring)
    asking.register(cli, wiring)
    files.register(cli, wiring)
    cli.command("chat", help="Talk to the bot in this terminal, as people do in Slack and Discord.")(
        chat_command(wiring)
    )
    cli.add_typer(digests(wiring), name="digest", help="What channels get on their schedules.")
    upkeep.register(cli, wiring)
    spending.register(cli, wiring)
    return cli


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"storybot {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)]


def _version(version: Version = False) -> None:
    """Takes the options that stand before a command."""


def _function(wiring: Wiring, command: Command) -> Callable[..., None]:
    def ask(db: Path | None, argument: str, page: int, as_json: bool) -> None:
        _answer(wiring, db, Reading(command=command.name, argument=argument, page=page), as_json=as_json)

    if command.takes is Takes.NOTHING:

        def plain(db: Db = None, page: searching.PageNumber = 1, as_json: AsJson = False) -> None:
            ask(db, "", page, as_json)

        return plain
    if command.takes is Takes.STORY:

        def of_story(story: Story, db: Db = None, as_json: AsJson = False) -> None:
            ask(db, story, 1, as_json)

        return of_story

    def of_words(
        words: Words = None,
        db: Db = None,
        page: searching.PageNumber = 1,
        as_json: AsJson = False,
    ) -> None:
        ask(db, " ".join(words or ()), page, as_json)

    return of_words


def _answer(
    wiring: Wiring, db: Path | None, reading: Reading, *, as_json: bool, fields: dict[str, str] | None = None
) -> None:
    async def work(opened: Opened) -> None:
        reply = await answer(opened, reading, fields)
        print_reply(_without_form(reply, opened), opened, as_json=as_json)

    run(wiring, db, work)


def _without_form(reply: Reply, opened: Opened) -> Reply:
    """A form cannot be filled on the command line: say which options to give instead."""
    if not any(isinstance(part, Form) for part in reply.parts):
        return reply
    sentence = load_catalogue(opened.language).say("cli.use_options")
    return Reply(summary=sentence, parts=(searching.fault_note(sentence),), failed=True)


Title = Annotated[str | None, typer.Option(help="The title.", show_default=False)]
Link = Annotated[str | None, typer.Option(help="The address; an empty one takes it away.", show_default=False)]
Company = Annotated[str | None, typer.Option(help="The company that wrote it.", show_default=False)]
Author = Annotated[str | None, typer.Option(help="Who wrote it.", show_default=False)]
Tags = Annotated[str | None, typer.Option(help="Tags: `#aws #개발 문화` or `aws, 개발 문화`.", show_default=False)]
Body = Annotated[str | None, typer.Option(help="The text.", show_default=False)]


def _add(wiring: Wiring) -> Callable[..., None]:
    def add(
        words: Words = None,
        title: Title = None,
        link: Link = None,
        company: Company = None,
        author: Author = None,
        tags: Tags = None,
        body: Body = None,
        db: Db = None,
        as_json: AsJson = False,
    ) -> None:
        fields = _given(title=title, link=link, company=company, author=author, tags=tags, body=body)
        reading = Reading(command="add", argument=" ".join(words or ()))
        if fields and reading.argument and "title" not in fields:
            fields["title"] = reading.argument
        _answer(wiring, db, reading, as_json=as_json, fields=fields)

    return add


def _edit(wiring: Wiring) -> Callable[..., None]:
    def edit(
        story: Story,
        title: Title = None,
        link: Link = None,
        company: Company = None,
        author: Author = None,
        tags: Tags = None,
        body: Body = None,
        db: Db = None,
        as_json: AsJson = False,
    ) -> None:
        fields = _given(title=title, link=link, company=company, author=author, tags=tags, body=body)
        _answer(wiring, db, Reading(command="edit", argument=story), as_json=as_json, fields=fields)

    return edit


def _given(**options: str | None) -> dict[str, str]:
    return {name: value for name, value in options.items() if value is not None}

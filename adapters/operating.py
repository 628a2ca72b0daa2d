"""What an operator runs: the bot itself, and set-up and checks of each platform. Part of the composition root."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Protocol

import typer

from adapters.background import jobs
from adapters.console.feeds import feeds
from adapters.console.opening import Opened, Wiring
from adapters.console.running import Db, run, say_plainly
from adapters.console.tidying import tidying
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.check import check as check_discord
from adapters.discord.invite import application_id, invite_link
from adapters.discord.settings import DiscordSettings
from adapters.fetching.fetcher import SafeFetcher
from adapters.fetching.looking import SafeLooker
from adapters.scheduler.ticking import Ticker
from adapters.serving import Platform, serve
from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.check import check as check_slack
from adapters.slack.check import check_library as check_slack_for
from adapters.slack.manifest import Features, manifest
from bot.app import App
from bot.checking import CheckResult
from bot.curation.upkeep import write_searches
from bot.digest.outbox import Messenger
from bot.errors import StoreFault
from bot.fetching import PageFetcher
from bot.settings import Settings
from bot.words.catalogue import load_catalogue


class PostingPlatform(Platform, Protocol):
    """An adapter that also posts unasked."""

    @property
    def messenger(self) -> Messenger:
        """Posts to the platform's channels."""


def register(cli: typer.Typer, wiring: Wiring, settings: Callable[[], Settings]) -> None:
    """Add `run`, `slack …` and `discord …` to the command line."""

    @cli.command("run", help="Run the bot on every platform whose tokens are set, until SIGTERM.")
    def run_bot(db: Db = None) -> None:
        try:
            run(wiring, db, lambda opened: _run(opened, settings(), wiring))
        except OSError as error:
            chosen = settings()
            say = load_catalogue(wiring.language()).say
            say_plainly(say("cli.cannot_listen", host=chosen.listen_host, port=chosen.listen_port, detail=str(error)))
            raise typer.Exit(2) from None

    cli.add_typer(tidying(wiring, SafeLooker), name="tidy", help="What there is to tidy up in the library.")
    cli.add_typer(feeds(wiring), name="feeds", help="Feeds the library follows.")
    cli.add_typer(_slack(wiring, settings), name="slack", help="Set up and check the Slack app.")
    cli.add_typer(_discord(wiring, settings), name="discord", help="Set up and check the Discord bot.")


async def _run(opened: Opened, settings: Settings, wiring: Wiring) -> None:
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(SafeFetcher())
        platforms = tuple(_platforms(replace(opened.app, shares=True), settings, fetcher))
        if not platforms:
            say_plainly(load_catalogue(wiring.language()).say("cli.no_tokens"))
            raise typer.Exit(2)
        messengers = {platform.name: platform.messenger for platform in platforms}
        looker = SafeLooker() if settings.link_check else None
        background = jobs(opened.app, messengers, looker=looker)
        tickers = [Ticker(job.tick, every=job.every, waits=not job.is_long) for job in background]
        stack.push_async_callback(write_searches, opened.app.store, opened.app.trail)

        async def begin() -> None:
            for ticker in tickers:
                stack.push_async_callback(ticker.close)
                await ticker.start()

        await serve(
            platforms,
            opened.app.store,
            host=settings.listen_host,
            port=settings.listen_port,
            started=begin,
        )


def _platforms(app: App, settings: Settings, fetcher: PageFetcher) -> Iterable[PostingPlatform]:
    if settings.slack_bot_token is not None:
        yield SlackAdapter(app, slack_settings(settings), fetcher=fetcher, now=app.now)
    if settings.discord_token is not None:
        yield DiscordAdapter(app, discord_settings(settings), fetcher=fetcher, now=app.now)


def slack_settings(settings: Settings) -> SlackSettings:
    """What the Slack adapter is told."""
    return SlackSettings(
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        config_token=_secret(settings.slack_config_token),
        signing_secret=_secret(settings.slack_signing_secret),
        mode=settings.slack_mode,
        admin_group=settings.slack_admin_group,
        page_host=settings.slack_page_host,
        api_url=settings.slack_api_url,
        admins=frozenset(settings.admins),
        spaces=frozenset(settings.spaces),
        language=settings.language,
        timeout_seconds=settings.timeout_seconds,
        attempts=settings.retry_attempts,
    )


def discord_settings(settings: Settings) -> DiscordSettings:
    """What the Discord adapter is told."""
    return DiscordSettings(
        token=_secret(settings.discord_token),
        api_url=settings.discord_api_url,
        gateway_url=settings.discord_gateway_url,
        command_sync=settings.discord_command_sync,
        command_guild=settings.discord_command_guild,
        message_content=settings.discord_message_content,
        daily_thread=settings.discord_daily_thread,
        admins=frozenset(settings.admins),
        spaces=frozenset(settings.spaces),
        language=settings.language,
        timeout_seconds=settings.timeout_seconds,
        attempts=settings.retry_attempts,
    )


def _secret(value: object) -> str:
    reveal = getattr(value, "get_secret_value", None)
    return str(reveal()) if reveal else ""


RequestUrl = Annotated[str, typer.Option(help="Where Slack reaches the bot over HTTP; Socket Mode without it.")]
Links = Annotated[bool, typer.Option(help="Look at links people post (needs to read channels).")]
Threads = Annotated[
    bool, typer.Option(help="Hear further questions in threads of answers without a mention (needs to read channels).")
]
ApplicationId = Annotated[
    str, typer.Argument(help="The application's id; asked of Discord where the token is set.", show_default=False)
]


def _slack(wiring: Wiring, settings: Callable[[], Settings]) -> typer.Typer:
    cli = typer.Typer(no_args_is_help=True)

    @cli.command("manifest", help="Print the app manifest to paste at api.slack.com/apps.")
    def print_manifest(
        request_url: RequestUrl = "",
        links: Links = False,  # noqa: FBT002 - an option
        threads: Threads = False,  # noqa: FBT002 - an option
    ) -> None:
        chosen = settings()
        features = Features(
            links=links,
            threads=threads,
            request_url=request_url,
            page_host=chosen.slack_page_host,
            admin_group=bool(chosen.slack_admin_group),
        )
        made = manifest(features, load_catalogue(wiring.language()))
        typer.echo(json.dumps(made, ensure_ascii=False, indent=2))

    @cli.command("check", help="Compare what is installed at Slack with what the bot needs.")
    def check(db: Db = None) -> None:
        _report(wiring, settings, "slack_bot_token", lambda chosen: _check_slack(wiring, chosen, db))

    return cli


async def _check_slack(wiring: Wiring, chosen: Settings, db: Path | None) -> Iterable[CheckResult]:
    """What is wrong at Slack with all that the library uses; where there is none yet, with the least."""
    if not (db or chosen.db).exists():
        return await check_slack(slack_settings(chosen))
    try:
        async with wiring.open(db) as opened:
            return await check_slack_for(slack_settings(chosen), opened.app.store)
    except StoreFault as fault:
        say_plainly(load_catalogue(wiring.language()).say(fault.key, path=str(fault.path)))
        raise typer.Exit(2) from None


def _discord(wiring: Wiring, settings: Callable[[], Settings]) -> typer.Typer:
    cli = typer.Typer(no_args_is_help=True)

    @cli.command("invite", help="Print the link that invites the bot to a server.")
    def invite(application: ApplicationId = "") -> None:
        chosen = settings()
        if not application and chosen.discord_token is not None:
            application = str(asyncio.run(application_id(discord_settings(chosen))) or "")
        if not application.isdigit():
            say_plainly(load_catalogue(wiring.language()).say("cli.no_application_id"))
            raise typer.Exit(2)
        typer.echo(invite_link(application, message_content=chosen.discord_message_content))

    @cli.command("check", help="Compare what is set up at Discord with what the bot needs.")
    def check() -> None:
        _report(wiring, settings, "discord_token", lambda chosen: check_discord(discord_settings(chosen)))

    return cli


def _report(
    wiring: Wiring,
    settings: Callable[[], Settings],
    token: str,
    check: Callable[[Settings], Awaitable[Iterable[CheckResult]]],
) -> None:
    """Print what a check found, a line each; status 1 when something is wrong, 2 without a token."""
    chosen = settings()
    if getattr(chosen, token) is None:
        say_plainly(load_catalogue(wiring.language()).say("cli.no_tokens"))
        raise typer.Exit(2)

    async def looked() -> list[CheckResult]:
        return list(await check(chosen))

    results = asyncio.run(looked())
    for one in results:
        typer.echo(one.line)
    if not all(one.is_fine for one in results):
        raise typer.Exit(1)

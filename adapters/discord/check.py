"""`storybot discord check`: is the bot at Discord what it needs to be? Every fault with its fix, in words."""

from collections.abc import AsyncIterator

import aiohttp
import discord

from adapters.discord.client import intents_of, point_at
from adapters.discord.invite import invite_link, needed
from adapters.discord.settings import DiscordSettings
from bot.checking import CheckResult, fine, wrong
from bot.words.catalogue import Catalogue, load_catalogue

_SERVERS = 200
_CHANNELS_NAMED = 5
_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


async def check(settings: DiscordSettings) -> tuple[CheckResult, ...]:
    """Compare token, application, servers and channels with what is needed; changes nothing at Discord.

    Never raises for what Discord or the network says.
    """
    point_at(settings)
    words = load_catalogue(settings.language)
    async with discord.Client(intents=intents_of(settings)) as client:
        try:
            await client.login(settings.token)
            return tuple([result async for result in _results(client, settings, words)])
        except discord.LoginFailure:
            return (wrong("token", words.say("discord_check.token")),)
        except discord.HTTPException as refused:
            return (wrong("discord", words.say("discord_check.refused", code=refused.code or refused.status)),)
        except _UNREACHABLE:
            return (wrong("network", words.say("discord_check.unreachable", address=settings.api_url)),)


async def _results(client: discord.Client, settings: DiscordSettings, words: Catalogue) -> AsyncIterator[CheckResult]:
    name = client.user.name if client.user else ""
    yield fine("token", words.say("discord_check.token_fine", name=name))
    yield _application(client, words)
    if settings.message_content:
        yield _intent(client, words)
    joined = {guild.id async for guild in client.fetch_guilds(limit=_SERVERS)}
    listed = {int(one.removeprefix("discord:")) for one in settings.spaces if one.startswith("discord:")}
    link = invite_link(client.application_id or 0, message_content=settings.message_content)
    if not joined:
        yield wrong("servers", words.say("discord_check.no_server", link=link))
    for missing in sorted(listed - joined):
        yield wrong("servers", words.say("discord_check.not_joined", server=missing, link=link))
    for guild_id in sorted(joined & listed if listed else joined):
        guild = await client.fetch_guild(guild_id)
        yield await _commands(client, guild, link, words)
        yield await _channels(client, guild, settings, words)


def _application(client: discord.Client, words: Catalogue) -> CheckResult:
    """Where the application has an interactions address, commands go there and never reach the gateway."""
    address = client.application.interactions_endpoint_url if client.application else None
    if address:
        return wrong("interactions", words.say("discord_check.endpoint"))
    return fine("interactions", words.say("discord_check.endpoint_fine"))


def _intent(client: discord.Client, words: Catalogue) -> CheckResult:
    flags = client.application_flags
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        return fine("message content", words.say("discord_check.intent_fine"))
    return wrong("message content", words.say("discord_check.intent"))


async def _commands(client: discord.Client, guild: discord.Guild, link: str, words: Catalogue) -> CheckResult:
    try:
        await client.http.get_guild_commands(client.application_id or 0, guild.id)
    except discord.Forbidden:
        return wrong("commands", words.say("discord_check.commands", server=guild.name, link=link))
    return fine("commands", words.say("discord_check.commands_fine", server=guild.name))


async def _channels(
    client: discord.Client, guild: discord.Guild, settings: DiscordSettings, words: Catalogue
) -> CheckResult:
    """Where people can speak with the bot: it has to see a channel, read it and write in it."""
    me = await guild.fetch_member(client.user.id if client.user else 0)
    wanted = needed(message_content=settings.message_content)
    channels = [one for one in await guild.fetch_channels() if isinstance(one, discord.TextChannel)]
    short = [one for one in channels if not one.permissions_for(me).is_superset(wanted)]
    names = ", ".join(f"#{one.name}" for one in short[:_CHANNELS_NAMED])
    if channels and len(short) == len(channels):
        return wrong("channels", words.say("discord_check.channels", server=guild.name))
    if short:
        return fine("channels", words.say("discord_check.some_channels", server=guild.name, channels=names))
    return fine("channels", words.say("discord_check.channels_fine", server=guild.name))

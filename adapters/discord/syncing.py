"""Registering the application commands with Discord, only when they changed since this library's last start."""

import discord
import structlog

from adapters.discord.commands import fingerprint, payload
from adapters.discord.sending import Persistence
from adapters.discord.settings import DiscordSettings
from bot.app import App
from bot.commands.registry import COMMANDS

_log = structlog.get_logger()


async def register_commands(client: discord.Client, app: App, settings: DiscordSettings) -> bool:
    """Whether the commands had to be registered. Raises discord.HTTPException when Discord refuses them."""
    application, guild = client.application_id, settings.command_guild.removeprefix("discord:")
    if application is None:
        raise ValueError("the client is not logged in")
    commands = payload(COMMANDS)
    key, mark = f"discord:commands:{application}:{guild or 'everywhere'}", fingerprint(commands)
    if await app.store.read(lambda library: library.noted(key)) == mark:
        return False
    persistence = Persistence.of(settings)
    if guild:
        await persistence.call(lambda: client.http.bulk_upsert_guild_commands(application, int(guild), commands))
    else:
        await persistence.call(lambda: client.http.bulk_upsert_global_commands(application, commands))
    await app.store.write(lambda library: library.note(key, mark, at=app.now()))
    _log.info("commands registered", platform="discord", commands=len(commands), guild=guild)
    return True

"""The link that invites the bot to a server, with the least permissions it needs there."""

import aiohttp
import discord

from adapters.discord.client import point_at
from adapters.discord.settings import DiscordSettings

# To see channels, answer below a message (which needs its history), and do so in threads.
NEEDED = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
# To mark messages whose links were collected.
FOR_COLLECTING = discord.Permissions(add_reactions=True)
SCOPES = ("bot", "applications.commands")


def needed(*, message_content: bool) -> discord.Permissions:
    """The permissions the bot needs; a few more where it collects links."""
    return NEEDED | FOR_COLLECTING if message_content else NEEDED


def invite_link(application_id: int | str, *, message_content: bool = False) -> str:
    """The address at which a server's admin lets the bot in."""
    permissions = needed(message_content=message_content)
    return discord.utils.oauth_url(int(application_id), permissions=permissions, scopes=SCOPES)


async def application_id(settings: DiscordSettings) -> int | None:
    """The id of the application whose token is set; None where Discord cannot be asked or refuses the token."""
    point_at(settings)
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(settings.token)
        except (discord.HTTPException, discord.LoginFailure, aiohttp.ClientError, OSError, TimeoutError):
            return None
        return client.application_id

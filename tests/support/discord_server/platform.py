"""All of the pretended Discord in one value, handed to routes, gateway and the people acting on it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tests.support.discord_server.calls import Call, Pinged, Violation
from tests.support.discord_server.changes import Changes
from tests.support.discord_server.faults import Faults
from tests.support.discord_server.gateway import Gateway
from tests.support.discord_server.interaction import Interaction
from tests.support.discord_server.message_payloads import message_json, sees_content
from tests.support.discord_server.payloads import bare_member_json
from tests.support.discord_server.permissions import Permission, may
from tests.support.discord_server.schema import Description
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Channel, Json, Message, World

GLOBAL = 0  # the scope of global commands; a guild's scope is its id


@dataclass(slots=True, eq=False)
class Platform:
    """State, gateway, records and the settings of the server."""

    world: World
    gateway: Gateway
    changed: Changes
    now: Callable[[], datetime]
    description: Description | None = None
    check_answers: bool = False
    first_response_seconds: float = 3.0
    token: str = ""
    api_url: str = ""
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    pings: list[Pinged] = field(default_factory=list)
    own_faults: list[str] = field(default_factory=list)
    typing: list[Channel] = field(default_factory=list)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    by_token: dict[str, Interaction] = field(default_factory=dict)
    commands: dict[int, dict[int, Json]] = field(default_factory=lambda: defaultdict(dict))
    nonces: dict[str, Message] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)

    def clock(self) -> float:
        """Seconds, for measuring spans."""
        return asyncio.get_running_loop().time()

    def new_id(self) -> int:
        """A fresh snowflake."""
        return self.world.new_id(self.now())

    def remember(self, interaction: Interaction) -> None:
        """From now on the bot may respond to the interaction."""
        self.interactions[interaction.id] = self.by_token[interaction.token] = interaction

    def emit(self, name: str, payload: Json, *, channel: Channel, intents: tuple[int, int]) -> None:
        """An event of a channel, guarded by the first intent in guilds and by the second in DMs."""
        in_guild, in_dm = intents
        guild = channel.guild
        if guild is not None and not may(channel, self.world.bot, Permission.VIEW_CHANNEL):
            return
        intent = in_dm if guild is None else in_guild
        self.gateway.dispatch(name, lambda _: payload, intent=intent, guild_id=None if guild is None else guild.id)

    def emit_message(self, name: str, message: Message) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE, the content emptied for sessions that may not read it."""
        guild, bot = message.channel.guild, self.world.bot
        if guild is not None and not may(message.channel, bot, Permission.VIEW_CHANNEL):
            return
        extra: Json = {}
        if guild is not None and not message.ephemeral:
            extra["guild_id"] = str(guild.id)
            if message.author.id in guild.members and message.interaction is None:
                extra["member"] = bare_member_json(guild.members[message.author.id])
        self.gateway.dispatch(
            name,
            lambda session: self._as_read(message, bool(session.intents & Intent.MESSAGE_CONTENT)) | extra,
            intent=Intent.DIRECT_MESSAGES if guild is None else Intent.GUILD_MESSAGES,
            guild_id=None if guild is None else guild.id,
        )

    def message_json(self, message: Message) -> Json:
        """A message as REST answers it: read by what the portal allows."""
        return self._as_read(message, bool(self.gateway.allowed_intents & Intent.MESSAGE_CONTENT))

    def _as_read(self, message: Message, intent: bool) -> Json:
        bot = self.world.bot
        return message_json(message, bot, with_content=sees_content(message, bot, intent=intent))

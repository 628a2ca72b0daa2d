"""Who is asking, and what may they? Servers this library serves, members of them, admins; the rest are strangers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from adapters.discord.settings import DiscordSettings
from bot.actor import Actor, Role
from bot.ports import Clock, Store
from bot.request import Language

_KNOWN_FOR = timedelta(minutes=5)  # how long a DM's sender counts as what they were
_MOST_KNOWN = 10_000


def role_in_server(
    *, person: int, roles: Iterable[int], permissions: discord.Permissions, admins: frozenset[str]
) -> Role:
    """What a member of a served server is: admins manage the server, or are listed by themselves or by a role."""
    listed = {f"discord:{one}" for one in (person, *roles)} & admins
    return Role.ADMIN if listed or permissions.manage_guild or permissions.administrator else Role.MEMBER


def language_of(locale: discord.Locale | None, fallback: Language) -> Language:
    """The language a person's or server's Discord speaks, where we speak it too."""
    match locale:
        case discord.Locale.korean:
            return "ko"
        case discord.Locale.american_english | discord.Locale.british_english:
            return "en"
        case _:
            return fallback


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    role: Role
    until: datetime


class People:
    """Tells people's roles; remembers served servers, and for some minutes the senders of DMs."""

    def __init__(
        self, guilds: Callable[[], Sequence[discord.Guild]], store: Store, settings: DiscordSettings, now: Clock
    ) -> None:
        self._guilds = guilds
        self._store = store
        self._settings = settings
        self._now = now
        self._spaces = frozenset(space for space in settings.spaces if space.startswith("discord:"))
        self._served: set[int] = set()
        self._known: dict[int, _Known] = {}

    async def of_interaction(self, interaction: discord.Interaction) -> Actor:
        """Whoever used a command, a button or a form."""
        if interaction.guild_id is None:
            role = await self._role_in_messages(interaction.user.id)
        else:
            role = await self._role(interaction.user, interaction.guild_id, interaction.permissions)
        return await self._actor(interaction.user, role)

    async def of_message(self, message: discord.Message) -> Actor:
        """Whoever wrote a message."""
        if message.guild is None:
            return await self._actor(message.author, await self._role_in_messages(message.author.id))
        permissions = getattr(message.author, "guild_permissions", discord.Permissions.none())
        return await self._actor(message.author, await self._role(message.author, message.guild.id, permissions))

    async def serves(self, guild_id: int) -> bool:
        """Whether the library serves a server; where none is listed, the first to ask claims it."""
        if self._spaces:
            return f"discord:{guild_id}" in self._spaces
        if guild_id not in self._served:
            key = f"discord:{guild_id}"
            if not await self._store.write(lambda library: library.claim_space(key, at=self._now())):
                return False
            self._served.add(guild_id)
        return True

    async def _actor(self, person: discord.Member | discord.User, role: Role) -> Actor:
        """A person with their role; a member whom an admin named in chat is an admin too."""
        key, standing = f"discord:{person.id}", "platform" if role is Role.ADMIN else ""
        if f"discord:{person.id}" in self._settings.admins and standing:
            standing = "listed"
        if role is Role.MEMBER and await self._store.read(lambda library: library.is_named_admin(key)):
            role, standing = Role.ADMIN, "named"
        return Actor(key=key, name=person.display_name, role=role, standing=standing)

    async def _role(
        self, person: discord.Member | discord.User, guild_id: int, permissions: discord.Permissions
    ) -> Role:
        if not await self.serves(guild_id):
            return Role.STRANGER
        return self._in_server(person, permissions)

    def _in_server(self, person: discord.Member | discord.User, permissions: discord.Permissions) -> Role:
        roles = [role.id for role in person.roles] if isinstance(person, discord.Member) else []
        return role_in_server(person=person.id, roles=roles, permissions=permissions, admins=self._settings.admins)

    async def _role_in_messages(self, person: int) -> Role:
        """The highest role somebody has in a served server: in direct messages Discord does not tell."""
        known = self._known.get(person)
        if known and known.until > self._now():
            return known.role
        role = max([await self._role_as_member(guild, person) for guild in self._guilds()], default=Role.STRANGER)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[person] = _Known(role=role, until=self._now() + _KNOWN_FOR)
        return role

    async def _role_as_member(self, guild: discord.Guild, person: int) -> Role:
        if not await self.serves(guild.id):
            return Role.STRANGER
        try:
            member = await guild.fetch_member(person)
        except discord.NotFound:
            return Role.STRANGER
        return self._in_server(member, member.guild_permissions)

"""What changes in the world while a bot runs: guilds, members, channels, permissions. Mixed into DiscordServer."""

from collections.abc import Callable

from tests.support.discord_server import routes_channels
from tests.support.discord_server.gateway_payloads import guild_create_json
from tests.support.discord_server.payloads import channel_json, member_json, role_json
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.sessions import Intent, Session
from tests.support.discord_server.setting import OTHER_GUILD, new_guild
from tests.support.discord_server.world import Channel, ChannelKind, Guild, Json, Member, Overwrite, Role, User

CHANNELS = (Intent.GUILDS, 0)


class Worldly:
    """Changes told to the gateway as Discord does."""

    platform: Platform
    guild: Guild

    async def add_guild(
        self, name: str = "다른 모임", *, owner: User | None = None, members: tuple[User, ...] = ()
    ) -> Guild:
        """The bot joins another guild; its owner is the stranger unless given, its channel `일반`."""
        world = self.platform.world
        number = OTHER_GUILD + len(world.guilds) - 1
        guild = new_guild(world, number, name, owner or self._stranger())
        for user in members:
            guild.members[user.id] = Member(user)
        world.add_channel(Channel(self.platform.new_id(), ChannelKind.TEXT, "일반", guild))
        self._tell(guild, "GUILD_CREATE", lambda session: self._whole(guild, session))
        return guild

    async def remove_bot(self, guild: Guild | None = None) -> None:
        """The bot is thrown out of a guild."""
        where = guild or self.guild
        del where.members[self.platform.world.bot.id]
        gone = {"id": str(where.id)}
        self._tell(where, "GUILD_DELETE", lambda _: gone)

    async def add_user(self, username: str, *, guild: Guild | None = None, roles: tuple[Role, ...] = ()) -> User:
        """A new person in a guild."""
        user = User(self.platform.new_id(), username, username)
        self.platform.world.users[user.id] = user
        where = guild or self.guild
        where.members[user.id] = Member(user, role_ids=[one.id for one in roles])
        joined = member_json(where.members[user.id]) | {"guild_id": str(where.id)}
        self._tell(where, "GUILD_MEMBER_ADD", lambda _: joined, intent=Intent.GUILD_MEMBERS)
        return user

    async def leave(self, user: User, guild: Guild | None = None) -> None:
        """A person leaves a guild."""
        where = guild or self.guild
        member = where.members.pop(user.id)
        gone = {"guild_id": str(where.id), "user": member_json(member)["user"]}
        self._tell(where, "GUILD_MEMBER_REMOVE", lambda _: gone, intent=Intent.GUILD_MEMBERS)

    async def add_role(self, name: str, *members: User, permissions: int = 0, guild: Guild | None = None) -> Role:
        """A new role, given to these members."""
        where = guild or self.guild
        role = Role(self.platform.new_id(), name, permissions=permissions)
        where.roles[role.id] = role
        for user in members:
            where.members[user.id].role_ids.append(role.id)
        created = {"guild_id": str(where.id), "role": role_json(role)}
        self._tell(where, "GUILD_ROLE_CREATE", lambda _: created)
        return role

    async def add_channel(
        self, name: str, *, guild: Guild | None = None, kind: ChannelKind = ChannelKind.TEXT
    ) -> Channel:
        """A new channel everybody may read and write in."""
        where = guild or self.guild
        channel = Channel(self.platform.new_id(), kind, name, where, position=len(where.channels))
        self.platform.world.add_channel(channel)
        self.platform.emit("CHANNEL_CREATE", channel_json(channel), channel=channel, intents=CHANNELS)
        return channel

    async def delete_channel(self, channel: Channel) -> None:
        """A channel is deleted: 10003 from now on."""
        routes_channels.delete_channel(self.platform, channel)

    async def start_thread(self, name: str, *, parent: Channel, owner: User) -> Channel:
        """A person starts a thread."""
        return routes_channels.start_thread(self.platform, parent, {"name": name}, owner)

    async def deny(self, channel: Channel, bits: int, *, user: User | None = None) -> None:
        """Somebody, the bot unless given, loses these permissions in a channel."""
        who = user or self.platform.world.bot
        overwrite = channel.overwrites.setdefault(who.id, Overwrite(who.id, is_member=True))
        overwrite.deny |= bits
        overwrite.allow &= ~bits
        self.platform.emit("CHANNEL_UPDATE", channel_json(channel), channel=channel, intents=CHANNELS)

    async def allow(self, channel: Channel, bits: int = Permission.SEND_MESSAGES, *, user: User | None = None) -> None:
        """Somebody, the bot unless given, gains these permissions in a channel."""
        who = user or self.platform.world.bot
        overwrite = channel.overwrites.setdefault(who.id, Overwrite(who.id, is_member=True))
        overwrite.allow |= bits
        overwrite.deny &= ~bits
        self.platform.emit("CHANNEL_UPDATE", channel_json(channel), channel=channel, intents=CHANNELS)

    def _whole(self, guild: Guild, session: Session) -> Json:
        members = bool(session.intents & Intent.GUILD_MEMBERS)
        return guild_create_json(guild, self.platform.world.bot, with_members=members)

    def _stranger(self) -> User:
        return [one for one in self.platform.world.users.values() if not one.bot][3]

    def _tell(
        self, guild: Guild, name: str, payload: Callable[[Session], Json], *, intent: int = Intent.GUILDS
    ) -> None:
        self.platform.gateway.dispatch(name, payload, intent=intent, guild_id=guild.id)

"""The small world every server starts with, at fixed ids: one guild, three people, four channels."""

from tests.support.discord_server.permissions import ALL, EVERYONE, SPEAKING, Permission
from tests.support.discord_server.world import Channel, ChannelKind, Guild, Member, Overwrite, Role, User, World

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.test.token"
BOT, OWNER, MEMBER, ADMIN, STRANGER = (100_000_000_000_000_001 + number for number in range(5))
GUILD, OTHER_GUILD = 200_000_000_000_000_001, 200_000_000_000_000_002
ADMIN_ROLE = 300_000_000_000_000_001
GENERAL, THREAD, MUTED, HIDDEN = (400_000_000_000_000_001 + number for number in range(4))


def new_world() -> World:
    """The bot and the people, no guild yet."""
    bot = User(BOT, "storybot", bot=True)
    people = [
        User(OWNER, "owner", "모임장"),
        User(MEMBER, "member", "회원"),
        User(ADMIN, "admin", "운영자"),
        User(STRANGER, "stranger", "손님"),
    ]
    return World(bot=bot, users={one.id: one for one in [bot, *people]})


def people(world: World) -> tuple[User, User, User, User]:
    """Owner, member, admin, stranger."""
    return world.users[OWNER], world.users[MEMBER], world.users[ADMIN], world.users[STRANGER]


def add_story_guild(world: World) -> Guild:
    """The guild "스토리 모임" with its channels; the stranger is not in it."""
    guild = new_guild(world, GUILD, "스토리 모임", world.users[OWNER])
    guild.roles[ADMIN_ROLE] = Role(ADMIN_ROLE, "운영", permissions=EVERYONE | Permission.MANAGE_GUILD)
    guild.members[MEMBER] = Member(world.users[MEMBER])
    guild.members[ADMIN] = Member(world.users[ADMIN], role_ids=[ADMIN_ROLE])
    _add_channels(world, guild)
    return guild


def new_guild(world: World, guild_id: int, name: str, owner: User, *, with_bot: bool = True) -> Guild:
    """A guild with @everyone, its owner and the bot."""
    guild = Guild(guild_id, name, owner_id=owner.id)
    guild.roles[guild_id] = Role(guild_id, "@everyone", permissions=EVERYONE, position=0)
    guild.members[owner.id] = Member(owner)
    if with_bot:
        guild.members[BOT] = Member(world.bot)
    world.guilds[guild_id] = guild
    return guild


def channels(guild: Guild) -> tuple[Channel, Channel, Channel, Channel]:
    """General, its thread, the one the bot may not write to, the one it may not see."""
    there = guild.channels
    return there[GENERAL], there[THREAD], there[MUTED], there[HIDDEN]


def _add_channels(world: World, guild: Guild) -> None:
    general = world.add_channel(Channel(GENERAL, ChannelKind.TEXT, "일반", guild))
    world.add_channel(
        Channel(
            THREAD,
            ChannelKind.PUBLIC_THREAD,
            "오늘의 글",
            guild,
            parent=general,
            owner_id=OWNER,
            thread_members={OWNER},
        )
    )
    muted = world.add_channel(Channel(MUTED, ChannelKind.TEXT, "공지", guild, position=1))
    muted.overwrites[BOT] = Overwrite(BOT, is_member=True, deny=SPEAKING)
    hidden = world.add_channel(Channel(HIDDEN, ChannelKind.TEXT, "운영진", guild, position=2))
    hidden.overwrites[guild.id] = Overwrite(guild.id, deny=ALL)

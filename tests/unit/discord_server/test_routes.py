"""The less used routes, called by a real discord.py; their answers are held to Discord's description too."""

import discord
import pytest

from tests.support.discord_server import ChannelKind, DiscordServer, Intent, Permission
from tests.unit.discord_server.small_bot import SmallBot

ADMIN = Permission.MANAGE_CHANNELS | Permission.MANAGE_THREADS | Permission.MANAGE_MESSAGES


async def test_threads_are_joined_archived_and_listed(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)
    thread = await channel.create_thread(name="이야기", type=discord.ChannelType.public_thread)
    await thread.join()
    await thread.edit(name="새 이야기", archived=True)

    members = await thread.fetch_members()
    archived = [one.name async for one in channel.archived_threads()]
    active = [one.name for one in await bot.guilds[0].active_threads()]
    await thread.leave()
    await thread.send("다시")

    assert [one.id for one in members] == [server.bot.id]
    assert (archived, active) == (["새 이야기"], ["오늘의 글"])
    assert not server.guild.channels[thread.id].archived


async def test_a_locked_thread_takes_no_messages(server: DiscordServer, bot: SmallBot) -> None:
    server.thread.archived = server.thread.locked = True

    with pytest.raises(discord.HTTPException) as raised:
        await bot.get_partial_messageable(server.thread.id).send("안녕")

    assert raised.value.code == 50083


async def test_channels_are_changed_and_deleted_with_the_permission(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)
    with pytest.raises(discord.Forbidden):
        await channel.edit(topic="글")
    await server.allow(server.general, ADMIN)

    await channel.edit(topic="글")
    assert server.general.topic == "글"
    await channel.delete()

    with pytest.raises(discord.NotFound):
        await bot.fetch_channel(server.thread.id)


async def test_messages_are_pinned_and_cleared_away(server: DiscordServer, bot: SmallBot) -> None:
    await server.allow(server.general, ADMIN)
    channel = bot.get_channel(server.general.id)
    theirs = await server.message("남의 글")
    kept = await channel.send("남길 글")
    await kept.pin()

    assert [one.content async for one in channel.pins()] == ["남길 글"]
    await kept.unpin()
    await channel.delete_messages([discord.Object(theirs.id), kept])

    assert server.general.shown == []


async def test_only_announcements_are_published(server: DiscordServer, bot: SmallBot) -> None:
    news = await server.add_channel("소식", kind=ChannelKind.ANNOUNCEMENT)
    await server.connected()

    published = await bot.get_partial_messageable(news.id).send("새 글")
    await bot.http.publish_message(news.id, published.id)
    plain = await bot.get_channel(server.general.id).send("글")
    with pytest.raises(discord.HTTPException):
        await bot.http.publish_message(plain.channel.id, plain.id)

    assert news.last.flags == 1


async def test_guild_roles_nick_and_leaving(server: DiscordServer, bot: SmallBot) -> None:
    guild = bot.guilds[0]
    role = await server.add_role("글지기", server.member)

    fetched = await guild.fetch_role(role.id)
    member = await guild.fetch_member(server.member.id)
    await guild.me.edit(nick="이야기꾼")
    await guild.leave()

    assert fetched.name == "글지기"
    assert fetched.id in server.guild.roles
    assert member._roles.has(role.id)
    with pytest.raises(discord.Forbidden):
        await bot.fetch_guild(guild.id)


async def test_listing_members_needs_the_portals_leave(server: DiscordServer, bot: SmallBot) -> None:
    with pytest.raises(discord.Forbidden):
        await bot.http.get_members(server.guild.id, 100, None)
    server.gateway.allowed_intents = Intent.GUILD_MEMBERS

    page = await bot.http.get_members(server.guild.id, 2, None)
    rest = await bot.http.get_members(server.guild.id, 100, int(page[-1]["user"]["id"]))

    assert len(page) == 2
    assert len(page) + len(rest) == len(server.guild.members)
    assert (await bot.application_info()).flags.gateway_guild_members_limited


async def test_single_commands_are_made_changed_and_removed(server: DiscordServer, bot: SmallBot) -> None:
    app = server.application_id
    made = await bot.http.upsert_global_command(app, {"name": "하나", "description": "하나예요", "type": 1})

    await bot.http.edit_global_command(app, int(made["id"]), {"description": "바꿨어요"})
    assert server.commands[0][int(made["id"])]["description"] == "바꿨어요"
    await bot.http.delete_global_command(app, int(made["id"]))

    with pytest.raises(discord.NotFound) as raised:
        await bot.http.get_global_command(app, int(made["id"]))
    assert raised.value.code == 10063


async def test_followups_are_read_changed_and_deleted(server: DiscordServer, bot: SmallBot) -> None:
    asked = await server.slash("late")
    await server.message_of(asked)
    hook = discord.Webhook.partial(server.application_id, asked.token, session=bot.http._HTTPClient__session)

    further = await hook.send("하나", wait=True)
    await hook.edit_message(further.id, content="둘")
    assert (await hook.fetch_message(further.id)).content == "둘"
    await hook.delete_message(further.id)

    with pytest.raises(discord.NotFound):
        await hook.fetch_message(further.id)
    assert asked.followups[0].deleted


async def test_people_edit_delete_and_leave(server: DiscordServer, bot: SmallBot) -> None:
    gone: list[int] = []
    bot.on_raw_message_delete = lambda event: _note(gone, event.message_id)  # type: ignore[attr-defined]
    user = await server.add_user("새사람")
    message = await server.message("쪽지", user=user)

    await server.edit_message(message, "고친 쪽지")
    await server.delete_message(message)
    await server.leave(user)

    await server.until(lambda: gone == [message.id], "the deletion")
    assert message.edited_at is not None


async def _note(where: list[int], what: int) -> None:
    where.append(what)

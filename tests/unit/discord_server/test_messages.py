"""Messages, threads, DMs and reactions of a real discord.py bot."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest

from tests.support.discord_server import DiscordServer, Intent
from tests.unit.discord_server.small_bot import SmallBot, online

CREATE = "POST /channels/{channel_id}/messages"


async def test_a_message_is_sent_changed_and_deleted(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)

    sent = await channel.send("하나", embed=discord.Embed(title="제목", description="본문"))
    assert server.general.last.text == "하나\n제목\n본문"
    await sent.edit(content="둘", embed=None)
    assert server.general.last.text == "둘"
    await sent.delete()

    assert server.general.shown == []
    server.assert_clean()


async def test_the_same_nonce_gives_the_first_message_again(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)

    first = await channel.send("하나", nonce="row-1")
    second = await channel.send("둘", nonce="row-1")
    server.forget_nonces()
    third = await channel.send("셋", nonce="row-1")

    assert first.id == second.id != third.id
    assert [one.text for one in server.general.shown] == ["하나", "셋"]


async def test_history_comes_in_pages(server: DiscordServer, bot: SmallBot) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(250):
        await server.message(str(number), at=start + timedelta(minutes=number))
    channel = bot.get_channel(server.general.id)

    newest_first = [one async for one in channel.history(limit=None)]
    oldest_first = [
        one async for one in channel.history(limit=None, oldest_first=True, after=start - timedelta(seconds=1))
    ]

    assert [one.id for one in newest_first] == sorted((one.id for one in newest_first), reverse=True)
    assert len(newest_first) == len(oldest_first) == 250
    assert oldest_first[0].created_at == start
    assert len(server.calls_of("GET /channels/{channel_id}/messages")) == 6


async def test_history_is_read_as_the_portal_allows(server: DiscordServer, bot: SmallBot) -> None:
    await server.message("https://example.com", at=datetime(2026, 1, 1, tzinfo=UTC))
    channel = bot.get_channel(server.general.id)

    assert [one.content async for one in channel.history()] == [""]
    server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    assert [one.content async for one in channel.history()] == ["https://example.com"]


async def test_content_reaches_the_bot_only_where_it_may_read(server: DiscordServer, bot: SmallBot) -> None:
    await server.message("모르는 말")
    await server.message("쪽지", channel=server.dm())
    await server.message("부름", mention=True, channel=server.thread)
    await server.next_message(server.thread)

    assert bot.heard == ["", "쪽지", f"{server.bot.mention} 부름"]
    server.assert_clean()


async def test_content_reaches_a_bot_with_the_intent() -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    allowed = DiscordServer(intents_allowed=Intent.MESSAGE_CONTENT)
    async with allowed as server, online(server, SmallBot(intents)) as bot:
        await server.message("아는 말")
        await server.message("부름", mention=True)
        await server.next_message(server.general)

        assert bot.heard[0] == "아는 말"


@pytest.mark.parametrize(
    ("name", "code"), [("muted", 50013), ("hidden", 50001), ("gone", 10003)], ids=["muted", "hidden", "gone"]
)
async def test_where_the_bot_may_not_send_discords_code_says_why(
    server: DiscordServer, bot: SmallBot, name: str, code: int
) -> None:
    channel = await server.add_channel("사라질 곳") if name == "gone" else getattr(server, name)
    if name == "gone":
        await server.delete_channel(channel)

    with pytest.raises(discord.HTTPException) as raised:
        await bot.get_partial_messageable(channel.id).send("안녕")

    assert raised.value.code == code


async def test_unknown_messages_and_those_of_others_cannot_be_changed(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)
    theirs = await server.message("내 글")

    with pytest.raises(discord.NotFound) as unknown:
        await channel.fetch_message(123)
    with pytest.raises(discord.Forbidden) as foreign:
        await channel.get_partial_message(theirs.id).edit(content="네 글")

    assert (unknown.value.code, foreign.value.code) == (10008, 50005)


async def test_a_message_that_would_notify_is_noted(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)

    await channel.send(f"@everyone {server.member.mention}")
    assert server.mentions == []
    await channel.send(f"@everyone {server.member.mention}", allowed_mentions=discord.AllowedMentions(users=True))

    assert [one.who for one in server.mentions] == [(server.member.mention,)]
    with pytest.raises(AssertionError):
        server.assert_clean()


async def test_a_thread_starts_from_a_message_once(server: DiscordServer, bot: SmallBot) -> None:
    message = await bot.get_channel(server.general.id).send("오늘의 글")

    thread = await message.create_thread(name="오늘의 글 이야기")
    await thread.send("이야기해요")
    with pytest.raises(discord.HTTPException) as raised:
        await message.create_thread(name="또")

    assert thread.id == message.id
    assert [one.text for one in server.guild.channels[thread.id].shown] == ["이야기해요"]
    assert raised.value.code == 160004


async def test_reactions_are_counted_once_a_person(server: DiscordServer, bot: SmallBot) -> None:
    message = await bot.get_channel(server.general.id).send("좋아요?")
    stored = server.general.messages[message.id]

    await message.add_reaction("👍")
    await server.react(stored, "👍")
    await server.react(stored, "👍")
    fetched = await message.fetch()
    await message.remove_reaction("👍", bot.user)

    assert [(one.emoji, one.count, one.me) for one in fetched.reactions] == [("👍", 2, True)]
    assert stored.reactions == {"👍": [server.member.id]}


async def test_dms_are_opened_once_and_only_with_members(server: DiscordServer, bot: SmallBot) -> None:
    member = await bot.fetch_user(server.member.id)
    stranger = await bot.fetch_user(server.stranger.id)

    await member.send("안녕")
    await member.send("또")
    with pytest.raises(discord.Forbidden) as raised:
        await stranger.send("안녕")
    server.member.accepts_dms = False
    with pytest.raises(discord.Forbidden):
        await member.send("셋")

    assert [one.text for one in server.dm().shown] == ["안녕", "또"]
    assert raised.value.code == 50007


async def test_files_come_with_the_message(server: DiscordServer, bot: SmallBot) -> None:
    await bot.get_channel(server.general.id).send("파일", file=discord.File(__file__, filename="글.txt"))

    assert [one["filename"] for one in server.general.last.attachments] == ["글.txt"]
    assert server.calls_of(CREATE)[0].files == ["글.txt"]
    server.assert_clean()


async def test_the_world_can_change_while_the_bot_runs(server: DiscordServer, bot: SmallBot) -> None:
    joined = asyncio.create_task(bot.wait_for("guild_join", timeout=2))
    await asyncio.sleep(0)
    other = await server.add_guild("다른 모임", members=(server.stranger,))
    assert (await joined).name == "다른 모임"

    asked = await server.slash(
        "story", {"검색어": "가"}, user=server.stranger, channel=next(iter(other.channels.values()))
    )
    await server.response_to(asked)
    removed = asyncio.create_task(bot.wait_for("guild_remove", timeout=2))
    await asyncio.sleep(0)
    await server.remove_bot(other)

    assert (await removed).id == other.id


async def test_typing_guild_and_member_reads(server: DiscordServer, bot: SmallBot) -> None:
    guild = await bot.fetch_guild(server.guild.id)
    member = await guild.fetch_member(server.admin.id)
    found = await guild.query_members("mem", limit=5)
    await bot.get_channel(server.general.id).typing()

    assert member.guild_permissions.manage_guild
    assert [one.id for one in found] == [server.member.id]
    assert [one.name for one in await guild.fetch_channels()] == ["일반", "공지", "운영진"]
    assert [one.name async for one in bot.fetch_guilds()] == ["스토리 모임"]
    assert server.platform.typing == [server.general]

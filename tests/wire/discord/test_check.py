"""Setting up: the invite link, and the check that names every fault with its fix."""

from urllib.parse import parse_qs, urlsplit

import discord

from adapters.discord.check import check
from adapters.discord.invite import invite_link
from bot.checking import CheckResult
from tests.support.discord_server import Intent, Permission, faults
from tests.wire.discord.conftest import Stage, settings_for


def _wrong(results: tuple[CheckResult, ...]) -> list[str]:
    return [one.sentence for one in results if not one.is_fine]


def test_the_invite_asks_for_the_least_permissions() -> None:
    query = parse_qs(urlsplit(invite_link("123")).query)
    assert (query["client_id"], query["scope"]) == (["123"], ["bot applications.commands"])
    granted = discord.Permissions(int(query["permissions"][0]))
    assert {name for name, is_granted in granted if is_granted} == {
        "view_channel",
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "read_message_history",
    } & {name for name, _ in granted}
    assert not granted.administrator


def test_the_invite_asks_for_reactions_where_links_are_collected() -> None:
    query = parse_qs(urlsplit(invite_link("123", message_content=True)).query)
    assert discord.Permissions(int(query["permissions"][0])).add_reactions


async def test_a_bot_set_up_well_has_no_fault(stage: Stage) -> None:
    results = await check(settings_for(stage.server))
    assert _wrong(results) == []
    assert any("#공지" in one.sentence for one in results)


async def test_a_wrong_token_is_named_with_its_fix(stage: Stage) -> None:
    results = await check(settings_for(stage.server, token="wrong"))
    assert [one.name for one in results] == ["token"]
    assert "STORYBOT_DISCORD_TOKEN" in results[0].sentence


async def test_discord_out_of_reach_is_said(stage: Stage) -> None:
    stage.server.fail(faults.cut_before(), "GET /users/@me", times=9)
    assert "연결하지 못했어요" in _wrong(await check(settings_for(stage.server)))[0]


async def test_a_missing_intent_is_named_only_where_it_is_needed(stage: Stage) -> None:
    wanted = _wrong(await check(settings_for(stage.server, message_content=True)))
    assert "Message Content Intent" in wanted[0]
    stage.server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    assert _wrong(await check(settings_for(stage.server, message_content=True))) == []


async def test_a_listed_server_without_the_bot_gets_an_invite(stage: Stage) -> None:
    results = await check(settings_for(stage.server, spaces=frozenset({"discord:42"})))
    assert "https://discord.com/oauth2/authorize" in _wrong(results)[0]


async def test_no_server_at_all_gets_an_invite(stage: Stage) -> None:
    await stage.server.remove_bot()
    assert "들어간 서버가 없어요" in _wrong(await check(settings_for(stage.server)))[0]


async def test_a_server_without_a_usable_channel_is_named(stage: Stage) -> None:
    for channel in list(stage.server.guild.channels.values()):
        await stage.server.deny(channel, Permission.SEND_MESSAGES)
    assert "읽고 쓸 수 있는 채널이 없어요" in _wrong(await check(settings_for(stage.server)))[0]


async def test_a_server_that_let_in_the_bot_without_commands_is_named(stage: Stage) -> None:
    route = "GET /applications/{application_id}/guilds/{guild_id}/commands"
    stage.server.fail(faults.refused_with(403, 50001, "Missing Access"), route)
    assert "다시 초대해 주세요" in _wrong(await check(settings_for(stage.server)))[0]

"""What goes wrong on the way to Discord, and what people see of it: nothing, or one answer."""

import pytest

from adapters.discord.adapter import DiscordAdapter
from tests.support.building import app_over
from tests.support.discord_server import Intent, Refusal, faults
from tests.wire.discord.conftest import Stage, eventually, settings_for

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
SEND = "POST /channels/{channel_id}/messages"


@pytest.mark.parametrize(
    ("route", "fault"),
    [
        (CALLBACK, faults.rate_limited(0.05)),
        (CALLBACK, faults.rate_limited(0.05, everywhere=True)),
        (CALLBACK, faults.cut_before()),
        (CALLBACK, faults.cut_after()),
        (CALLBACK, faults.failing(500, done_first=True)),
    ],
    ids=["429", "429 global", "cut before", "cut after", "500 though done"],
)
async def test_a_command_is_answered_once_whatever_happens_to_the_answer(
    stage: Stage, route: str, fault: faults.Fault
) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(fault, route)
        asked = await server.slash("저장", {"글": "1"})
        assert "담았어요" in (await server.message_of(asked)).text
        await eventually(lambda: all(one.status is not None or one.fault for one in server.calls))
    assert len(asked.followups) == 0


@pytest.mark.parametrize("status", [500, 503])
async def test_a_mention_is_answered_once_though_discord_stumbles(stage: Stage, status: int) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(faults.failing(status, done_first=True), SEND)
        await server.message("캐시", mention=True)
        await eventually(lambda: any(one.status == 200 for one in server.calls_of(SEND)))
    assert len([one for one in server.general.shown if one.author is server.bot]) == 1


@pytest.mark.parametrize("everywhere", [False, True])
async def test_rate_limits_are_waited_out(stage: Stage, *, everywhere: bool) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(faults.rate_limited(0.1, everywhere=everywhere), SEND, times=2)
        await server.message("캐시", mention=True)
        assert (await server.next_message(server.general)).text


async def test_a_lost_edit_of_an_announced_answer_is_made_again(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(patience_seconds=0.0):
        server.fail(faults.cut_before(), ORIGINAL)
        assert "캐시" in (await server.message_of(await server.slash("story", {"query": "캐시"}))).text


async def test_an_expired_interaction_costs_nothing_but_itself(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(faults.refused(Refusal.UNKNOWN_INTERACTION), CALLBACK)
        late = await server.slash("story", {"query": "캐시"})
        await eventually(lambda: [one for one in server.calls_of(CALLBACK) if one.status == 404])
        assert (await server.message_of(await server.slash("story"))).text
    assert late.response is None


async def test_what_was_to_be_shared_is_posted_though_the_interaction_expired(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "캐시"}))
        server.fail(faults.refused(Refusal.UNKNOWN_INTERACTION), CALLBACK)
        await server.press(found, "채널에 나누기")
        assert "나눈 글이에요" in (await server.next_message(server.general)).text


async def test_a_message_discord_refuses_is_said_in_a_sentence(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(faults.refused_with(400, 50035, "Invalid Form Body"), CALLBACK)
        shown = await server.message_of(await server.slash("story", {"query": "캐시"}))
    assert shown.text == "‘캐시’ 검색 결과 1편이에요."


async def test_a_completion_too_late_is_dropped(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        server.fail(faults.refused(Refusal.UNKNOWN_INTERACTION), CALLBACK)
        await server.autocomplete("story", {"query": "캐"})
        pressed = await server.autocomplete("story", {"query": "캐시"})
        assert (await server.response_to(pressed)).choices


async def test_the_first_gateway_connection_may_fail(stage: Stage) -> None:
    stage.server.gateway.refuse_upgrades = 2
    async with stage.bot() as bot:
        assert bot.is_ready()


async def test_discord_may_be_away_when_the_bot_starts(stage: Stage) -> None:
    stage.server.fail(faults.cut_before(), "GET /users/@me", times=2)
    async with stage.bot() as bot:
        assert bot.is_ready()


async def test_discord_is_asked_for_its_gateway_when_none_is_set(stage: Stage) -> None:
    async with stage.bot(gateway_url=None):
        assert stage.server.calls_of("GET /gateway/bot")


@pytest.mark.parametrize("code", [4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_the_bot_comes_back_after_a_close_that_can_pass(stage: Stage, code: int) -> None:
    server = stage.server
    async with stage.bot() as bot:
        before = await server.connected()
        server.gateway.close(code)
        await eventually(lambda: len(server.gateway.resumed) + len(server.gateway.identified) > 1)
        await eventually(lambda: bot.is_ready() and server.gateway.live)
        assert before
        assert (await server.message_of(await server.slash("story"))).text


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_the_bot_gives_up_after_a_close_that_cannot_pass(stage: Stage, code: int) -> None:
    server = stage.server
    async with stage.bot() as bot:
        await server.connected()
        server.gateway.close(code)
        await eventually(lambda: not bot.is_ready())
    assert len(server.gateway.identified) == 1


async def test_a_wrong_token_is_not_tried_again(stage: Stage) -> None:
    settings = settings_for(stage.server, token="wrong")
    bot = DiscordAdapter(app_over(stage.store), settings, now=stage.clock)
    await bot.start()
    await eventually(lambda: stage.server.calls_of("GET /users/@me"))
    await bot.close()
    assert len(stage.server.calls_of("GET /users/@me")) == 1
    assert not bot.is_ready()


async def test_a_replay_after_resume_has_no_second_effect(stage: Stage) -> None:
    server = stage.server
    async with stage.bot() as bot:
        await server.message("캐시", mention=True)
        answer = await server.next_message(server.general)
        saved = await server.slash("저장", {"글": "1"})
        await server.message_of(saved)
        calls = len(server.calls)
        server.gateway.replay_too_much = 10
        server.gateway.drop()
        await eventually(lambda: server.gateway.resumed and bot.is_ready())
        await server.message_of(await server.slash("story"))
    assert len(server.calls) == calls + 1
    assert [one for one in server.general.shown if one.author is server.bot] == [answer]


async def test_what_happened_while_the_line_was_down_is_answered_after_resume(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.connected()
        server.gateway.drop()
        await server.message("캐시", mention=True)
        assert "캐시" in (await server.next_message(server.general)).text
    assert server.gateway.resumed


async def test_a_session_discord_forgot_is_begun_anew(stage: Stage) -> None:
    server = stage.server
    async with stage.bot() as bot:
        await server.connected()
        server.gateway.ask_to_reconnect()
        await eventually(lambda: server.gateway.resumed and bot.is_ready())
        assert (await server.message_of(await server.slash("story"))).text


async def test_a_silent_gateway_is_left_and_found_again(stage: Stage) -> None:
    server = stage.server
    server.gateway.heartbeat_ms = 100
    async with stage.bot(heartbeat_seconds=0.3) as bot:
        await server.connected()
        server.gateway.acknowledges = False
        await eventually(lambda: 4000 in server.gateway.closed)
        server.gateway.acknowledges = True
        await eventually(lambda: server.gateway.live and bot.is_ready())
        assert (await server.message_of(await server.slash("story"))).text


async def test_link_collection_without_the_portals_leave_says_what_to_do(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_for(stage.server, message_content=True)
    bot = DiscordAdapter(app_over(stage.store), settings, now=stage.clock)
    await bot.start()
    await eventually(lambda: stage.server.gateway.identified and 4014 in _codes(capsys))
    await bot.close()
    assert stage.server.gateway.identified[0]["intents"] & Intent.MESSAGE_CONTENT


def _codes(capsys: pytest.CaptureFixture[str]) -> set[int]:
    return {4014} if "Message Content intent" in capsys.readouterr().out else set()

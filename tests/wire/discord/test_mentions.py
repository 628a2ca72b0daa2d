"""Mentions in channels and threads, and direct messages."""

from tests.support.discord_server import Permission, Refusal, faults
from tests.wire.discord.conftest import Stage, eventually

SEND = "POST /channels/{channel_id}/messages"


async def test_a_mention_is_answered_below_it_for_all(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.message("캐시", mention=True)
        answer = await server.next_message(server.general)
    assert answer.reply_to is asked
    assert "캐시" in answer.text
    assert answer.nonce == f"m{asked.id}"


async def test_a_mention_in_a_thread_is_answered_in_the_thread(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("모니터링", mention=True, channel=server.thread)
        assert "모니터링" in (await server.next_message(server.thread)).text


async def test_a_direct_message_is_answered_without_a_mention(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("오늘", channel=server.dm())
        assert "오늘의 글" in (await server.next_message(server.dm())).text


async def test_pages_of_a_direct_message_turn_in_place(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage, 12)
        await server.message("최근", channel=server.dm())
        page = await server.next_message(server.dm())
        turned = await server.message_of(await server.press(page, "다음 2/2"))
    assert turned is page


async def test_pages_of_a_public_answer_turn_for_the_presser_alone(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage, 12)
        await server.message("최근", mention=True)
        page = await server.next_message(server.general)
        before = page.text
        turned = await server.message_of(await server.press(page, "다음 2/2", user=server.admin))
    assert turned.ephemeral
    assert page.text == before


async def test_what_is_one_persons_business_waits_behind_a_button(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message_of(await server.slash("저장", {"글": "3"}))
        await server.message("내 목록", mention=True)
        public = await server.next_message(server.general)
        assert "캐시" not in public.text
        mine = await server.message_of(await server.press(public, "나만 보기"))
        assert "캐시" in mine.text
        theirs = await server.message_of(await server.press(public, "나만 보기", user=server.admin))
    assert theirs.ephemeral
    assert "캐시" not in theirs.text


async def test_a_mention_of_others_or_no_mention_is_left_alone(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("그냥 하는 말")
        await server.message(f"{server.admin.mention} 안녕하세요")
        await server.message("캐시", mention=True)
        await server.next_message(server.general)
    assert len(server.calls_of(SEND)) == 1


async def test_a_message_delivered_twice_is_answered_once(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.message("캐시", mention=True)
        answer = await server.next_message(server.general)
        await server.redeliver(asked)
        await server.message("모니터링", mention=True)
        await server.next_message(server.general, after=answer)
    assert len(server.calls_of(SEND)) == 2


async def test_a_lost_answer_is_sent_again_and_stands_there_once(stage: Stage) -> None:
    server = stage.server
    server.fail(faults.cut_after(), SEND)
    server.fail(faults.failing(503), SEND)
    async with stage.bot():
        await server.message("캐시", mention=True)
        await eventually(lambda: len([one for one in server.calls_of(SEND) if one.status == 200]) == 2)
    assert len([one for one in server.general.shown if one.author is server.bot]) == 1


async def test_who_asks_where_the_bot_may_not_write_hears_so_in_a_direct_message(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("캐시", mention=True, channel=server.muted)
        told = await server.next_message(server.dm())
    assert "‘공지’ 채널에 글을 쓸 권한이 없어서" in told.text


async def test_who_takes_no_direct_messages_either_costs_nothing_but_a_line_in_the_log(stage: Stage) -> None:
    server = stage.server
    server.member.accepts_dms = False
    async with stage.bot():
        await server.message("캐시", mention=True, channel=server.muted)
        await eventually(lambda: any(one.status == 403 for one in server.calls_of(SEND)[1:]))
        assert (await server.message_of(await server.slash("story"))).text


async def test_a_channel_that_is_gone_is_not_asked_again(stage: Stage) -> None:
    server = stage.server
    server.fail(faults.refused(Refusal.UNKNOWN_CHANNEL), SEND)
    async with stage.bot():
        await server.message("캐시", mention=True)
        await eventually(lambda: server.calls_of(SEND) and server.calls_of(SEND)[-1].status == 404)
        assert (await server.message_of(await server.slash("story"))).text
    assert len(server.calls_of(SEND)) == 1


async def test_a_reply_to_a_deleted_message_is_still_posted(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.message("캐시", mention=True)
        await server.delete_message(asked)
        assert (await server.next_message(server.general)).text


async def test_what_posts_say_notifies_nobody(stage: Stage) -> None:
    server = stage.server
    await _fill(stage, 1, "@everyone <@100000000000000003> 공지")
    async with stage.bot():
        await server.message("공지", mention=True)
        assert "공지" in (await server.next_message(server.general)).text
    assert not server.mentions


async def test_the_bot_asks_for_no_privileged_intent(stage: Stage) -> None:
    async with stage.bot():
        pass
    assert stage.server.gateway.identified[0]["intents"] == (1 << 0) | (1 << 9) | (1 << 12)
    assert Permission.SEND_MESSAGES


async def _fill(stage: Stage, stories: int, title: str = "글") -> None:
    from tests.support.building import add, draft  # noqa: PLC0415

    await add(stage.store, *(draft(f"{title} {number}", body="") for number in range(stories)))

"""Conversations of questions: in threads, in chains of replies, in direct messages."""

import asyncio
from pathlib import Path
from threading import Event

from tests.support.building import StandingClock, add, draft, opened
from tests.support.discord_server import DiscordServer, Intent, Message, faults
from tests.wire.discord.conftest import Stage, eventually

SEND = "POST /channels/{channel_id}/messages"
RECORD = """ADR은 결정 하나를 짧은 문서로 남기는 방식입니다. 마이클 나이가드가 2011년에 제안했습니다.
한 쪽을 넘기지 않습니다. 번호를 붙여 코드와 함께 둡니다. 승인한 문서는 고치지 않습니다."""
VOTE = "점심 투표는 누가 제안했나요? 점심 투표는 김두레가 제안했습니다."
QUEUE = "SQS에서는 Standard, FIFO 두 가지 타입을 제공해요. FIFO 대기열은 초당 300건까지 처리합니다."


async def _fill(stage: Stage) -> None:
    await add(
        stage.store, draft("한 쪽짜리 기록", body=RECORD), draft("점심 투표", body=VOTE), draft("대기열", body=QUEUE)
    )


async def _asked(stage: Stage) -> Message:
    await _fill(stage)
    await stage.server.message("질문 ADR이 뭐야?", mention=True)
    return await stage.server.next_message(stage.server.general)


async def test_replies_to_answers_go_on_though_message_contents_are_not_read(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        first = await _asked(stage)
        assert "짧은 문서로 남기는 방식" in first.text
        asked = await server.message("그건 누가 제안했어?", reply_to=first)
        second = await server.next_message(server.general, after=first)
        assert second.reply_to is asked
        assert "마이클 나이가드" in second.text
        assert "‘ADR’ 이야기로 이해했어요." in second.text
        await server.message("FIFO 대기열은 초당 몇 건 처리해?", reply_to=second)
        third = await server.next_message(server.general, after=second)
        assert "300건" in third.text
        assert "이야기로 이해했어요" not in third.text


async def test_the_buttons_of_an_answer_go_on_from_it(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        first = await _asked(stage)
        await server.message("그건 누가 제안했어?", reply_to=first)
        carried = await server.next_message(server.general, after=first)
        fresh = await server.message_of(await server.press(carried, "이 질문만 다시 묻기"))
        assert "김두레" in fresh.text
        elsewhere = await server.message_of(await server.press(carried, "다른 글에서"))
        assert "한 쪽짜리 기록" not in elsewhere.text
        more = await server.message_of(await server.press(carried, "더 자세히"))
        assert "이어지는 문장이에요." in more.text
        assert "한 쪽짜리 기록" in more.text


async def test_a_thread_goes_on_without_the_bots_name_where_contents_are_read(stage: Stage) -> None:
    server = stage.server
    server.gateway.allowed_intents = Intent.MESSAGE_CONTENT
    async with stage.bot(message_content=True):
        await _fill(stage)
        await server.message("질문 ADR이 뭐야?", mention=True, channel=server.thread)
        first = await server.next_message(server.thread)
        await server.message("고마워요!", channel=server.thread)
        await server.message("그건 누가 제안했어?", channel=server.thread, user=server.admin)
        await server.message("그건 누가 제안했어?", channel=server.thread)
        assert "마이클 나이가드" in (await server.next_message(server.thread, after=first)).text
    assert len(server.calls_of(SEND)) == 2


async def test_a_direct_message_goes_on_without_a_command(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage)
        await server.message("질문 ADR이 뭐야?", channel=server.dm())
        first = await server.next_message(server.dm())
        await server.message("그건 누가 제안했어?", channel=server.dm())
        assert "마이클 나이가드" in (await server.next_message(server.dm(), after=first)).text


async def test_a_reply_that_asks_nothing_or_answers_somebody_else_is_left_alone(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        first = await _asked(stage)
        other = await server.message("저는 이렇게 생각해요", user=server.admin)
        await server.message("고마워요!", reply_to=first)
        await server.message("그건 누가 제안했어?", reply_to=other)
        await server.message("캐시", mention=True)
        await server.next_message(server.general, after=first)
    assert len(server.calls_of(SEND)) == 2


async def test_the_asker_and_no_other_takes_an_answer_away(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage)
        await server.message("질문 ADR이 뭐야?", mention=True, user=server.admin)
        answer = await server.next_message(server.general)
        others = await server.message_of(await server.press(answer, "내 답변 지우기"))
        assert "물어본 사람이나 관리자만" in others.text
        assert not answer.deleted
        mine = await server.message_of(await server.press(answer, "내 답변 지우기", user=server.admin))
        assert "지웠어요" in mine.text
        assert answer.deleted


async def test_a_question_about_one_story_is_asked_in_a_form(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage)
        (story, *_) = (await stage.store.read(lambda library: library.find("한 쪽짜리 기록", limit=1))).hits
        opened_card = await server.message_of(await server.slash("열기", {"글": str(story.number)}))
        form = await server.press(opened_card, "이 글에 물어보기")
        await server.response_to(form)
        answer = await server.message_of(await server.submit_modal(form, {"question": "누가 제안했나요?"}))
        assert "마이클 나이가드" in answer.text


async def test_who_waits_sees_the_bot_typing(tmp_path: Path) -> None:
    async with DiscordServer() as server, opened(tmp_path / "library.db") as store:
        with server.pointed_at():
            stage = Stage(server=server, store=store, clock=StandingClock())
            await _fill(stage)
            async with stage.bot(patience_seconds=0.05):
                await server.message("캐시", mention=True)
                first = await server.next_message(server.general)
                gate = Event()
                busy = asyncio.ensure_future(store.read(lambda _: gate.wait(10)))  # reading stands in one line
                await server.message("질문 ADR이 뭐야?", mention=True)
                await eventually(lambda: server.platform.typing)
                gate.set()
                assert "짧은 문서" in (await server.next_message(server.general, after=first)).text
                await busy
        server.assert_clean()


async def test_an_answer_that_got_lost_on_the_way_stands_there_once(stage: Stage) -> None:
    server = stage.server
    server.fail(faults.cut_after(), SEND)
    async with stage.bot():
        await _asked(stage)
        await eventually(lambda: any(one.status == 200 for one in server.calls_of(SEND)))
    assert len([one for one in server.general.shown if one.author is server.bot]) == 1

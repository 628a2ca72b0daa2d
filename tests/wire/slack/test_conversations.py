"""Conversations of questions in threads and direct messages."""

import asyncio
from pathlib import Path
from threading import Event

import pytest

from tests.support.building import add, draft
from tests.support.slack_server import BOT, DM, GENERAL, MEMBER, OTHER_MEMBER, SlackServer
from tests.support.slack_server.faults import dropped_after, refused
from tests.wire.slack.running import Running, running

CALL = f"<@{BOT}>"
RECORD = """ADR은 결정 하나를 짧은 문서로 남기는 방식입니다. 마이클 나이가드가 2011년에 제안했습니다.
한 쪽을 넘기지 않습니다. 번호를 붙여 코드와 함께 둡니다. 승인한 문서는 고치지 않습니다."""
VOTE = "점심 투표는 누가 제안했나요? 점심 투표는 김두레가 제안했습니다."
QUEUE = "SQS에서는 Standard, FIFO 두 가지 타입을 제공해요. FIFO 대기열은 초당 300건까지 처리합니다."


@pytest.fixture
async def asked(bot: Running) -> Running:
    await _fill(bot)
    return bot


async def _fill(bot: Running) -> None:
    await add(
        bot.store, draft("한 쪽짜리 기록", body=RECORD), draft("점심 투표", body=VOTE), draft("대기열", body=QUEUE)
    )


async def test_three_turns_of_a_thread_of_which_only_the_first_names_the_bot(asked: Running):
    slack = asked.slack
    said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
    first = await slack.reply_to(said)
    root = said.payload["event"]["ts"]
    assert "짧은 문서로 남기는 방식" in first.shows
    second = await slack.reply_to(await slack.say("그건 누가 제안했어?", thread_ts=root))
    assert "마이클 나이가드" in second.shows
    assert "‘ADR’ 이야기로 이해했어요." in second.shows
    assert second.thread_ts == root
    switched = await slack.reply_to(await slack.say("FIFO 대기열은 초당 몇 건 처리해?", thread_ts=root))
    assert "300건" in switched.shows
    assert "이야기로 이해했어요" not in switched.shows
    slack.assert_clean()


async def test_the_buttons_of_an_answer_go_on_from_it(asked: Running):
    slack = asked.slack
    said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
    root = said.payload["event"]["ts"]
    await slack.reply_to(said)
    carried = await slack.reply_to(await slack.say("그건 누가 제안했어?", thread_ts=root))
    fresh = await slack.reply_to(await slack.press(carried, "이 질문만 다시 묻기"))
    assert "김두레" in fresh.shows
    elsewhere = await slack.reply_to(await slack.press(carried, "다른 글에서"))
    assert "한 쪽짜리 기록" not in elsewhere.shows
    more = await slack.reply_to(await slack.press(carried, "더 자세히"))
    assert "이어지는 문장이에요." in more.shows
    assert "한 쪽짜리 기록" in more.shows
    slack.assert_clean()


async def test_talk_of_others_and_thanks_in_the_thread_are_left_alone(asked: Running):
    slack = asked.slack
    said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
    root = said.payload["event"]["ts"]
    await slack.reply_to(said)
    await slack.say("고마워요!", thread_ts=root)
    await slack.say("그건 누가 제안했어?", thread_ts=root, user=OTHER_MEMBER)
    await slack.say(f"<@{OTHER_MEMBER}> 이건 어떻게 생각해?", thread_ts=root)
    await slack.say("그건 누가 제안했어?", thread_ts=slack.put("다른 이야기").ts)
    await slack.settled()
    assert len(slack.posted(GENERAL)) == 1
    slack.assert_clean()


async def test_a_direct_message_goes_on_without_a_command(asked: Running):
    slack = asked.slack
    await slack.reply_to(await slack.say("질문 ADR이 뭐야?", channel=DM))
    assert "마이클 나이가드" in (await slack.reply_to(await slack.say("그건 누가 제안했어?", channel=DM))).shows
    assert "검색" in (await slack.reply_to(await slack.say("배포 자동화", channel=DM))).shows
    slack.assert_clean()


async def test_the_asker_takes_an_answer_in_a_thread_away(asked: Running):
    slack = asked.slack
    said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
    await slack.reply_to(said)
    second = await slack.reply_to(await slack.say("그건 누가 제안했어?", thread_ts=said.payload["event"]["ts"]))
    await slack.press(second, "내 답변 지우기", user=MEMBER)
    await slack.until(lambda: second not in slack.posted(GENERAL))
    slack.assert_clean()


async def test_a_question_about_one_story_is_asked_in_a_form(asked: Running):
    slack = asked.slack
    story = await asked.numbered("한 쪽짜리 기록")
    found = await slack.reply_to(await slack.command(f"열기 {story.number}"))
    view = await slack.view_of(await slack.press(found, "이 글에 물어보기"))
    await slack.until(lambda: "무엇이 궁금하세요" in view.shows)
    await slack.submit(view, {"‘한 쪽짜리 기록’에서 무엇이 궁금하세요?": "누가 제안했나요?"})
    await slack.until(lambda: "마이클 나이가드" in view.shows)
    slack.assert_clean()


async def test_a_question_below_a_shared_story_is_answered_from_it(asked: Running):
    slack = asked.slack
    story = await asked.numbered("한 쪽짜리 기록")
    found = await slack.reply_to(await slack.command(f"열기 {story.number}"))
    await slack.press(found, "채널에 나누기")
    shared = await slack.until(lambda: next(iter(slack.posted(GENERAL)), None))
    said = await slack.say(f"{CALL} 이 글에서 누가 제안했어?", thread_ts=shared.ts)
    assert "마이클 나이가드" in (await slack.reply_to(said)).shows
    nowhere = await slack.say(f"{CALL} 이 글에서 누가 제안했어?")
    assert "어느 글인지 모르겠어요." in (await slack.reply_to(nowhere)).shows
    slack.assert_clean()


async def test_who_waits_sees_that_the_answer_is_looked_for(tmp_path: Path):
    async with running(path=tmp_path / "library.db") as bot:
        await _fill(bot)
        slack, gate = bot.slack, Event()
        await slack.reply_to(await slack.say(f"{CALL} 배포 자동화"))
        busy = asyncio.ensure_future(bot.store.read(lambda _: gate.wait(10)))  # reading stands in one line
        said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
        waiting = await slack.reply_to(said)
        assert "찾아보고 있어요" in waiting.shows
        gate.set()
        assert "짧은 문서" in (await slack.reply_to(said, nth=2)).shows
        await slack.until(lambda: waiting not in slack.posted(GENERAL))
        await busy
        slack.assert_clean()


async def test_an_answer_that_got_lost_on_the_way_stands_there_once(asked: Running):
    slack = asked.slack
    slack.fault("chat.postMessage", dropped_after())
    said = await slack.say(f"{CALL} 질문 ADR이 뭐야?")
    await slack.reply_to(said)
    await slack.settled()
    assert len(slack.posted(GENERAL)) == 1


async def test_a_question_is_answered_once_though_it_comes_again_after_a_restart(tmp_path: Path):
    path = tmp_path / "library.db"
    async with SlackServer() as slack:
        async with running(slack=slack, path=path) as bot:
            await _fill(bot)
            said = await slack.say(f"{CALL} 질문 ADR이 뭐야?", user=MEMBER)
            await slack.reply_to(said)
        async with running(slack=slack, path=path):
            await slack.redeliver(said)
            await slack.settled()
            assert len(slack.posted(GENERAL)) == 1


async def test_a_question_that_an_ended_run_had_taken_up_is_answered_when_it_comes_again(tmp_path: Path):
    path = tmp_path / "library.db"
    async with SlackServer() as slack:
        async with running(slack=slack, path=path) as bot:
            await _fill(bot)
            slack.fault("chat.postMessage", refused("internal_error"))
            said = await slack.say(f"{CALL} 질문 ADR이 뭐야?", user=MEMBER)
            await slack.settled()
            assert slack.posted(GENERAL) == []
        async with running(slack=slack, path=path):
            await slack.redeliver(said, times=2)
            await slack.reply_to(said)
            await slack.settled()
            assert len(slack.posted(GENERAL)) == 1

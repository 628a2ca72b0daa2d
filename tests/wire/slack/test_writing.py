"""An answer that a model writes: sentence by sentence in the thread, then whole, with what it is based on."""

from dataclasses import replace
from typing import Any

from adapters.llm.settings import LlmSettings
from adapters.llm.writer import OpenAiWriter
from adapters.slack.adapter import SlackAdapter
from tests.support.building import StandingClock, add, app_over, draft, opened
from tests.support.llm_server import LlmServer
from tests.support.slack_server import BOT, GENERAL, SlackServer
from tests.wire.slack.running import listening, quick

BODY = "배포는 매주 화요일 오후에 합니다. 배포 담당자는 배포 전에 점검표를 봅니다."
TUESDAY, LIST = "배포는 매주 화요일 오후에 해요.", "배포 담당자는 배포 전에 점검표를 봐요."


def says(document: dict[str, Any]) -> str:
    """Both sentences, each with its passage."""
    numbers = {
        word: one["number"] for one in document["passages"] for word in ("화요일", "점검표") if word in one["text"]
    }
    return f"{TUESDAY} [{numbers['화요일']}] {LIST} [{numbers['점검표']}] {TUESDAY} [{numbers['화요일']}]"


async def test_the_answer_grows_in_the_thread_and_ends_as_one_message_with_its_sources() -> None:
    async with SlackServer() as slack, opened() as store, LlmServer(says=says, pause_seconds=0.02).running() as llm:
        await add(store, draft("배포 안내", body=BODY))
        writer = OpenAiWriter(LlmSettings(base_url=llm.base_url, model="test"))
        clock = StandingClock()
        app = replace(app_over(store, clock), writer=writer, shares=True)
        settings = quick(slack, "socket", patience_seconds=0.05, progress_seconds=0.02)
        adapter = SlackAdapter(app, settings, now=clock)
        async with listening(adapter, slack):
            said = await slack.say(f"<@{BOT}> 질문 배포는 언제 해?")
            waiting = await slack.reply_to(said)
            await slack.until(lambda: TUESDAY in waiting.shows or waiting.deleted, what="the first sentence")
            await slack.until(lambda: waiting.deleted, what="the end")
            left = [message for message in slack.posted(GENERAL) if not message.deleted and message.user == BOT]
        await writer.close()
    assert [message.shows.count(LIST) for message in left] == [1]
    assert "근거가 된 문장" in left[0].shows
    assert "AI가 위의 문장만 보고 쓴 답" in left[0].shows
    slack.assert_clean()

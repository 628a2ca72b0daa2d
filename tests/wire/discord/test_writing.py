"""An answer that a model writes: sentence by sentence where it is awaited, then whole, with what it is based on."""

from dataclasses import replace
from typing import Any

from adapters.discord.adapter import DiscordAdapter
from adapters.llm.settings import LlmSettings
from adapters.llm.writer import OpenAiWriter
from tests.support.building import add, app_over, draft
from tests.support.llm_server import LlmServer
from tests.wire.discord.conftest import Stage, eventually, settings_for

BODY = "배포는 매주 화요일 오후에 합니다. 배포 담당자는 배포 전에 점검표를 봅니다."


def says(document: dict[str, Any]) -> str:
    """One sentence with its passage."""
    number = next(one["number"] for one in document["passages"] if "화요일" in one["text"])
    return f"배포는 매주 화요일 오후에 해요. [{number}]"


async def test_the_answer_comes_in_place_of_the_wait_with_its_sources(stage: Stage) -> None:
    server = stage.server
    await add(stage.store, draft("배포 안내", body=BODY))
    async with LlmServer(says=says, pause_seconds=0.01).running() as llm:
        writer = OpenAiWriter(LlmSettings(base_url=llm.base_url, model="test"))
        app = replace(app_over(stage.store, stage.clock), writer=writer)
        adapter = DiscordAdapter(app, settings_for(server, patience_seconds=0.02), now=stage.clock)
        await adapter.start()
        try:
            await eventually(adapter.is_ready)
            answer = await server.message_of(await server.slash("질문", {"내용": "배포는 언제 해?"}))
            await eventually(lambda: "근거가 된 문장" in answer.text)
        finally:
            await adapter.close()
            await writer.close()
    assert "배포는 매주 화요일 오후에 해요. [1]" in answer.text.replace("\\", "")
    assert "AI가 위의 문장만 보고 쓴 답" in answer.text

"""The bot over a small library, with a model behind a local endpoint."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from adapters.llm.settings import LlmSettings
from adapters.llm.writer import OpenAiWriter
from bot.app import App
from bot.commands.registry import Reading
from bot.reply import Listing, Note, Reply
from tests.support.building import MEMBER, add, app_over, draft, opened
from tests.support.llm_server import LlmServer

QUESTION = "SQS FIFO 대기열은 초당 몇 건까지 처리해?"
BODY = "SQS FIFO 대기열은 초당 300건까지 처리합니다. 표준 대기열은 순서가 바뀔 수 있습니다."


@dataclass
class Desk:
    """The bot with a model, and what it showed while it wrote."""

    app: App
    llm: LlmServer
    shown: list[str] = field(default_factory=list)

    async def ask(self, question: str = QUESTION, *, seconds: float = 5.0) -> Reply:
        settings = LlmSettings(
            base_url=self.llm.base_url,
            model="test-model",
            api_key="key",
            timeout_seconds=seconds,
            price_in=1.0,
            price_out=4.0,
        )
        writer = OpenAiWriter(settings)
        try:
            app = replace(self.app, writer=writer)
            request = app.request(Reading(command="ask", argument=question), actor=MEMBER, channel="test:channel")
            return await app.handle(request, progress=self._show)
        finally:
            await writer.close()

    async def _show(self, sentence: str) -> None:
        self.shown.append(sentence)


def notes(reply: Reply) -> list[str]:
    """The notes of a reply."""
    return [part.text for part in reply.parts if isinstance(part, Note)]


def sources(reply: Reply) -> list[str]:
    """The rows below an answer that a model wrote."""
    return [row.label for part in reply.parts if isinstance(part, Listing) for row in part.rows]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """The bot with a model that says nothing yet."""
    async with opened() as store, LlmServer().running() as llm:
        await add(store, draft("SQS 정리", body=BODY))
        yield Desk(app_over(store), llm)

"""Writes with a model over the chat completions protocol, streamed. One try a question: the quotes are there anyway."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import openai
from openai import AsyncOpenAI, AsyncStream
from openai.types.chat import ChatCompletionChunk

from adapters.llm.settings import LlmSettings
from bot.answers.writing import Prompt, Trouble, Usage, WritingFault

_MILLION = 1_000_000
_OUT_OF_CREDIT = 402
_STOPPED = "stop"
_BROKEN = (openai.OpenAIError, httpx2.HTTPError, ValueError)  # a stream may also break off or hold no JSON


class OpenAiWriter:
    """Implements `bot.answers.writing.Writer`. Close it in the end."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.at_once)
        self._client = AsyncOpenAI(
            base_url=settings.base_url,
            api_key=settings.api_key or "none",
            timeout=settings.timeout_seconds,
            max_retries=0,
        )

    @property
    def model(self) -> str:
        """The model's name, as the endpoint knows it."""
        return self._settings.model

    def price(self, usage: Usage) -> float:
        """What a usage costs at the prices of the settings."""
        spent = usage.prompt_tokens * self._settings.price_in + usage.completion_tokens * self._settings.price_out
        return spent / _MILLION

    async def write(self, prompt: Prompt) -> AsyncIterator[str | Usage]:
        """The text piece by piece, then the usage where the endpoint tells it. Raises WritingFault."""
        clock = asyncio.get_running_loop().time
        ends = clock() + self._settings.timeout_seconds
        reason: str | None = None
        try:
            async with asyncio.timeout_at(ends):
                await self._slots.acquire()
        except TimeoutError:
            raise WritingFault(Trouble.BUSY) from None
        try:
            async with asyncio.timeout_at(ends):
                stream = await self._begin(prompt)
            async with stream:
                chunks = aiter(stream)
                while chunk := await self._next(chunks, ends):
                    if chunk.usage:
                        yield Usage(
                            prompt_tokens=chunk.usage.prompt_tokens, completion_tokens=chunk.usage.completion_tokens
                        )
                    for choice in chunk.choices[:1]:
                        reason = choice.finish_reason or reason
                        if choice.delta.content:
                            yield choice.delta.content
        except (TimeoutError, openai.APITimeoutError) as fault:
            raise WritingFault(Trouble.SLOW) from fault
        except openai.APIStatusError as fault:
            is_busy = fault.status_code in (httpx2.codes.TOO_MANY_REQUESTS, _OUT_OF_CREDIT)
            raise WritingFault(Trouble.BUSY if is_busy else Trouble.UNREACHABLE, str(fault.status_code)) from fault
        except _BROKEN as fault:
            raise WritingFault(Trouble.UNREACHABLE, type(fault).__name__) from fault
        finally:
            self._slots.release()
        if reason != _STOPPED:
            raise WritingFault(Trouble.UNFOUNDED if reason else Trouble.UNREACHABLE, reason or "cut short")

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def _begin(self, prompt: Prompt) -> AsyncStream[ChatCompletionChunk]:
        messages: Any = [{"role": "system", "content": prompt.rules}, {"role": "user", "content": prompt.document}]
        return await self._client.chat.completions.create(
            model=self._settings.model,
            messages=messages,
            max_tokens=self._settings.max_tokens,
            temperature=0,
            stream=True,
            stream_options={"include_usage": True},
        )

    async def _next(self, chunks: AsyncIterator[ChatCompletionChunk], ends: float) -> ChatCompletionChunk | None:
        """The next piece, or None at the end; who reads it may take as long as it likes."""
        async with asyncio.timeout_at(ends):
            return await anext(chunks, None)

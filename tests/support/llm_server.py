"""A local OpenAI-compatible endpoint: real HTTP, real server-sent events, and a model that misbehaves on order."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Document = dict[str, Any]
Says = Callable[[Document], str]


@dataclass
class LlmServer:
    """What the model says to a document, and how the endpoint behaves."""

    says: Says = lambda document: "NONE"
    status: int = 200
    wait_seconds: float = 0.0
    pause_seconds: float = 0.0
    breaks_after: int | None = None  # pieces
    garbles: bool = False
    finish: str | None = "stop"
    tells_usage: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    base_url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["LlmServer"]:
        """The endpoint on a port of its own."""
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        await asyncio.sleep(self.wait_seconds)
        if self.status != 200:
            error = {"error": {"message": "told to fail", "type": "test", "code": str(self.status)}}
            return web.json_response(error, status=self.status)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        text = self.says(json.loads(body["messages"][-1]["content"]))
        with suppress(ConnectionResetError):  # a client that has heard enough hangs up
            return await self._say(request, response, text)
        return response

    async def _say(self, request: web.Request, response: web.StreamResponse, text: str) -> web.StreamResponse:
        for nth, piece in enumerate(_pieces(text)):
            if nth == self.breaks_after:
                assert request.transport
                request.transport.close()
                return response
            await _send(response, _chunk({"content": piece}))
            await asyncio.sleep(self.pause_seconds)
        if self.garbles:
            await response.write(b"data: {not json\n\n")
        await _send(response, _chunk({}, finish=self.finish))
        if self.tells_usage:
            usage = {"prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050}
            await _send(response, _chunk(None) | {"usage": usage})
        await response.write(b"data: [DONE]\n\n")
        return response


def _pieces(text: str) -> list[str]:
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def _chunk(delta: dict[str, str] | None, *, finish: str | None = None) -> dict[str, Any]:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": choices}


async def _send(response: web.StreamResponse, data: dict[str, Any]) -> None:
    await response.write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

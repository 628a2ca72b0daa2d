"""The REST side: finds a call's route, checks its body, lets faults happen, answers as Discord does."""

import asyncio
import json
import re
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from aiohttp import web

from tests.support.discord_server import (
    routes_channels,
    routes_commands,
    routes_guilds,
    routes_interactions,
    routes_messages,
)
from tests.support.discord_server.calls import Call, Violation
from tests.support.discord_server.faults import Fault
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.refusals import Refusal, Refused, insist
from tests.support.discord_server.routes_messages import Handler
from tests.support.discord_server.schema import Complaint
from tests.support.discord_server.world import Json

UNREADABLE = object()
NO_CONTENT, TOO_MANY = 204, 429
BASE = "/api/v10"
WITHOUT_TOKEN = ("/interactions/", "/webhooks/", "/gateway")


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path template with the function that answers it."""

    method: str
    template: str
    pattern: re.Pattern[str]
    answer: Handler


def every_route() -> list[Route]:
    """All routes, literal segments before placeholders."""
    modules = (routes_channels, routes_commands, routes_guilds, routes_interactions, routes_messages)
    table = [item for module in modules for item in module.routes().items()]
    found = []
    for name, answer in table:
        method, template = name.split(" ", 1)
        pattern = re.compile(re.sub(r"\\?\{(\w+)\\?\}", r"(?P<\1>[^/]+)", template))
        found.append(Route(method=method, template=template, pattern=pattern, answer=answer))
    return sorted(found, key=lambda one: [part.startswith("{") for part in one.template.split("/")])


class Rest:
    """Serves every call below `/api/v10`."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._routes = every_route()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call from arrival to answer."""
        route, call = await self._arrived(request)
        self._platform.calls.append(call)
        self._platform.changed()
        fault = self._platform.faults.take(call.route)
        call.fault = None if fault is None else fault.name
        if fault and fault.cut_before:
            return _cut(request)
        if fault and fault.status and not fault.done_first:
            call.status = fault.status
        else:
            call.status, call.answer = self._answer(route, call, request)
        self._platform.changed()
        return await self._sent(request, call, fault)

    async def give(self, request: web.Request) -> web.Response:
        """The bytes of an attachment; they need no token, only the address."""
        content = self._platform.contents.get(int(request.match_info["number"]))
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _sent(self, request: web.Request, call: Call, fault: Fault | None) -> web.StreamResponse:
        if fault is None:
            return _response(call)
        if fault.gate is not None:
            await fault.gate.wait()
        await asyncio.sleep(fault.seconds)
        if fault.cut_after:
            return _cut(request)
        return _faulty(fault) if fault.status else _response(call)

    async def _arrived(self, request: web.Request) -> tuple[Route | None, Call]:
        path = request.path.removeprefix(BASE)
        route, ids = self._found(request.method, path)
        body, files = await _body(request)
        call = Call(
            method=request.method,
            template=route.template if route else path,
            path=path,
            ids=ids,
            query=dict(request.query),
            at=self._platform.clock(),
            body=body,
            files=[name for name, _ in files],
            contents=[content for _, content in files],
            reason=request.headers.get("X-Audit-Log-Reason"),
        )
        return route, call

    def _found(self, method: str, path: str) -> tuple[Route | None, dict[str, str]]:
        for route in self._routes:
            if route.method == method and (match := route.pattern.fullmatch(path)):
                return route, match.groupdict()
        return None, {}

    def _answer(self, route: Route | None, call: Call, request: web.Request) -> tuple[int, Any]:
        try:
            self._check(route, call, request)
            assert route is not None
            answer = route.answer(self._platform, call)
        except Refused as refused:
            if refused.complaints:
                self._platform.violations.append(Violation(call, refused.complaints))
            self._note_refusal(call, refused)
            return refused.status, refused.body()
        status, body = answer if isinstance(answer, tuple) else (NO_CONTENT if answer is None else 200, answer)
        self._check_own(call, status, body)
        return status, body

    def _check(self, route: Route | None, call: Call, request: web.Request) -> None:
        known = request.headers.get("Authorization") == f"Bot {self._platform.token}"
        if not known and not call.template.startswith(WITHOUT_TOKEN):
            raise Refused(Refusal.UNAUTHORIZED)
        if route is None:
            raise Refused(Refusal.NO_SUCH_ROUTE, [Complaint((), "ROUTE", "this server does not know the route")])
        if call.body is UNREADABLE:
            raise Refused(Refusal.INVALID_JSON, [Complaint((), "JSON", "the body is no JSON")])
        if any(key.endswith("_id") and not value.isdigit() for key, value in call.ids.items()):
            insist([Complaint((), "NUMBER_TYPE_COERCE", f"an id of {call.path} is not a snowflake")])
        if self._platform.description is not None and (call.body is not None or call.method in {"POST", "PATCH"}):
            insist(self._platform.description.check_body(call.method, call.template, call.body))

    def _check_own(self, call: Call, status: int, body: Any) -> None:
        if self._platform.check_answers and self._platform.description is not None:
            found = self._platform.description.check_answer(call.method, call.template, status, body)
            self._platform.own_faults += [f"{call.route} {status}: {one}" for one in found]

    def _note_refusal(self, call: Call, refused: Refused) -> None:
        token = call.ids.get("interaction_token") or call.ids.get("webhook_token", "")
        if token in self._platform.by_token:
            self._platform.by_token[token].refused.append((refused.status, refused.body()))


async def _body(request: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    """The JSON of a call, and the files beside it."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = [(part.filename, part.file.read()) for part in form.values() if isinstance(part, web.FileField)]
        payload = form.get("payload_json", "{}")
        return _parsed(payload if isinstance(payload, str | bytes | bytearray) else ""), files
    return _parsed(await request.text()), []


def _parsed(text: str | bytes | bytearray) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return UNREADABLE


def _response(call: Call) -> web.Response:
    assert call.status is not None
    bucket = md5(call.route.encode(), usedforsecurity=False).hexdigest()
    headers = {
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset-After": "1.0",
        "X-RateLimit-Bucket": bucket,
        "Via": "1.1 google",
    }
    if call.status == NO_CONTENT:
        return web.Response(status=NO_CONTENT, headers=headers)
    return _json(call.answer, call.status, headers)


def _faulty(fault: Fault) -> web.Response:
    assert fault.status is not None
    if fault.body is None:
        text = "error code: 1015" if fault.status == TOO_MANY else "<html>upstream error</html>"
        return web.Response(status=fault.status, text=text, content_type="text/html", headers=fault.headers)
    return _json(fault.body, fault.status, fault.headers)


def _json(body: Json | list[Json], status: int, headers: dict[str, str]) -> web.Response:
    """JSON whose content type is exactly `application/json`: discord.py compares it as a whole."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(body=text, status=status, headers=headers, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()

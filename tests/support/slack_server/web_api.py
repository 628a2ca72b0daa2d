"""The Web API over HTTP: token, faults, scopes and description first, then the method."""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import web

from tests.support.slack_server import scopes
from tests.support.slack_server.arguments import Arguments, arguments_of
from tests.support.slack_server.calls import Call
from tests.support.slack_server.core import Core
from tests.support.slack_server.description import faults_of_call
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.faults import Fault, Faults
from tests.support.slack_server.methods import METHODS
from tests.support.slack_server.pace import Pace
from tests.support.slack_server.shapes import JsonObject

FOR_APP_TOKENS = frozenset({"apps.connections.open"})
FOR_CONFIGURATION_TOKENS = frozenset({"apps.manifest.export", "apps.manifest.validate"})
FREE = frozenset({"api.test"})


@dataclass(slots=True)
class WebApi:
    """Answers `/api/{method}`."""

    core: Core
    faults: Faults
    pace: Pace = field(default_factory=Pace)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        method = request.match_info["method"]
        try:
            given, as_json = await arguments_of(request)
        except ValueError:
            self.core.note(method, ["the body is no JSON"])
            return web.json_response({"ok": False, "error": "invalid_json"})
        if "token" in request.query:
            self.core.note(method, ["the token stands in the address"])
        token = _bearer(request) or given.get("token")
        given.pop("token", None)
        call = Call(
            method=method,
            arguments=Arguments(given),
            at=self.core.workspace.monotonic(),
            token=str(token) if token else None,
        )
        self.core.calls.add(call)
        try:
            return await self._answered(request, call, as_json=as_json)
        finally:
            self.core.calls.finish(call, self.core.workspace.monotonic())

    async def _answered(self, request: web.Request, call: Call, *, as_json: bool) -> web.StreamResponse:
        fault = self.faults.take(call.method, call.arguments)
        call.fault = fault.kind if fault else None
        if fault is not None and fault.kind == "dropped_before":
            return cut(request, call)
        if fault is not None and fault.kind == "status":
            return broken(fault, call)
        if wait := self.pace.wait_for(call, self.core.workspace.monotonic()):
            return broken(Fault(kind="status", status=429, error="ratelimited", retry_after=wait), call)
        call.answer = self._carried_out(call, fault, as_json=as_json)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "dropped_after":
            return cut(request, call)
        needed = scopes.BY_METHOD.get(call.method, "")
        headers = {"x-oauth-scopes": ",".join(sorted(self.core.scopes)), "x-accepted-oauth-scopes": needed}
        return web.json_response(call.answer, headers=headers)

    def _carried_out(self, call: Call, fault: Fault | None, *, as_json: bool) -> JsonObject:
        try:
            refuse_if(fault)
            self._check_token(call)
            self._check_arguments(call, as_json=as_json)
            granted = scopes.APP_SCOPES if call.method in FOR_APP_TOKENS else self.core.scopes
            scopes.need(scopes.BY_METHOD.get(call.method, ""), granted)
            return METHODS[call.method](self.core, Arguments(dict(call.arguments)))
        except Refusal as refusal:
            return refusal.body()

    def _check_token(self, call: Call) -> None:
        core = self.core
        if call.method in FREE:
            return
        if call.token is None:
            raise Refusal("not_authed")
        if call.token not in (core.bot_token, core.app_token, core.config_token):
            raise Refusal("invalid_auth")
        if core.revoked:
            raise Refusal(core.revoked)
        kinds = ((core.app_token, FOR_APP_TOKENS), (core.config_token, FOR_CONFIGURATION_TOKENS))
        if any((call.token == token) is not (call.method in methods) for token, methods in kinds):
            raise Refusal("not_allowed_token_type")

    def _check_arguments(self, call: Call, *, as_json: bool) -> None:
        if call.method not in METHODS:
            self.core.note(call.method, ["no method of this server"])
            raise Refusal("unknown_method", req_method=call.method)
        faults = list(faults_of_call(call.method, dict(call.arguments), as_json=as_json))
        if self.core.note(call.method, faults):
            messages = [f"[ERROR] {fault}" for fault in faults]
            raise Refusal("invalid_arguments", response_metadata={"messages": messages})


def cut(request: web.Request, call: Call) -> web.StreamResponse:
    """Resets the connection; nothing of an answer arrives."""
    call.status = 0
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def refuse_if(fault: Fault | None) -> None:
    """Says no where the fault is a refusal."""
    if fault is not None and fault.kind == "refused":
        raise Refusal(fault.error)


def broken(fault: Fault, call: Call) -> web.StreamResponse:
    """An answer with an HTTP error."""
    call.status = fault.status
    call.answer = {"ok": False, "error": fault.error or "internal_error"}
    headers = {"Retry-After": f"{fault.retry_after:g}"} if fault.status == 429 else {}
    if fault.status >= 500:
        return web.Response(status=fault.status, text="upstream connect error", content_type="text/html")
    return web.Response(
        status=fault.status, text=json.dumps(call.answer), headers=headers, content_type="application/json"
    )


def _bearer(request: web.Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None

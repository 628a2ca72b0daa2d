"""Answers that need no token: posts to a response_url and messages in the ack of a command."""

import json
from dataclasses import dataclass

from aiohttp import web

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.calls import Call
from tests.support.slack_server.content import check_message
from tests.support.slack_server.core import Core
from tests.support.slack_server.description import described_methods
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.faults import Faults
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import BOT
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.tickets import ResponseUrl
from tests.support.slack_server.web_api import broken, cut, refuse_if

METHOD = "response_url"
KNOWN = {
    "text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts",
    "unfurl_links", "unfurl_media", "metadata", "mrkdwn", "parse", "link_names",
}  # fmt: skip


@dataclass(slots=True)
class Responding:
    """Answers `/response/{path}`."""

    core: Core
    faults: Faults

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One post to a response_url; it is logged as a call of `response_url`."""
        try:
            given = json.loads(await request.text())
        except ValueError:
            self.core.note(METHOD, ["the body is no JSON"])
            return web.Response(status=400, text="invalid_payload")
        call = Call(method=METHOD, arguments=Arguments(given), at=self.core.workspace.monotonic())
        self.core.calls.add(call)
        try:
            return self._answered(request, call)
        finally:
            self.core.calls.finish(call, self.core.workspace.monotonic())

    def _answered(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self.faults.take(METHOD, call.arguments)
        call.fault = fault.kind if fault else None
        if fault is not None and fault.kind == "dropped_before":
            return cut(request, call)
        if fault is not None and fault.kind == "status":
            return broken(fault, call)
        try:
            url = self.core.tickets.spend(request.match_info["path"])
            refuse_if(fault)
            respond(self.core, url, Arguments(dict(call.arguments)))
        except Refusal as refusal:
            call.answer, call.status = refusal.body(), 404 if refusal.code.endswith("_url") else 400
            text = json.dumps(call.answer) if call.status == 404 else refusal.code
            return web.Response(status=call.status, text=text)
        call.answer = {"ok": True}
        return cut(request, call) if fault is not None and fault.kind == "dropped_after" else web.Response(text="ok")


def respond(core: Core, url: ResponseUrl, given: Arguments) -> Message | None:
    """Carries out an answer: a new message, a changed one, or one fewer."""
    core.note(
        METHOD, [f"unknown argument {name}" for name in given if name not in KNOWN] if described_methods() else []
    )
    original = url.original
    if given.flag("delete_original"):
        return core.workspace.change(original, deleted=True) if original else None
    check_message(core, METHOD, given)
    if given.flag("replace_original") and original is not None and not original.deleted:
        return _replaced(core, url, original, given)
    return _posted(core, url, given)


def _replaced(core: Core, url: ResponseUrl, original: Message, given: Arguments) -> Message:
    return core.workspace.change(
        original,
        answers=url.delivery,
        text=given.text("text"),
        blocks=given.objects("blocks") or [],
        attachments=given.objects("attachments") or [],
        edited=True,
    )


def _posted(core: Core, url: ResponseUrl, given: Arguments) -> Message:
    in_channel = given.text("response_type", "ephemeral") == "in_channel"
    return core.workspace.put(
        Message(
            channel=url.channel,
            ts=core.workspace.fresh_ts(),
            user=BOT,
            from_bot=True,
            ephemeral_to=None if in_channel else url.user,
            text=given.text("text"),
            blocks=given.objects("blocks") or [],
            attachments=given.objects("attachments") or [],
            metadata=given.object("metadata"),
            thread_ts=given.text("thread_ts") or url.thread_ts,
            options={name: given[name] for name in ("unfurl_links", "unfurl_media") if name in given},
            via=METHOD,
            answers=url.delivery,
        )
    )


def from_ack(body: object) -> JsonObject | None:
    """The message in the ack of a command, when there is one."""
    match body:
        case str() if body.strip():
            return {"text": body}
        case dict() if body.get("text") or body.get("blocks"):
            return body
        case _:
            return None

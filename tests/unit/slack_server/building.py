"""A small app on real slack-bolt, run over either transport against the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import SlackServer

FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "이야기"},
    "submit": {"type": "plain_text", "text": "저장"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "제목"},
            "element": {"type": "plain_text_input", "action_id": "title_input", "max_length": 20},
        }
    ],
}
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*찾은 글*"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": {"type": "plain_text", "text": "다음"}, "action_id": "next", "value": "2"},
            {"type": "button", "text": {"type": "plain_text", "text": "고치기"}, "action_id": "edit"},
        ],
    },
]


def small_app(slack: SlackServer) -> AsyncApp:
    """Answers a command with a card, pages it, opens a form, posts what was filled in, answers mentions."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)

    @app.command("/story")
    async def search(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"{command['text']} 결과", blocks=CARD)

    @app.action("next")
    async def page(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"{action['value']}쪽", replace_original=True)

    @app.action("edit")
    @app.shortcut("add")
    async def edit(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("form")
    async def save(ack: Any, view: dict[str, Any], client: AsyncWebClient, body: dict[str, Any]) -> None:
        title = view["state"]["values"]["title"]["title_input"]["value"]
        if title == "나쁨":
            await ack(response_action="errors", errors={"title": "다른 제목을 주세요"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=title)

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        await say(text="네", thread_ts=event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any]) -> None: ...

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": CARD})

    return app


@asynccontextmanager
async def over_http(app: AsyncApp, slack: SlackServer) -> AsyncIterator[None]:
    """The app behind an address of its own, which the server is told."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    listening = web.Application()
    listening.router.add_post("/slack/events", handle)
    runner = web.AppRunner(listening, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def over_socket(app: AsyncApp, slack: SlackServer) -> AsyncIterator[None]:
    """The app on a Socket Mode connection."""
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.1)
    await handler.connect_async()
    await slack.connected()
    try:
        yield
    finally:
        await handler.close_async()


TRANSPORTS = {"socket": over_socket, "http": over_http}

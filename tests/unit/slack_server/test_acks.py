"""What an app says with its ack is shown to the person: a message, the next step of a form, options."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import GENERAL, MEMBER, Message, SlackServer, View
from tests.unit.slack_server.building import FORM, TRANSPORTS

OPTIONS = [{"text": {"type": "plain_text", "text": "모니터링"}, "value": "monitoring"}]
SELECT = {"type": "external_select", "action_id": "tag", "min_query_length": 1}
NEXT = {**FORM, "title": {"type": "plain_text", "text": "다음"}}
STEPS: Mapping[str, Mapping[str, object]] = {
    "바꿈": {"response_action": "update", "view": NEXT},
    "위로": {"response_action": "push", "view": NEXT},
    "치움": {"response_action": "clear"},
    "이상": {"response_action": "update", "view": {**NEXT, "title": {"type": "plain_text", "text": "가" * 25}}},
    "헛짚음": {"response_action": "errors", "errors": {"nowhere": "틀렸어요"}},
}


@pytest.fixture(params=TRANSPORTS)
async def running(request: pytest.FixtureRequest, slack: SlackServer) -> AsyncIterator[SlackServer]:
    """An app that says everything with its ack, over either transport."""
    app = AsyncApp(client=AsyncWebClient(slack.bot_token, base_url=slack.api_url), signing_secret=slack.signing_secret)

    @app.command("/story")
    async def command(ack: Any, command: dict[str, Any]) -> None:
        said: dict[str, Any] = {"공개": {"text": "모두에게", "response_type": "in_channel"}}
        await ack(said.get(command["text"], "너에게"))

    @app.view("form")
    async def save(ack: Any, view: dict[str, Any]) -> None:
        await ack(**STEPS[view["state"]["values"]["title"]["title_input"]["value"]])

    @app.options("tag")
    async def offer(ack: Any) -> None:
        await ack(options=OPTIONS)

    async with TRANSPORTS[request.param](app, slack):
        yield slack


def opened(slack: SlackServer) -> View:
    return slack.workspace.views.open(MEMBER, dict(FORM), answers=None, channel=GENERAL)


async def test_words_in_the_ack_of_a_command_are_a_message(running: SlackServer) -> None:
    private = await running.reply_to(await running.command("뭐든"))
    assert (private.text, private.ephemeral_to) == ("너에게", MEMBER)
    public = await running.reply_to(await running.command("공개"))
    assert (public.text, public.ephemeral_to) == ("모두에게", None)
    running.assert_clean()


async def test_a_form_is_exchanged_by_its_ack(running: SlackServer) -> None:
    form = opened(running)
    submitted = await running.submit(form, {"제목": "바꿈"})
    assert running.modal(MEMBER) is await running.view_of(submitted)
    assert (form.title, form.versions) == ("다음", 2)


async def test_a_form_is_put_upon_another_and_all_are_cleared(running: SlackServer) -> None:
    form = opened(running)
    await running.submit(form, {"제목": "위로"})
    upper = running.modal(MEMBER)
    assert (upper.previous, upper.root) == (form.id, form.id)
    await running.submit(upper, {"제목": "치움"})
    assert running.modal(MEMBER) is None
    running.assert_clean()


@pytest.mark.parametrize("title", ["이상", "헛짚음"])
async def test_an_ack_slack_cannot_use_is_a_violation(running: SlackServer, title: str) -> None:
    await running.submit(opened(running), {"제목": title})
    assert {one.method for one in running.violations} == {"ack"}


async def test_options_are_looked_up_and_chosen(running: SlackServer) -> None:
    blocks = running.workspace.with_ids([{"type": "actions", "elements": [SELECT]}])
    message = running.workspace.put(Message(channel=GENERAL, ts="1.1", user=None, from_bot=True, blocks=blocks))
    assert await running.ask_options(message, "tag", "모니") == OPTIONS
    running.assert_clean()

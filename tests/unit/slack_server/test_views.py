"""Modals and Home tabs through the real client: triggers, hashes, the stack, options."""

from collections.abc import Mapping

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import ADMIN, GENERAL, MEMBER, CannotDo, Message, SlackServer
from tests.support.slack_server.shapes import JsonObject
from tests.unit.slack_server.building import CARD, FORM

HOME: JsonObject = {"type": "home", "blocks": CARD}


def trigger(slack: SlackServer, user: str = MEMBER) -> str:
    return slack.core.tickets.trigger(user, delivery=None, channel=GENERAL).id


async def refused_as(error: str, call: object) -> None:
    with pytest.raises(SlackApiError) as caught:
        await call  # type: ignore[misc]
    assert caught.value.response["error"] == error


async def test_a_trigger_opens_one_view(slack: SlackServer, client: AsyncWebClient) -> None:
    ticket = trigger(slack)
    await client.views_open(trigger_id=ticket, view=FORM)
    assert slack.modal(MEMBER).title == "이야기"
    await refused_as("exchanged_trigger_id", client.views_open(trigger_id=ticket, view=FORM))


async def test_a_trigger_grows_old_and_cannot_be_made_up(slack: SlackServer, client: AsyncWebClient) -> None:
    ticket = trigger(slack)
    slack.expire()
    await refused_as("expired_trigger_id", client.views_open(trigger_id=ticket, view=FORM))
    await refused_as("invalid_trigger_id", client.views_open(trigger_id="1.2.3", view=FORM))
    assert slack.modal(MEMBER) is None


async def test_an_old_hash_is_refused(slack: SlackServer, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=trigger(slack), view=FORM))["view"]
    changed = {**FORM, "title": {"type": "plain_text", "text": "나중"}}
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=changed)
    await slack.changed(slack.modal(MEMBER))
    assert slack.modal(MEMBER).title == "나중"
    await refused_as("hash_conflict", client.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM))


async def test_the_stack_holds_three(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=trigger(slack), view=FORM)
    for _ in range(2):
        await client.views_push(trigger_id=trigger(slack), view=FORM)
    await refused_as("push_limit_reached", client.views_push(trigger_id=trigger(slack), view=FORM))
    assert slack.modal(MEMBER).previous is not None


async def test_a_home_tab_is_guarded_by_its_hash(slack: SlackServer, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=ADMIN, view=HOME))["view"]
    await client.views_publish(user_id=ADMIN, view=HOME, hash=first["hash"])
    await refused_as("hash_conflict", client.views_publish(user_id=ADMIN, view=HOME, hash=first["hash"]))
    await refused_as("invalid_arguments", client.views_publish(user_id=ADMIN, view=FORM))


async def test_a_bad_view_is_refused(slack: SlackServer, client: AsyncWebClient) -> None:
    bad = {**FORM, "title": {"type": "plain_text", "text": "가" * 25}}
    await refused_as("invalid_arguments", client.views_open(trigger_id=trigger(slack), view=bad))
    assert slack.violations


async def test_only_what_is_there_can_be_pressed(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=GENERAL, user=MEMBER, text="말", blocks=CARD)
    (message,) = slack.messages(GENERAL, seen_by=MEMBER)
    with pytest.raises(CannotDo, match=r"nothing to press is called '없음'; there are: 다음 \(next\), 고치기 \(edit\)"):
        await slack.press(message, "없음")
    with pytest.raises(CannotDo, match=f"only {MEMBER} sees"):
        await slack.press(message, "다음", user=ADMIN)


SELECTS: Mapping[str, JsonObject] = {
    "static_select": {"options": [{"text": {"type": "plain_text", "text": "매일"}, "value": "daily"}]},
    "overflow": {"options": [{"text": {"type": "plain_text", "text": "매일"}, "value": "daily"}]},
}


@pytest.mark.parametrize("kind", SELECTS)
async def test_a_choice_is_made_by_its_label(slack: SlackServer, kind: str) -> None:
    element = {"type": kind, "action_id": "when", **SELECTS[kind]}
    message = slack.workspace.put(
        Message(
            channel=GENERAL, ts="1.1", user=None, from_bot=True, blocks=[{"type": "actions", "elements": [element]}]
        )
    )
    slack.request_url = "http://127.0.0.1:9/"
    pressed = await slack.press(message, "when", choose="매일")
    (action,) = pressed.payload["actions"]  # type: ignore[misc]
    assert action["selected_option"]["value"] == "daily"
    assert pressed.payload["message"]["ts"] == "1.1"  # type: ignore[index]
    with pytest.raises(CannotDo, match="no choice '매주'"):
        await slack.press(message, "when", choose="매주")

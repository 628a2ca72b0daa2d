"""Calls are compared with Slack's own description of its methods."""

from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import GENERAL, SlackServer, description
from tests.support.slack_server.description import described_methods, faults_of_call, why_left_out
from tests.support.slack_server.methods import METHODS
from tests.support.slack_server.scopes import BY_CHANNEL, BY_METHOD

pytestmark = pytest.mark.shared


def faults(method: str, *, as_json: bool = True, **arguments: object) -> list[str]:
    return list(faults_of_call(method, arguments, as_json=as_json))


def test_every_method_here_is_described() -> None:
    assert why_left_out() is None
    assert METHODS.keys() <= described_methods().keys()


def test_good_arguments_pass_in_json_and_in_forms() -> None:
    assert faults("chat.postMessage", channel="C1", text="말", blocks=[], unfurl_links=False) == []
    form = {"channel": "C1", "text": "말", "blocks": "[]", "unfurl_links": "0", "team_id": "T1"}
    assert faults("chat.postMessage", as_json=False, **form) == []
    history = {"channel": "C1", "limit": "200", "oldest": "1700000000.000100", "include_all_metadata": "1"}
    assert faults("conversations.history", as_json=False, **history) == []


@pytest.mark.parametrize(
    ("method", "arguments", "fault"),
    [
        ("chat.postMessage", {"text": "말"}, "missing required argument channel"),
        ("chat.postMessage", {"channel": "C1", "txt": "말"}, "unknown argument txt"),
        ("chat.postMessage", {"channel": "C1", "text": 7}, "text is no string: 7"),
        ("chat.postMessage", {"channel": "C1", "unfurl_links": "nein"}, "unfurl_links is no boolean: 'nein'"),
        ("chat.postMessage", {"channel": "C1", "blocks": "[{]"}, "blocks is no json: '[{]'"),
        ("users.list", {"limit": "many"}, "limit is no integer: 'many'"),
    ],
)
def test_bad_arguments_are_named(method: str, arguments: dict[str, object], fault: str) -> None:
    assert faults(method, as_json=False, **arguments) == [fault]


def test_a_json_body_for_a_form_only_method_is_named() -> None:
    assert faults("conversations.history", channel="C1") == ["the method takes no JSON body"]


async def test_a_machine_without_the_description_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(description, "FILE", tmp_path / "absent.json")
    described_methods.cache_clear()
    try:
        async with SlackServer() as slack:
            client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
            await client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "말", "colour": "red"})
            with pytest.raises(SlackApiError, match="invalid_blocks"):
                await client.chat_postMessage(channel=GENERAL, text="말", blocks=[{"type": "header"}])
    finally:
        described_methods.cache_clear()
    assert "arguments are not compared with it" in capsys.readouterr().out


def test_every_method_has_its_scope() -> None:
    assert METHODS.keys() == BY_METHOD.keys() | BY_CHANNEL

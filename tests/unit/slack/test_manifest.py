"""The manifest holds what the enabled features need and nothing more; docs/slack.md explains each scope."""

from itertools import product
from pathlib import Path

import pytest

from adapters.slack.manifest import Features, events, manifest, scopes
from bot.request import Language
from bot.words.catalogue import load_catalogue
from tests.support.slack_server.scopes import BY_EVENT

DOCS = Path(__file__).parents[3] / "docs" / "slack.md"
ALL = [
    Features(links=links, digest=digest, page_host=host, admin_group=group, request_url=url)
    for links, digest, host, group, url in product(
        (False, True), (False, True), ("", "stories.example"), (False, True), ("", "https://bot.example/slack/events")
    )
]


@pytest.mark.parametrize("features", ALL)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_within_slacks_limits(features: Features, language: Language):
    made = manifest(features, load_catalogue(language))
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["shortcuts"]) <= 10
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in made["features"]["slash_commands"]:
        assert command["command"].isascii()
        assert len(command["usage_hint"]) <= 1000
    assert made["settings"]["socket_mode_enabled"] is not bool(features.request_url)
    assert ("url" in made["features"]["slash_commands"][0]) is bool(features.request_url)


@pytest.mark.parametrize("features", ALL)
def test_every_event_has_its_scope_and_every_scope_its_feature(features: Features):
    kinds = {"message.channels": "message.channel", "message.groups": "message.group"}
    needed = {BY_EVENT.get(kinds.get(event, event), "") for event in events(features)}
    assert needed - {""} <= set(scopes(features))
    least, most = set(scopes(Features(digest=False))), set(scopes(ALL[-1]))
    assert least <= set(scopes(features)) <= most


def test_questions_in_threads_are_heard_only_where_that_is_wanted():
    heard = {"message.channels", "message.groups"}
    assert not heard & set(events(Features()))
    assert heard <= set(events(Features(threads=True)))
    assert {"channels:history", "groups:history"} <= set(scopes(Features(threads=True, digest=False)))


def test_the_docs_explain_every_scope():
    page = DOCS.read_text(encoding="utf-8")
    assert [scope for scope in scopes(ALL[-1]) if f"`{scope}`" not in page] == []

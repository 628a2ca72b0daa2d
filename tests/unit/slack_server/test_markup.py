"""Mentions and unescaped characters in outgoing texts are seen, wherever they stand."""

import pytest

from tests.support.slack_server.markup import mentions_of, strays_of
from tests.support.slack_server.shapes import JsonObject


def markups(**arguments: object) -> list[str]:
    return [one.markup for one in mentions_of("chat.postMessage", arguments)]


def strays(text: str) -> list[str]:
    return [one.markup for one in strays_of("chat.postMessage", {"text": text})]


def section(text: str) -> JsonObject:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize("markup", ["<!channel>", "<!here>", "<@U123>", "<#C123|일반>", "<!subteam^S1>"])
def test_a_mention_is_seen_in_texts_and_blocks(markup: str) -> None:
    assert markups(text=f"자, {markup}") == [markup]
    assert markups(text="자", blocks=[section(markup)]) == [markup]
    assert markups(attachments=[{"text": markup}]) == [markup]
    assert markups(unfurls={"https://a.b": {"blocks": [section(markup)]}}) == [markup]


def test_links_dates_plain_texts_and_escaped_ones_are_no_mentions() -> None:
    assert markups(text="<https://a.b|@channel> <!date^1392734382^{date}|2014> &lt;!channel&gt;") == []
    assert markups(text="자", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}]) == []


def test_mentions_in_rich_text_are_seen() -> None:
    parts = [
        {"type": "user", "user_id": "U1"},
        {"type": "broadcast", "range": "here"},
        {"type": "text", "text": "<@U2>"},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}
    assert markups(text="자", blocks=[block]) == ["user:U1", "broadcast:here"]


def test_switches_that_call_people_are_seen() -> None:
    assert markups(text="자", link_names=True) == ["link_names=True"]
    assert markups(text="자", parse="full", reply_broadcast="1") == ["reply_broadcast=True", "parse=full"]
    assert markups(text="자", link_names=False, parse="none") == []


@pytest.mark.parametrize("text", ["a < b", "<script>", "R&D", "<b>굵게</b>", "List<String>"])
def test_unescaped_characters_are_seen(text: str) -> None:
    assert strays(text)


@pytest.mark.parametrize(
    "text", ["a &lt; b", "R&amp;D", "<https://a.b/?x=1&y=2|글>", "<@U1> <!here>", "> 인용", "a > b"]
)
def test_escaped_texts_and_links_are_left_alone(text: str) -> None:
    assert strays(text) == []

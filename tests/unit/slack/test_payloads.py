"""Slack's payloads as values: who, where, what was typed, and the identity under which it comes again."""

from adapters.slack import payloads
from adapters.slack.payloads import plain_words


def test_typed_words_lose_slacks_brackets_and_gain_one_form():
    assert plain_words("<@U1>  쿠버네티스 &amp; &lt;도커&gt;") == "쿠버네티스 & <도커>"
    assert plain_words("<https://a.example/?a=1&amp;b=2|글> 읽기") == "https://a.example/?a=1&b=2 읽기"
    assert plain_words("<#C1|일반> <!here> <mailto:a@b.c|a@b.c>") == "#일반  a@b.c"
    assert plain_words("쿠") == "쿠"


def test_a_press_is_the_same_only_when_it_is_the_same_click():
    body = {
        "user": {"id": "U1", "team_id": "T2"},
        "team": {"id": "T1"},
        "trigger_id": "1.2",
        "container": {"type": "message", "message_ts": "5.0", "channel_id": "C1", "is_ephemeral": True},
        "actions": [{"action_id": "press.1", "value": "open:1", "action_ts": "7.0"}],
    }
    first = payloads.pressed(body, "T1")
    again = payloads.pressed({**body, "trigger_id": "other"}, "T1")
    next_click = payloads.pressed({**body, "actions": [{**body["actions"][0], "action_ts": "8.0"}]}, "T1")  # type: ignore[dict-item, index]
    assert first.delivery == again.delivery != next_click.delivery
    assert (first.person.team, first.place.channel, first.message, first.is_private) == ("T2", "C1", "5.0", True)


def test_a_submission_is_the_same_with_the_same_answers_in_the_same_view():
    def sent(title: str) -> str:
        state = {"values": {"title.0": {"answer.title": {"type": "plain_text_input", "value": title}}}}
        view = {"id": "V1", "hash": "1.a", "callback_id": "form", "private_metadata": "{}", "state": state}
        return payloads.submitted({"user": {"id": "U1"}, "view": view}, "T1").delivery

    assert sent("하나") == sent("하나") != sent("둘")


def test_who_the_bot_posted_for_stands_in_the_footer():
    assert payloads.owner_of({"blocks": [{"block_id": "x"}, {"block_id": "by.U1"}]}) == "U1"
    assert payloads.owner_of({}) == ""


def test_a_payload_of_another_shape_is_read_without_falling_over():
    for body in ({}, {"event": None}, {"user": "U1", "actions": "x", "view": {"state": 3}}, {"event": {"links": [1]}}):
        payloads.typed(body, "T1")
        payloads.pressed(body, "T1")
        payloads.submitted(body, "T1")
        payloads.shortcut(body, "T1")
        payloads.said(body, "T1")
        payloads.home_opened(body, "T1")
        payloads.links_shared(body, "T1")

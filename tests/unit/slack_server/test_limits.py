"""What Slack refuses in blocks and views is refused here too."""

import pytest

from tests.support.slack_server.blocks import (
    faults_of_blocks,
    faults_of_view,
    is_too_large,
    repeated_action_ids,
    total_text,
)
from tests.support.slack_server.shapes import JsonObject


def plain(text: str = "말") -> JsonObject:
    return {"type": "plain_text", "text": text}


def button(label: str = "열기", action_id: str = "open", **extra: object) -> JsonObject:
    return {"type": "button", "text": plain(label), "action_id": action_id, **extra}


def actions(*elements: JsonObject) -> JsonObject:
    return {"type": "actions", "elements": list(elements)}


def section(text: str = "말", **extra: object) -> JsonObject:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **extra}


def rich(*parts: JsonObject) -> JsonObject:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def modal(*blocks: JsonObject, **extra: object) -> JsonObject:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **extra}


def ask(action_id: str = "title", **element: object) -> JsonObject:
    inner = {"type": "plain_text_input", "action_id": action_id, **element}
    return {"type": "input", "block_id": action_id, "label": plain("제목"), "element": inner}


OPTIONS = [{"text": plain(str(one)), "value": str(one)} for one in range(100)]
GOOD = [
    section("*굵게* <https://example.com/?a=1&b=2|글>", expand=True),
    section("말", fields=[plain(), {"type": "mrkdwn", "text": "_둘_"}]),
    section(accessory=button(value="v" * 2000, style="primary")),
    {"type": "header", "text": plain("가" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "작게"}, plain()]},
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "그림"},
    {"type": "markdown", "text": "**굵게**"},
    rich(
        {"type": "text", "text": "굵게", "style": {"bold": True}}, {"type": "link", "url": "https://a.b", "text": "글"}
    ),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 0,
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "하나"}]}],
            }
        ],
    },
    actions(button(), button("닫기", "close", url="https://example.com")),
    actions({"type": "static_select", "action_id": "s", "placeholder": plain(), "options": OPTIONS}),
    actions({"type": "overflow", "action_id": "o", "options": OPTIONS[:5]}),
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain("좋아요"), "value": "1"},
                "negative_button": {"text": plain("별로"), "value": "0"},
            }
        ],
    },
]
BAD = {
    "section too long": section("가" * 3001),
    "section empty": {"type": "section"},
    "eleven fields": {"type": "section", "fields": [plain()] * 11},
    "field too long": {"type": "section", "fields": [plain("가" * 2001)]},
    "header too long": {"type": "header", "text": plain("가" * 151)},
    "header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "가"}},
    "label too long": actions(button("가" * 76)),
    "label empty": actions(button("")),
    "value too long": actions(button(value="가" * 2001)),
    "style unknown": actions(button(style="blue")),
    "action_id too long": actions(button(action_id="a" * 256)),
    "action_id twice in a block": actions(button(), button("닫기")),
    "block_id too long": {**actions(button()), "block_id": "b" * 256},
    "no actions": actions(),
    "26 actions": actions(*(button(action_id=str(one)) for one in range(26))),
    "a text among actions": actions(plain()),
    "a button in context": {"type": "context", "elements": [button()]},
    "eleven in context": {"type": "context", "elements": [plain()] * 11},
    "101 options": actions({"type": "static_select", "action_id": "s", "options": [*OPTIONS, OPTIONS[0]]}),
    "6 overflow": actions({"type": "overflow", "action_id": "o", "options": OPTIONS[:6]}),
    "option value too long": actions(
        {"type": "overflow", "action_id": "o", "options": [{"text": plain(), "value": "v" * 151}]}
    ),
    "emoji in mrkdwn": {"type": "section", "text": {"type": "mrkdwn", "text": "a", "emoji": True}},
    "unknown type": {"type": "sektion"},
    "unknown key": section(colour="red"),
    "rich_text without elements": {"type": "rich_text", "elements": []},
    "text without words": rich({"type": "text", "text": ""}),
    "unknown part": rich({"type": "bold", "text": "a"}),
    "style as a text": rich({"type": "text", "text": "a", "style": "bold"}),
    "part outside a section": {"type": "rich_text", "elements": [{"type": "text", "text": "a"}]},
    "list in no style": {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]},
    "markdown too long": {"type": "markdown", "text": "가" * 12_001},
    "image without alt_text": {"type": "image", "image_url": "https://example.com/a.png", "alt_text": ""},
    "input holding a button": {"type": "input", "label": plain(), "element": button()},
}


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_what_slack_takes_is_taken(block: JsonObject) -> None:
    assert faults_of_blocks([block]) == []


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_refused(name: str) -> None:
    assert faults_of_blocks([BAD[name]])


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    many = [{"type": "divider"}] * 51
    assert faults_of_blocks(many[:50]) == []
    assert "at most 50" in faults_of_blocks(many)[0]
    assert faults_of_view(modal(*many)) == []
    assert any("at most 100" in fault for fault in faults_of_view(modal(*many, *many)))


def test_a_block_id_may_stand_once() -> None:
    assert faults_of_blocks([section(block_id="a"), section(block_id="a")]) == ["block_id 'a' is already used"]


def test_an_action_id_in_two_blocks_is_told() -> None:
    assert repeated_action_ids([actions(button()), actions(button())]) == ["action_id 'open' stands 2 times"]


def test_all_words_of_all_blocks_count() -> None:
    assert total_text([section("가" * 10), actions(button("나" * 5)), rich({"type": "text", "text": "다다"})]) == 17


@pytest.mark.parametrize(
    "view",
    [
        {key: value for key, value in modal(section()).items() if key != "title"},
        modal(section(), title=plain("가" * 25)),
        modal(section(), private_metadata="a" * 3001),
        modal(section(), callback_id="a" * 256),
        {**modal(ask()), "submit": None},
        {"type": "home", "blocks": [section()], "submit": plain()},
        modal(ask(initial_value="가" * 11, max_length=10)),
        modal(ask(max_length=3001)),
        {"type": "page", "blocks": [section()]},
        "{}",
    ],
)
def test_a_view_slack_refuses_is_refused(view: object) -> None:
    assert faults_of_view(view)


def test_a_modal_and_a_home_tab_pass() -> None:
    assert faults_of_view(modal(ask(), section(), private_metadata="a" * 3000)) == []
    assert faults_of_view({"type": "home", "blocks": [section()]}) == []


def test_a_view_may_weigh_250_kilobytes() -> None:
    assert is_too_large(modal(*[section("가" * 3000)] * 40))
    assert not is_too_large(modal(section()))

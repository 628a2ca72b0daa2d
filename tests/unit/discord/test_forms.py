"""Which questions fit into one modal, and what comes back."""

from adapters.discord.forms import answers, ask, filled, labels, title_of
from bot.commands.drafting import questions
from bot.reply import Field, Form
from bot.words.catalogue import load_catalogue

WORDS = load_catalogue("ko")


def the_form(**values: str) -> Form:
    return Form(title="글 고치기", press="edit:1", submit="담기", fields=questions(WORDS, values))


def test_five_questions_are_asked_and_the_least_needed_is_left_for_later() -> None:
    asked = ask(the_form())
    assert [field.name for field in asked.fields] == ["title", "link", "company", "tags", "body"]
    assert asked.left == ("author",)


def test_what_is_left_can_be_asked_alone() -> None:
    assert [field.name for field in ask(the_form(), only=("author",)).fields] == ["author"]


def test_a_value_too_long_for_a_modal_is_not_asked_for() -> None:
    asked = ask(the_form(body="가" * 4001))
    assert [field.name for field in asked.fields] == ["title", "link", "company", "author", "tags"]


def test_a_form_is_filled_with_earlier_answers() -> None:
    form = filled(the_form(title="옛 제목", author="이서연"), {"title": "새 제목"})
    assert {field.name: field.value for field in form.fields if field.value} == {"title": "새 제목", "author": "이서연"}


def test_every_question_is_within_discords_limits() -> None:
    long = Field(name="x", label="긴 이름 " * 20, value="가" * 50, hint="도움말 " * 50, limit=20)
    form = Form(title="제목 " * 30, press="add:", submit="담기", fields=(long,))
    shown = labels(ask(form))[0].to_component_dict()
    field = shown["component"]
    assert len(shown["label"]) <= 45
    assert (len(field["placeholder"]) <= 100, field["max_length"], len(field["value"])) == (True, 20, 20)
    assert len(title_of(ask(form))) <= 45


def test_answers_are_read_from_labels_and_from_rows() -> None:
    components = [
        {"type": 18, "component": {"type": 4, "custom_id": "title", "value": "제목"}},
        {"type": 1, "components": [{"type": 4, "custom_id": "link", "value": ""}]},
        {"type": 10, "content": "설명"},
    ]
    assert answers(components) == {"title": "제목", "link": ""}


def test_no_answers_are_none() -> None:
    assert answers(None) == {}

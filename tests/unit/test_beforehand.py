"""What can be told of a request before it is answered."""

import pytest

from bot.actor import Actor
from bot.commands.beforehand import is_personal, opens_form
from bot.commands.registry import read, read_press
from tests.support.building import ADMIN, MEMBER


@pytest.mark.parametrize(
    ("line", "actor", "opens"),
    [
        ("추가", ADMIN, True),
        ("추가", MEMBER, True),  # a member suggests
        ("추가 제목 https://a.example/1", ADMIN, False),
        ("제안", MEMBER, True),
        ("수정 12", ADMIN, True),
        ("수정 12", MEMBER, False),  # is told that it is not theirs to do
        ("쿠버네티스", ADMIN, False),
    ],
)
def test_a_form_is_foreseen(line: str, actor: Actor, opens: bool):
    assert opens_form(read(line, actor), actor) is opens


@pytest.mark.parametrize(
    ("press", "personal"), [("saved:", True), ("hide:1", True), ("open:1", False), ("find:x", False)]
)
def test_what_is_nobody_elses_business_is_known(press: str, personal: bool):
    assert is_personal(read_press(press)) is personal

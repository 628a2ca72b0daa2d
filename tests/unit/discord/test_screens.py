"""docs/screens/discord holds each screen as Discord gets it: as made now, within limits, valid to its description."""

import json
from typing import Any

import pytest

from tests.support.building import SHARED
from tests.support.discord_screens import fault_in
from tests.support.discord_server.command_limits import check_commands
from tests.support.discord_server.schema import load_description
from tests.unit.discord.screens import FOLDER, screens, written

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
SPEC = SHARED / "specs" / "discord-openapi.json"


async def test_every_screen_stands_in_the_docs_as_it_is_made() -> None:
    made = await screens()
    assert sorted(made) == NAMES
    stale = [name for name in NAMES if _text(name) != written(made[name])]
    assert stale == [], "run: python -m tests.unit.discord.screens"


@pytest.mark.parametrize("name", [name for name in NAMES if "-" not in name or not name.startswith("modal")])
def test_a_screen_is_within_discords_limits(name: str) -> None:
    screen = json.loads(_text(name))
    if "components" in screen:
        assert fault_in(screen["components"]) == ""


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_valid_to_discords_own_description(name: str) -> None:
    description = load_description(SPEC)
    assert description
    complaints = description.check_body(*_call(name, json.loads(_text(name))))
    assert [str(one) for one in complaints] == []


def _call(name: str, screen: Any) -> tuple[str, str, Any]:
    """The call a screen is the body of."""
    if name == "commands":
        return "PUT", "/applications/{application_id}/commands", screen
    kind = 8 if name == "autocomplete" else 9 if name.startswith("modal") else 4
    return "POST", "/interactions/{interaction_id}/{interaction_token}/callback", {"type": kind, "data": screen}


def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_the_commands_are_within_discords_limits() -> None:
    assert [str(one) for one in check_commands(json.loads(_text("commands")))] == []

"""docs/screens/slack holds each screen as Slack gets it, within its limits."""

import json
from typing import Any

import pytest

from tests.support.slack_server.blocks import faults_of_blocks, faults_of_view, repeated_action_ids, total_text
from tests.unit.slack.screens import FOLDER, screens, written

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


async def test_every_screen_stands_in_the_docs_as_it_is_made():
    made = await screens()
    assert sorted(made) == NAMES
    stale = [name for name in NAMES if (FOLDER / f"{name}.json").read_text(encoding="utf-8") != written(made[name])]
    assert stale == [], "run: python -m tests.unit.slack.screens"


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_within_slacks_limits(name: str):
    screen: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    if "type" in screen:
        assert faults_of_view(screen) == []
        assert len(screen["blocks"]) <= 100
    else:
        assert faults_of_blocks(screen["blocks"]) == []
        assert len(screen["blocks"]) <= 50
        assert screen["text"]
    assert repeated_action_ids(screen["blocks"]) == []
    assert total_text(screen["blocks"]) <= 12_000

"""What an interaction asks for, from Discord's data alone."""

import pytest

from adapters.discord.wishes import (
    Again,
    Backfill,
    Linked,
    Meant,
    Rest,
    Typed,
    from_command,
    from_component,
    from_modal,
    typed_so_far,
)
from bot.commands.registry import Reading
from bot.errors import UnknownState


def _command(name: str, *values: str, group: str = "") -> dict:
    options = [{"name": "x", "type": 3, "value": value} for value in values]
    if group:
        return {"name": group, "options": [{"name": name, "type": 1, "options": options}]}
    return {"name": name, "options": options}


def test_the_search_is_a_line_like_any_other() -> None:
    assert from_command(_command("story", " 오늘 ")) == Typed(line="오늘")
    assert from_command({"name": "story"}) == Typed(line="")


def test_a_completed_title_opens_its_story() -> None:
    assert from_command(_command("story", "open:12")) == Meant(reading=Reading(command="open", argument="12"))
    assert from_command(_command("save", "open:12")) == Meant(reading=Reading(command="save", argument="12"))


def test_admin_commands_stand_in_their_group() -> None:
    hide = Meant(reading=Reading(command="hide", argument="3"))
    assert from_command(_command("hide", "3", group="story-admin")) == hide
    assert from_command(_command("collect-past", group="story-admin")) == Backfill()


def test_a_command_of_another_version_is_unknown() -> None:
    with pytest.raises(UnknownState):
        from_command(_command("gone"))


def test_a_turned_page_is_known_by_its_press() -> None:
    assert from_component({"custom_id": "find@1:말"}) == Meant(
        reading=Reading(command="find", argument="말"), turns=True
    )
    assert from_component({"custom_id": "open:1 @"}) == Meant(reading=Reading(command="open", argument="1 @"))


def test_a_picked_option_is_a_press() -> None:
    picked = from_component({"custom_id": "!pick1", "values": ["save:4"]})
    assert picked == Meant(reading=Reading(command="save", argument="4"))


@pytest.mark.parametrize("custom_id", ["", "!pick", "nonsense", "gone:1", "!rest:gone:1", "find@0:x"])
def test_what_is_not_ours_is_unknown(custom_id: str) -> None:
    with pytest.raises(UnknownState):
        from_component({"custom_id": custom_id})


def test_forms_come_back_under_their_press() -> None:
    components = [{"type": 18, "component": {"type": 4, "custom_id": "title", "value": "글"}}]
    assert from_modal({"custom_id": "!again:abc", "components": components}) == Again(
        short_id="abc", fields={"title": "글"}
    )
    assert from_component({"custom_id": "!rest:edit:1"}) == Rest(reading=Reading(command="edit", argument="1"))


def test_links_are_found_in_words_embeds_and_buttons_of_a_message() -> None:
    message = {
        "content": "이 글 https://a.example/1, 좋아요",
        "embeds": [{"url": "https://b.example/2"}, {}],
        "components": [
            {"type": 17, "components": [{"type": 1, "components": [{"type": 2, "url": "https://c.example/3"}]}]}
        ],
    }
    wish = from_command({"name": "Save story", "resolved": {"messages": {"1": message}}})
    assert wish == Linked(command="keep", links=("https://a.example/1", "https://b.example/2", "https://c.example/3"))


def test_the_focused_option_is_found_in_groups_too() -> None:
    focused = {"name": "story", "value": "모니", "focused": True}
    assert typed_so_far({"options": [{"name": "edit", "options": [focused]}]}) == ("story", "모니")
    assert typed_so_far({}) == ("", "")

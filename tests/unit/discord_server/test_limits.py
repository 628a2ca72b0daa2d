"""Discord's own limits: what breaks them is answered 400 and kept as a violation."""

from typing import Any

import discord
import pytest
from discord import ui

from tests.support.discord_server import DiscordServer
from tests.support.discord_server.command_limits import check_choices, check_command, check_commands, check_modal
from tests.support.discord_server.limits import check_message
from tests.support.discord_server.world import Json, MessageFlag
from tests.unit.discord_server.small_bot import SmallBot

V2 = int(MessageFlag.COMPONENTS_V2)


def button(custom_id: str = "a", **fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "글", "custom_id": custom_id} | fields


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def select(count: int = 2, **fields: Any) -> Json:
    options = [{"label": str(one), "value": str(one)} for one in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | fields


def text(content: str = "글") -> Json:
    return {"type": 10, "content": content}


def command(name: str = "글", **fields: Any) -> Json:
    return {"type": 1, "name": name, "description": "찾아요"} | fields


def option(name: str = "말", **fields: Any) -> Json:
    return {"type": 3, "name": name, "description": "찾을 말"} | fields


@pytest.mark.parametrize(
    ("body", "flags"),
    [
        ({"content": "가" * 2000}, 0),
        ({"embeds": [{"description": "가" * 3000}] * 2}, 0),
        ({"components": [row(*(button(f"{line}{place}") for place in range(5))) for line in range(5)]}, 0),
        ({"components": [row(select(25, max_values=25))]}, 0),
        ({"components": [text("가" * 4000)]}, V2),
        ({"components": [{"type": 17, "components": [text() for _ in range(39)]}]}, V2),
        ({"components": [row({"type": 2, "style": 5, "label": "열기", "url": "https://example.com"})]}, 0),
    ],
)
def test_messages_at_the_limit_are_taken(body: Json, flags: int) -> None:
    assert list(check_message(body, flags)) == []


@pytest.mark.parametrize(
    ("body", "flags", "code"),
    [
        ({"content": "가" * 2001}, 0, "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "가" * 3000}, {"description": "가" * 3001}]}, 0, "MAX_EMBED_SIZE_EXCEEDED"),
        ({"embeds": [{"title": "글", "url": "javascript:x"}]}, 0, "URL_TYPE_INVALID_SCHEME"),
        ({"embeds": [{"fields": [{"name": " ", "value": "값"}]}]}, 0, "BASE_TYPE_REQUIRED"),
        ({"components": [row(button()), row(button())]}, 0, "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ({"components": [row(button(str(one))) for one in range(6)]}, 0, "BASE_TYPE_BAD_LENGTH"),
        ({"components": [row(select(), button())]}, 0, "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ({"components": [row(select(26))]}, 0, "BASE_TYPE_BAD_LENGTH"),
        ({"components": [row(select(2, max_values=3))]}, 0, "SELECT_COMPONENT_MAX_VALUES"),
        ({"components": [row(button(label=""))]}, 0, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
        ({"components": [row(button(url="https://example.com"))]}, 0, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"),
        ({"components": [row(button(style=5))]}, 0, "BUTTON_COMPONENT_INVALID"),
        ({"components": [text()]}, 0, "UNION_TYPE_CHOICES"),
        ({"components": [text("가" * 2001)] * 2}, V2, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
        ({"components": [{"type": 17, "components": [text()] * 40}]}, V2, "BASE_TYPE_MAX_LENGTH"),
        ({"content": "글", "components": [text()]}, V2, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    ],
)
def test_messages_over_a_limit_are_complained_about(body: Json, flags: int, code: str) -> None:
    assert code in [one.code for one in check_message(body, flags)]


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (command("글 찾기"), "APPLICATION_COMMAND_INVALID_NAME"),
        (command("Story"), "APPLICATION_COMMAND_INVALID_NAME"),
        (command(name_localizations={"ko": "글!"}), "APPLICATION_COMMAND_INVALID_NAME"),
        (command(description=""), "BASE_TYPE_REQUIRED"),
        (command(options=[option(), option()]), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED"),
        (command(options=[option(), option("둘", required=True)]), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
        (command(options=[option(), option("둘", type=1)]), "APPLICATION_COMMAND_OPTIONS_MIXED"),
        (
            command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])]),
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
        ),
        (
            command(options=[option(choices=[{"name": "가" * 100, "value": "가" * 6000}] * 2)]),
            "APPLICATION_COMMAND_TOO_LARGE",
        ),
        ({"type": 3, "name": "저장", "description": "저장해요"}, "APPLICATION_COMMAND_INVALID"),
    ],
)
def test_commands_over_a_limit_are_complained_about(one: Json, code: str) -> None:
    assert code in [complaint.code for complaint in check_command(one)]


def test_a_good_command_has_no_complaint() -> None:
    group = command("관리", options=[option("추가", type=1, options=[option(required=True), option("둘")])])

    assert list(check_commands([command(name_localizations={"en-US": "story"}), group])) == []


def test_a_scope_holds_so_many_commands() -> None:
    assert list(check_commands([command(str(one)) for one in range(100)])) == []
    assert list(check_commands([command(str(one)) for one in range(101)]))
    assert list(check_commands([{"type": 3, "name": str(one)} for one in range(16)]))
    assert list(check_commands([command(), command()]))


def test_choices_fit_their_option() -> None:
    assert list(check_choices([{"name": "글", "value": "1"}], 3)) == []
    assert list(check_choices([{"name": "글", "value": 1}], 3))
    assert list(check_choices([{"name": " ", "value": "1"}], 3))


def test_modals_have_five_rows_and_fitting_values() -> None:
    field = {"type": 4, "custom_id": "a", "style": 1, "label": "주소", "max_length": 3}

    assert list(check_modal({"components": [row(field)]})) == []
    assert list(check_modal({"components": [row(field | {"custom_id": str(one)}) for one in range(6)]}))
    assert list(check_modal({"components": [row(field | {"value": "가나다라"})]}))
    assert list(check_modal({"components": [row(field), row(field)]}))


async def test_what_breaks_a_limit_is_answered_400_and_kept(server: DiscordServer, bot: SmallBot) -> None:
    channel = bot.get_channel(server.general.id)

    with pytest.raises(discord.HTTPException) as too_long:
        await channel.send("가" * 2001)
    with pytest.raises(discord.HTTPException) as empty:
        await channel.send("")

    assert (too_long.value.status, too_long.value.code, empty.value.code) == (400, 50035, 50006)
    assert "content" in str(too_long.value)
    assert len(server.violations) == 2
    with pytest.raises(AssertionError, match="BASE_TYPE_MAX_LENGTH"):
        server.assert_clean()


async def test_a_layout_of_discord_py_is_sent_and_edited(server: DiscordServer, bot: SmallBot) -> None:
    page = ui.LayoutView(timeout=None)
    more: ui.Button = ui.Button(label="열기", custom_id="open:1")
    page.add_item(ui.Container(ui.TextDisplay("# 글"), ui.Section("본문", accessory=more), ui.Separator()))

    sent = await bot.get_channel(server.general.id).send(view=page)
    stored = server.general.messages[sent.id]
    assert (stored.text, stored.labels) == ("# 글\n본문", ["열기"])
    assert len({one["id"] for one in stored.controls}) == len(stored.controls) == 6
    page.clear_items().add_item(ui.TextDisplay("둘째"))
    await sent.edit(view=page)

    assert stored.text == "둘째"
    assert stored.flags & V2
    server.assert_clean()

"""What people do with commands, buttons, selects and forms reaches a real discord.py bot, and its answers come back."""

import asyncio

import discord
import pytest

from tests.support.discord_server import CallbackKind, DiscordServer, NotOffered, NotSubmittable, faults
from tests.unit.discord_server.small_bot import Panel, SmallBot, online

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "POST /webhooks/{webhook_id}/{webhook_token}"


async def test_a_slash_command_is_answered_in_time_and_only_for_the_one_who_asked(
    server: DiscordServer, bot: SmallBot
) -> None:
    asked = await server.slash("story", {"검색어": "모니터링"})

    response = await server.response_to(asked)

    assert response.kind is CallbackKind.MESSAGE
    assert response.message is not None
    assert response.message.text == "찾음 모니터링"
    assert response.message.labels == ["다음", "양식", "조용히"]
    assert response.ephemeral
    assert 0 < response.after < 3
    assert server.general.shown == []
    server.assert_clean()


async def test_autocomplete_gives_the_choices_for_what_is_typed_so_far(server: DiscordServer, bot: SmallBot) -> None:
    typed = await server.autocomplete("story", {"검색어": "ㅁ"})

    assert (await server.response_to(typed)).names == ["ㅁ!"]


async def test_a_deferred_answer_is_seen_when_it_is_there(server: DiscordServer, bot: SmallBot) -> None:
    asked = await server.slash("late")

    shown = await server.message_of(asked)

    assert (await server.response_to(asked)).kind is CallbackKind.DEFERRED_MESSAGE
    assert (shown.text, shown.loading, shown.edited_at) == ("끝났어요", False, None)
    assert server.general.shown == [shown]


async def test_a_button_turns_the_page_it_is_on(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "가"}))

    pressed = await server.press(page, "다음")

    assert await server.message_of(pressed) is page
    assert page.text == "둘째 쪽"


async def test_a_button_that_defers_changes_its_message_later(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "가"}))

    pressed = await server.press(page, "조용히")

    assert (await server.message_of(pressed)).text == "고침"


async def test_the_first_follow_up_takes_the_place_of_the_loading_message(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "가"}))

    chosen = await server.select(page, "b")

    shown, further = await server.message_of(chosen), await server.followup_to(chosen)
    assert (shown.text, shown.ephemeral) == ("고름 b", True)
    assert (further.text, further.reply_to) == ("또 하나", shown)


async def test_a_form_is_filled_in_by_its_labels(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "가"}))
    opened = await server.press(page, "양식")
    await server.response_to(opened)

    sent = await server.submit_modal(opened, {"주소": "https://example.com"})

    assert (await server.message_of(sent)).text == "받음 https://example.com"
    with pytest.raises(NotSubmittable, match="3 to"):
        await server.submit_modal(opened, {"주소": "ab"})
    with pytest.raises(NotSubmittable, match="required"):
        await server.submit_modal(opened, {})
    server.assert_clean()


async def test_context_menus_carry_the_message_or_the_member(server: DiscordServer, bot: SmallBot) -> None:
    message = await server.message("좋은 글")

    saved = await server.message_of(await server.context_menu("저장", message))
    about = await server.message_of(await server.context_menu("소개", server.admin))

    assert saved.text == "저장 좋은 글"
    assert about.text == "운영자 ko"


async def test_a_subcommand_for_admins_is_offered_to_admins_alone(server: DiscordServer, bot: SmallBot) -> None:
    done = await server.message_of(await server.slash("관리 추가", {"member": server.member}, user=server.admin))

    assert done.text == "회원 True"
    assert server.offered() == ["story", "late"]
    with pytest.raises(NotOffered):
        await server.slash("관리 추가", {"member": server.member})
    with pytest.raises(NotOffered):
        await server.slash("관리 추가", {"member": server.member}, user=server.admin, channel=server.dm(server.admin))


@pytest.mark.parametrize("options", [{}, {"검색": "가"}, {"검색어": "가" * 101}])
async def test_what_discord_would_not_send_is_not_sent(
    server: DiscordServer, bot: SmallBot, options: dict[str, str]
) -> None:
    with pytest.raises(NotOffered):
        await server.slash("story", options)


async def test_only_those_who_see_a_button_may_press_it(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "가"}))

    with pytest.raises(NotOffered, match="does not see"):
        await server.press(page, "다음", user=server.admin)
    with pytest.raises(NotOffered, match="disabled"):
        await server.press(page, "끔")
    with pytest.raises(NotOffered, match="no '없음'"):
        await server.press(page, "없음")


async def test_a_message_outlives_the_bot_that_sent_it(server: DiscordServer) -> None:
    async with online(server) as bot:
        sent = await bot.get_channel(server.general.id).send("첫 쪽", view=Panel())

    async with online(server):
        pressed = await server.press(server.general.messages[sent.id], "다음")
        assert (await server.message_of(pressed)).text == "둘째 쪽"
    assert server.gateway.live == []


async def test_a_button_may_be_clicked_twice_or_be_gone(server: DiscordServer, bot: SmallBot) -> None:
    page = await server.message_of(await server.slash("story", {"검색어": "공개"}))

    first = await server.press(page, "다음", user=server.admin)
    second = await server.press_again(first)
    gone = await server.press_gone("quiet", page)

    for one in (first, second, gone):
        assert (await server.message_of(one)) is page
    assert first.id != second.id


async def test_a_response_after_the_limit_is_refused_as_unknown(server: DiscordServer, bot: SmallBot) -> None:
    server.platform.first_response_seconds = 0
    asked = await server.slash("late")

    call = await server.next_call(CALLBACK)

    assert (call.status, call.answer["code"]) == (404, 10062)
    assert asked.response is None


async def test_a_second_first_response_is_refused(server: DiscordServer, bot: SmallBot) -> None:
    asked = await server.slash("story", {"검색어": "가"})
    await server.response_to(asked)
    await server.redeliver(asked)

    await server.next_call(CALLBACK)
    again = await server.next_call(CALLBACK)

    assert (again.status, again.answer["code"]) == (400, 40060)
    assert asked.refused[0][0] == 400


async def test_an_old_interaction_takes_no_edits(server: DiscordServer, bot: SmallBot) -> None:
    gate = asyncio.Event()
    server.fail(faults.held(gate), CALLBACK)
    asked = await server.slash("late")
    await server.response_to(asked)
    server.expire(asked)
    gate.set()

    call = await server.next_call("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original")

    assert (call.status, call.answer["code"]) == (401, 50027)


async def test_in_a_dm_an_interaction_has_a_user_and_no_guild(server: DiscordServer, bot: SmallBot) -> None:
    asked = await server.slash("story", {"검색어": "가"}, channel=server.dm())

    await server.response_to(asked)

    assert asked.payload["user"]["id"] == str(server.member.id)
    assert "guild_id" not in asked.payload
    assert asked.payload["context"] == 1


async def test_a_stranger_cannot_act_in_a_guild_they_are_not_in(server: DiscordServer, bot: SmallBot) -> None:
    with pytest.raises(NotOffered):
        await server.slash("story", {"검색어": "가"}, user=server.stranger)
    with pytest.raises(NotOffered):
        await server.message("나", user=server.stranger)


async def test_a_guilds_own_command_goes_before_the_global_one(server: DiscordServer, bot: SmallBot) -> None:
    bot.tree.copy_global_to(guild=discord.Object(server.guild.id))
    await bot.tree.sync(guild=discord.Object(server.guild.id))

    asked = await server.slash("story", {"검색어": "가"})

    assert asked.payload["data"]["guild_id"] == str(server.guild.id)
    await server.response_to(asked)


async def test_syncing_the_same_tree_keeps_the_ids(server: DiscordServer, bot: SmallBot) -> None:
    before = set(server.commands[0])

    await bot.tree.sync()

    assert set(server.commands[0]) == before
    assert {one.name for one in await bot.tree.fetch_commands()} == {"story", "late", "저장", "소개", "관리"}

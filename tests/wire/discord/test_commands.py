"""Slash commands, completion and menus, through discord.py against the local Discord."""

import asyncio
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from adapters.discord.commands import ADMIN_GROUP, payload
from bot.commands.registry import COMMANDS
from bot.errors import LibraryUnwritable
from bot.fetching import FetchedPage
from bot.ports import Library
from tests.support.building import add, draft
from tests.support.discord_server import CallbackKind, NotOffered, faults
from tests.wire.discord.conftest import Stage

T = TypeVar("T")


async def test_a_search_is_answered_privately_with_a_button_beside_each_story(stage: Stage) -> None:
    async with stage.bot():
        asked = await stage.server.slash("story", {"검색어": "모니터링"})
        message = await stage.server.message_of(asked)
    assert message.ephemeral
    assert "**모니터링** 입문" in message.text
    assert message.labels == ["자세히", "자세히"]


async def test_a_story_is_opened_from_the_results_and_saved_and_is_on_the_list(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "캐시"}))
        story = await server.message_of(await server.press(found, "save:3"))
        assert "캐시 스탬피드 막기" in story.text
        mine = await server.message_of(await server.slash("내목록"))
    assert "캐시 스탬피드 막기" in mine.text


async def test_a_menu_offers_what_the_cards_have_no_room_for(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "모니터링"}))
        saved = await server.message_of(await server.select(found, "save:1"))
    assert "‘모니터링 입문’을 내 목록에 담았어요" in saved.text


@pytest.mark.parametrize(("typed", "expected"), [("모니", 2), ("ㅁㄴㅌㄹ", 2), ("캐싀", 1), ("캐ㅅ", 1)])
async def test_completion_finds_titles_while_typing(stage: Stage, typed: str, expected: int) -> None:
    async with stage.bot():
        pressed = await stage.server.autocomplete("story", {"query": typed})
        response = await stage.server.response_to(pressed)
    assert response.kind is CallbackKind.CHOICES
    assert len(response.choices) >= expected


async def test_a_completed_title_shows_its_company_and_opens_the_story(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        choices = (await server.response_to(await server.autocomplete("story", {"query": "캐시"}))).choices
        assert choices[0]["name"] == "캐시 스탬피드 막기 · 다라"
        story = await server.message_of(await server.slash("story", {"query": choices[0]["value"]}))
    assert "원문 읽기" in story.labels or "비슷한 글" in story.labels


async def test_what_was_typed_is_echoed_when_nothing_fits(stage: Stage) -> None:
    async with stage.bot():
        pressed = await stage.server.autocomplete("story", {"query": "뷁뷁뷁"})
        assert (await stage.server.response_to(pressed)).names == ["뷁뷁뷁"]


async def test_what_was_typed_is_echoed_when_completion_takes_too_long(stage: Stage) -> None:
    async with stage.bot(completion_seconds=0.0):
        pressed = await stage.server.autocomplete("story", {"query": "모니"})
        assert (await stage.server.response_to(pressed)).names == ["모니"]


async def test_story_alone_shows_what_can_be_done(stage: Stage) -> None:
    async with stage.bot():
        message = await stage.server.message_of(await stage.server.slash("story"))
    assert "글 3편이 있는 서재예요" in message.text


async def test_english_discord_is_answered_in_english(stage: Stage) -> None:
    async with stage.bot():
        message = await stage.server.message_of(await stage.server.slash("saved", locale="en-US"))
    assert "You have not saved" in message.text or "saved" in message.text.lower()


async def test_commands_are_registered_once_and_again_only_when_they_changed(stage: Stage) -> None:
    put = "PUT /applications/{application_id}/commands"
    for _ in range(2):
        async with stage.bot():
            pass
    assert len(stage.server.calls_of(put)) == 1
    await stage.store.write(
        lambda library: library.note(
            f"discord:commands:{stage.server.application_id}:everywhere", "older", at=stage.clock()
        )
    )
    async with stage.bot():
        pass
    assert len(stage.server.calls_of(put)) == 2


async def test_commands_can_be_registered_for_one_server_or_not_at_all(stage: Stage) -> None:
    guild = stage.server.guild.id
    async with stage.bot(command_guild=f"discord:{guild}"):
        assert set(stage.server.commands) == {guild}
    stage.server.commands.clear()
    async with stage.bot(command_sync=False):
        assert not stage.server.commands


async def test_the_bot_runs_although_discord_refuses_its_commands(stage: Stage) -> None:
    stage.server.fail(faults.refused_with(403, 50001), "PUT /applications/{application_id}/commands")
    async with stage.bot() as bot:
        assert bot.is_ready()


async def test_admin_commands_are_offered_to_admins_alone(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        assert ADMIN_GROUP not in server.offered(user=server.member)
        assert ADMIN_GROUP in server.offered(user=server.admin)
        with pytest.raises(NotOffered):
            await server.slash("서재관리 변경")
        changes = await server.message_of(await server.slash("서재관리 변경", user=server.admin))
    assert "최근 변경" in changes.text


async def test_a_slow_answer_is_announced_and_then_shown(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(patience_seconds=0.0):
        asked = await server.slash("story", {"query": "모니터링"})
        message = await server.message_of(asked)
        assert (await server.response_to(asked)).kind is CallbackKind.DEFERRED_MESSAGE
    assert message.ephemeral
    assert "모니터링" in message.text


async def test_pages_turn_in_place_for_who_asked(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage, 12)
        first = await server.message_of(await server.slash("최근"))
        turned = await server.press(first, "다음 2/2")
        second = await server.message_of(turned)
        assert second is first
        assert (await server.response_to(turned)).kind is CallbackKind.UPDATE
        again = await server.message_of(await server.press_again(turned))
    assert again is first
    assert "이전 1/2" in first.labels


async def test_nobody_turns_the_page_of_another(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _fill(stage, 12)
        mine = await server.message_of(await server.slash("최근"))
        before = mine.text
        theirs = await server.message_of(await server.press_gone("recent@2:", mine, user=server.admin))
    assert theirs is not mine
    assert theirs.ephemeral
    assert mine.text == before


async def test_a_story_is_shared_with_all_once_however_often_it_is_pressed(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "캐시"}))
        sharing = await server.press(found, "채널에 나누기")
        shared = await server.message_of(sharing)
        assert not shared.ephemeral
        assert "회원 님이 ‘캐시’로 찾아서 나눈 글이에요" in shared.text
        second = await server.message_of(await server.press_again(sharing))
    assert second.ephemeral
    assert [one for one in server.general.shown if one.author is server.bot] == [shared]


async def test_a_slow_share_is_announced_in_private_and_posted_once(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(patience_seconds=0.0):
        found = await server.message_of(await server.slash("story", {"query": "캐시"}))
        sharing = await server.press(found, "채널에 나누기")
        posted = await server.followup_to(sharing)
        assert not posted.ephemeral
        second = await server.message_of(await server.press_again(sharing))
    assert second.ephemeral
    assert [one for one in server.general.shown if one.author is server.bot] == [posted]


async def test_a_button_without_a_meaning_gets_a_sensible_answer(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        message = await server.message_of(await server.slash("story"))
        for press in ("gone:1", "!again:unknown", "find~:unknown", "nonsense"):
            answer = await server.message_of(await server.press_gone(press, message))
            assert "이 버튼은 이제 쓸 수 없어요" in answer.text


async def test_a_button_works_after_a_restart_and_says_when_its_story_is_hidden(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "모니터링"}))
    stage.clock.forward(days=30)
    async with stage.bot():
        assert "비슷한 글" in (await server.message_of(await server.press(found, "open:1"))).labels
        await server.message_of(await server.slash("서재관리 숨기기", {"글": "2"}, user=server.admin))
        answer = await server.message_of(await server.press(found, "open:2"))
    assert "해당하는 글이 없어요" in answer.text


async def test_the_same_interaction_twice_has_one_effect(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.slash("저장", {"글": "1"})
        await server.message_of(asked)
        before = len(server.calls)
        await server.redeliver(asked)
        await server.message_of(await server.slash("story"))
    assert len(server.calls) == before + 1


async def test_the_same_interaction_after_a_restart_has_no_effect(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        asked = await server.slash("저장", {"글": "1"})
        await server.message_of(asked)
    before = len(server.calls_of("POST /interactions/{interaction_id}/{interaction_token}/callback"))
    async with stage.bot():
        await server.redeliver(asked)
        await server.message_of(await server.slash("story"))
    assert len(server.calls_of("POST /interactions/{interaction_id}/{interaction_token}/callback")) == before + 1


class HeldPages:
    """A fetcher that is in no hurry."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def fetch(self, link: str) -> FetchedPage:
        await self.gate.wait()
        return FetchedPage(link=link, title="느린 페이지")


async def test_with_much_to_do_answers_are_announced_before_they_are_begun(stage: Stage) -> None:
    server, pages = stage.server, HeldPages()
    async with stage.bot(patience_seconds=60, fetcher=pages):
        posted = await server.message("https://c.example/slow")
        slow = [await server.context_menu("이 링크를 스토리로", posted) for _ in range(3)]
        await asyncio.sleep(0.05)
        waiting = await server.slash("story", {"query": "모니터링"})
        assert (await server.response_to(waiting)).kind is CallbackKind.DEFERRED_MESSAGE
        opened = await server.slash("제안")
        assert (await server.response_to(opened)).kind is CallbackKind.MODAL, "a form cannot be announced"
        pages.gate.set()
        assert "모니터링" in (await server.message_of(waiting)).text
        assert {(await server.response_to(one)).kind for one in slow} == {CallbackKind.MODAL}


class FullDisk:
    """A store on a disk without room."""

    async def read(self, work: Callable[[Library], T]) -> T:
        raise LibraryUnwritable(Path("library.db"))

    async def write(self, work: Callable[[Library], T]) -> T:
        raise LibraryUnwritable(Path("library.db"))


async def test_a_library_that_cannot_be_used_is_said_and_costs_nothing_else(stage: Stage) -> None:
    server = stage.server
    async with dataclasses.replace(stage, store=FullDisk()).bot(command_sync=False):
        await _register(stage)
        answer = await server.message_of(await server.slash("story", {"query": "캐시"}))
        assert "library.db를 쓸 수 없어요" in answer.text
        pressed = await server.autocomplete("story", {"query": "캐시"})
        assert (await server.response_to(pressed)).names == ["캐시"]
        await server.message("캐시", mention=True)
        assert "library.db를 쓸 수 없어요" in (await server.next_message(server.general)).text


async def _register(stage: Stage) -> None:
    """The commands as an earlier start registered them."""
    for number, command in enumerate(payload(COMMANDS), 1):
        stage.server.commands[0][number] = command | {"id": str(number)}


async def _fill(stage: Stage, stories: int) -> None:
    await add(stage.store, *(draft(f"글 {number}", body="") for number in range(stories)))

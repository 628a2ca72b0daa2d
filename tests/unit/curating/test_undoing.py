"""Taking changes back: what stood before stands again, never over what came since."""

import dataclasses

from bot.app import App
from bot.commands.registry import read_press
from bot.story import StoryState
from tests.support.building import ADMIN, MEMBER, StandingClock, add, draft
from tests.unit.curating.support import buttons, pressed, says, story, typed


async def _edit(app: App, number: int, **fields: str) -> None:
    await app.handle(dataclasses.replace(_request(app, f"edit:{number}"), fields=fields))


def _request(app: App, press: str):
    return app.request(read_press(press), actor=ADMIN, channel="slack:C1")


async def test_undo_asks_first_and_says_what(app: App):
    await add(app.store, draft("모니터링 입문"))
    asked = await typed(app, "되돌리기")
    assert "가져옴 · #1 모니터링 입문" in says(asked)
    assert (await story(app.store, 1)).state is StoryState.LIVE
    await pressed(app, buttons(asked)["되돌리기"])
    assert (await story(app.store, 1)).state is StoryState.HIDDEN


async def test_an_edit_is_undone_and_the_undoing_too(app: App):
    await add(app.store, draft("옛 제목", tags=("가",)))
    await _edit(app, 1, title="새 제목", tags="나")
    done = await pressed(app, buttons(await typed(app, "되돌리기"))["되돌리기"])
    assert ((await story(app.store, 1)).title, (await story(app.store, 1)).tags) == ("옛 제목", ("가",))
    await pressed(app, buttons(done)["다시 적용"])
    assert (await story(app.store, 1)).title == "새 제목"


async def test_undoing_again_and_again_goes_further_back(app: App):
    await add(app.store, draft("하나"))
    await _edit(app, 1, title="둘")
    await _edit(app, 1, title="셋")
    titles = []
    for _ in range(2):
        await pressed(app, buttons(await typed(app, "되돌리기"))["되돌리기"])
        titles.append((await story(app.store, 1)).title)
    assert titles == ["둘", "하나"]


async def test_what_was_changed_again_since_is_refused_until_that_is_undone(app: App):
    await add(app.store, draft("하나"))
    await _edit(app, 1, title="둘")
    await _edit(app, 1, title="셋")
    assert "다시 바뀌어서" in says(await pressed(app, "undonow:2"))
    await pressed(app, "undonow:3")
    await pressed(app, "undonow:2")
    assert (await story(app.store, 1)).title == "하나"


async def test_a_later_change_of_another_field_is_no_obstacle(app: App):
    await add(app.store, draft("하나"))
    await _edit(app, 1, title="둘")
    await _edit(app, 1, company="두레")
    await pressed(app, "undonow:2")
    kept = await story(app.store, 1)
    assert (kept.title, kept.company) == ("하나", "두레")


async def test_what_is_undone_already_or_never_was_says_so(app: App):
    await add(app.store, draft("하나"))
    await pressed(app, "undonow:1")
    assert "이미 되돌린" in says(await typed(app, "되돌리기 1"))
    assert "이미 되돌린" in says(await pressed(app, "undonow:1"))
    assert "되돌릴 변경이 없어요" in says(await typed(app, "되돌리기 99"))
    assert "되돌릴 변경이 없어요" in says(await pressed(app, "undonow:느낌표"))


async def test_hiding_approving_and_refusing_are_undone(app: App):
    await add(
        app.store, draft("하나"), draft("둘", state=StoryState.SUGGESTED), draft("셋", state=StoryState.SUGGESTED)
    )
    for line in ("숨기기 1", "승인 2", "거절 3"):
        await typed(app, line)
    for _ in range(3):
        await pressed(app, buttons(await typed(app, "되돌리기"))["되돌리기"])
    states = [(await story(app.store, number)).state for number in (1, 2, 3)]
    assert states == [StoryState.LIVE, StoryState.SUGGESTED, StoryState.SUGGESTED]


async def test_an_undone_edit_is_no_longer_kept_from_imports(app: App):
    await add(app.store, draft("하나", id="a"))
    await _edit(app, 1, title="둘")
    assert await app.store.read(lambda library: library.edited_fields(1)) == {"title"}
    await pressed(app, "undonow:2")
    assert await app.store.read(lambda library: library.edited_fields(1)) == frozenset()


async def test_the_changes_show_names_numbers_and_what_was_undone(app: App, clock: StandingClock):
    await typed(app, "추가 새 글 https://a.example/1")
    await pressed(app, "undonow:1")
    shown = says(await typed(app, "변경"))
    assert "관리자 · 변경 1번 · 되돌림" in shown
    assert "되돌림 · #1 새 글" in shown


async def test_members_undo_nothing(app: App):
    await add(app.store, draft("하나"))
    assert (await pressed(app, "undonow:1", MEMBER)).failed
    assert (await story(app.store, 1)).state is StoryState.LIVE

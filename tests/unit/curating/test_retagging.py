"""Tags renamed and taken away everywhere: asked first, one change, undone as one."""

import pytest

from bot.app import App
from bot.commands.retagging import with_tag
from tests.support.building import add, draft
from tests.unit.curating.support import buttons, pressed, says, story, typed


async def _tags(app: App) -> list[tuple[str, ...]]:
    return [(await story(app.store, number)).tags for number in (1, 2, 3)]


async def _library(app: App) -> None:
    await add(
        app.store,
        draft("하나", tags=("K8s", "배포")),
        draft("둘", tags=("k8s", "쿠버네티스")),
        draft("셋", tags=("배포",)),
    )


async def test_renaming_asks_first_and_says_how_many(app: App):
    await _library(app)
    asked = await typed(app, "태그바꾸기 k8s > 쿠버네티스")
    assert "태그 ‘k8s’를 ‘쿠버네티스’로 바꿀까요? 글 2편이 바뀌어요." in says(asked)
    assert await _tags(app) == [("K8s", "배포"), ("k8s", "쿠버네티스"), ("배포",)]
    await pressed(app, buttons(asked)["2편 모두 바꾸기"])
    assert await _tags(app) == [("쿠버네티스", "배포"), ("쿠버네티스",), ("배포",)]


async def test_all_of_it_is_one_change_undone_as_one(app: App):
    await _library(app)
    done = await pressed(app, "retagnow:k8s > 쿠버네티스")
    assert "태그 바꿈 · #k8s → #쿠버네티스 · 2편" in says(await typed(app, "변경"))
    asked = await pressed(app, buttons(done)["되돌리기"])
    assert "글 2편이 예전으로" in says(asked)
    await pressed(app, buttons(asked)["되돌리기"])
    assert await _tags(app) == [("K8s", "배포"), ("k8s", "쿠버네티스"), ("배포",)]


async def test_undoing_keeps_what_was_changed_since(app: App):
    await _library(app)
    done = await pressed(app, "retagnow:k8s > 쿠버네티스")
    await pressed(app, "untagnow:배포")
    asked = await pressed(app, buttons(done)["되돌리기"])
    undone = await pressed(app, buttons(asked)["되돌리기"])
    assert "1편은 그 뒤에 다시 바뀌어서" in says(undone)
    assert await _tags(app) == [("쿠버네티스",), ("k8s", "쿠버네티스"), ()]


async def test_a_tag_is_taken_off_everywhere(app: App):
    await _library(app)
    asked = await typed(app, "태그지우기 #배포")
    assert "글 2편에서 지울까요?" in says(asked)
    await pressed(app, buttons(asked)["2편 모두 바꾸기"])
    assert await _tags(app) == [("K8s",), ("k8s", "쿠버네티스"), ()]
    assert "붙은 글이 없어요" in says(await pressed(app, buttons(asked)["2편 모두 바꾸기"]))


async def test_a_tag_too_long_for_a_button_is_renamed_too(app: App):
    long = "아주 긴 태그 " * 12
    await add(app.store, draft("하나", tags=(" ".join(long.split()),)))
    asked = await typed(app, f"태그바꾸기 {long} > 짧은")
    await pressed(app, buttons(asked)["1편 모두 바꾸기"])
    assert (await story(app.store, 1)).tags == ("짧은",)


@pytest.mark.parametrize(
    "line", ["태그바꾸기 k8s", "태그바꾸기 > k8s", "태그바꾸기 k8s >", "태그지우기 #", f"태그지우기 {'가' * 101}"]
)
async def test_what_cannot_be_read_says_what_to_write(app: App, line: str):
    await _library(app)
    assert (await typed(app, line)).failed


async def test_hidden_stories_are_renamed_too_and_imports_do_not_bring_the_old_tag_back(app: App):
    await _library(app)
    await typed(app, "숨기기 1")
    await pressed(app, "retagnow:k8s > 쿠버네티스")
    assert (await story(app.store, 1)).tags == ("쿠버네티스", "배포")
    assert "tags" in await app.store.read(lambda library: library.edited_fields(1))


@pytest.mark.parametrize(
    ("tags", "old", "new", "then"),
    [
        (("a", "b"), "A", "c", ("c", "b")),
        (("a", "C"), "a", "c", ("C",)),
        (("a",), "a", "", ()),
        (("b",), "a", "c", ("b",)),
        ((), "a", "c", ()),
    ],
)
def test_each_tag_stands_once(tags: tuple[str, ...], old: str, new: str, then: tuple[str, ...]):
    assert with_tag(tags, old, new) == then

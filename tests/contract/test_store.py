"""The contract of the store, run over every implementation."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import LibraryUnwritable, LinkTaken, UnknownStory
from bot.ports import Collecting, Library, Sharing
from bot.story import Origin, Story, StoryState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, add, draft, opened

LATER = MORNING + timedelta(hours=1)


async def test_a_story_comes_back_as_it_was_put_in(store: SqliteStore):
    full = draft(
        "한글 제목 🚀",
        id="g:글/하나.md",
        body="본문\n둘째 줄",
        link="https://m.blog.example/글/1/?utm_source=slack&b=2#top",
        source_link="https://list.example/1",
        company="두레",
        author="김두레",
        tags=("AWS", "개발 문화"),
        views=12,
        published_at=datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
        origin=Origin.FEED,
    )
    (story,) = await add(store, full)
    again = await store.read(lambda library: library.story(str(story.number)))
    assert again == story
    assert again is not None
    assert again.link == "https://blog.example/%EA%B8%80/1?b=2"
    assert (again.id, again.tags, again.views, again.published_at) == (full.id, full.tags, 12, full.published_at)
    assert await store.read(lambda library: library.story("g:글/하나.md")) == story


async def test_work_that_fails_leaves_nothing_behind(store: SqliteStore):
    def half_done(library: Library) -> None:
        library.add(draft("사라질 글"), actor=ADMIN.key, at=MORNING)
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await store.write(half_done)
    assert await store.read(lambda library: library.count()) == 0
    assert (await store.read(lambda library: library.find("사라질", limit=5))).total == 0
    assert await add(store, draft("다음 글"))


async def test_reading_cannot_change_a_library_on_file(tmp_path: Path):
    async with opened(tmp_path / "library.db") as store:
        with pytest.raises(LibraryUnwritable):
            await store.read(lambda library: library.add(draft(), actor=ADMIN.key, at=MORNING))


@pytest.mark.parametrize(
    "other",
    [
        "https://blog.example/post/1/",
        "http://www.blog.example/post/1",
        "https://m.blog.example/post/1",
        "https://BLOG.example:443/post/1?utm_medium=x#comments",
    ],
)
async def test_a_link_in_another_spelling_is_the_same_link(store: SqliteStore, other: str):
    (first,) = await add(store, draft("하나", link="https://blog.example/post/1"))
    with pytest.raises(LinkTaken) as taken:
        await add(store, draft("둘", link=other))
    assert taken.value.number == first.number


async def test_every_change_leaves_one_audit_row_with_what_stood_there_before(store: SqliteStore):
    (story,) = await add(store, draft("처음 제목"))
    renamed = replace(story, title="바뀐 제목", tags=("새것",))
    await store.write(lambda library: library.change(renamed, actor="test:a", at=LATER, action="edited"))
    await store.write(lambda library: library.change(renamed, actor="test:a", at=LATER, action="edited"))
    hidden = replace(renamed, state=StoryState.HIDDEN)
    await store.write(lambda library: library.change(hidden, actor="test:b", at=LATER, action="hidden"))
    page = await store.read(lambda library: library.changes(limit=10))
    assert [(one.action, one.actor, one.fields) for one in page.changes] == [
        ("hidden", "test:b", ("state",)),
        ("edited", "test:a", ("title", "tags")),
        ("imported", ADMIN.key, ()),
    ]
    assert await store.read(lambda library: library.edited_fields(story.number)) == {"title", "tags"}


async def test_changing_a_story_nobody_knows_is_refused(store: SqliteStore):
    (story,) = await add(store, draft())
    ghost = replace(story, number=99)
    with pytest.raises(UnknownStory):
        await store.write(lambda library: library.change(ghost, actor="test:a", at=LATER, action="edited"))


async def test_adding_editing_hiding_and_restoring_show_in_the_very_next_search(store: SqliteStore):
    async def found(query: str) -> list[int]:
        return [hit.number for hit in (await store.read(lambda library: library.find(query, limit=5))).hits]

    async def become(story: Story) -> None:
        await store.write(lambda library: library.change(story, actor="test:a", at=LATER, action="edited"))

    (story,) = await add(store, draft("쿠버네티스 도입기"))
    assert await found("쿠버네티스") == [story.number]
    edited = replace(story, title="배포 자동화 도입기")
    await become(edited)
    assert (await found("쿠버네티스"), await found("자동화")) == ([], [story.number])
    await become(replace(edited, state=StoryState.HIDDEN))
    assert await found("자동화") == []
    await become(edited)
    assert await found("자동화") == [story.number]


async def test_lists_hold_live_stories_newest_first_and_know_their_tags(store: SqliteStore):
    old = draft("옛글", published_at=MORNING - timedelta(days=400), tags=("AWS",))
    new = draft("새글", published_at=MORNING - timedelta(days=1), tags=("aws", "개발 문화"))
    suggested = draft("제안", state=StoryState.SUGGESTED, tags=("AWS",))
    stories = await add(store, new, old, suggested)
    page = await store.read(lambda library: library.page(limit=1))
    assert (page.total, page.stories) == (2, (stories[0],))
    tagged = await store.read(lambda library: library.page(limit=9, tag="Aws"))
    assert [story.title for story in tagged.stories] == ["새글", "옛글"]
    tags = await store.read(lambda library: library.tags(limit=9))
    assert [(one.tag.casefold(), one.stories) for one in tags] == [("aws", 2), ("개발 문화", 1)]


async def test_a_persons_list_keeps_each_story_once_and_last_saved_first(store: SqliteStore):
    one, two = await add(store, draft("하나"), draft("둘"))
    saving = [
        await store.write(lambda library, number=number, at=at: library.save("test:a", number, at=at))
        for number, at in ((one.number, MORNING), (two.number, LATER), (one.number, LATER))
    ]
    assert saving == [True, True, False]
    page = await store.read(lambda library: library.saved("test:a", limit=1))
    assert (page.total, page.stories) == (2, (two,))
    assert (await store.read(lambda library: library.saved("test:b", limit=1))).total == 0
    assert await store.write(lambda library: library.unsave("test:a", two.number))
    assert not await store.write(lambda library: library.unsave("test:a", two.number))


async def test_featured_days_are_counted_before_a_day(store: SqliteStore):
    one, _ = await add(store, draft("하나"), draft("둘"))
    day = date(2026, 3, 2)
    await store.write(lambda library: library.feature("library", day, one.number, at=MORNING))
    assert await store.read(lambda library: library.featured("library", day)) == one.number
    tomorrow = day + timedelta(days=1)
    assert await store.read(lambda library: library.featured_times("library", before=tomorrow)) == {one.number: 1}
    assert await store.read(lambda library: library.featured_times("library", before=day)) == {}
    assert len(await store.read(lambda library: library.featured_lately("library", tomorrow, days=1))) == 1


async def test_a_long_button_state_is_kept_under_one_short_id(store: SqliteStore):
    state = "가" * 500
    first = await store.write(lambda library: library.remember(state, at=MORNING))
    assert await store.write(lambda library: library.remember(state, at=LATER)) == first
    assert await store.read(lambda library: library.recall(first)) == state
    assert await store.read(lambda library: library.recall("unknown")) is None


async def test_many_people_at_once_lose_nothing(store: SqliteStore):
    async def one_person(number: int) -> None:
        await add(store, draft(f"글 {number}"))
        await store.read(lambda library: library.find("글", limit=3))

    await asyncio.gather(*(one_person(number) for number in range(40)))
    assert await store.read(lambda library: library.count()) == 40


async def test_times_without_microseconds_order_with_those_that_have_them(store: SqliteStore):
    early, late = await add(
        store, draft("앞", published_at=MORNING), draft("뒤", published_at=MORNING + timedelta(microseconds=1))
    )
    page = await store.read(lambda library: library.page(limit=2))
    assert page.stories == (late, early)


async def test_a_key_is_claimed_once_until_it_is_forgotten(store: SqliteStore):
    async def claim(at: datetime) -> bool:
        return await store.write(lambda library: library.claim("slack:event:1", at=at))

    assert [await claim(MORNING), await claim(LATER)] == [True, False]
    await store.write(lambda library: library.release("slack:event:1"))
    assert [await claim(MORNING), await claim(LATER)] == [True, False]
    assert await store.write(lambda library: library.forget_claims(LATER)) == 1
    assert await claim(LATER)


async def test_the_first_space_of_a_platform_claims_the_library_and_others_are_refused(store: SqliteStore):
    async def is_served(space: str) -> bool:
        return await store.write(lambda library: library.claim_space(space, at=MORNING))

    asked = [await is_served(space) for space in ("slack:T1", "slack:T2", "discord:9", "slack:T1")]
    assert asked == [True, False, True, True]


async def test_a_note_is_kept_under_its_key_until_another_takes_its_place(store: SqliteStore):
    async def noted() -> str | None:
        return await store.read(lambda library: library.noted("discord:commands:1"))

    assert await noted() is None
    for value in ("하나", "둘"):
        await store.write(lambda library, value=value: library.note("discord:commands:1", value, at=MORNING))
        assert await noted() == value


async def test_a_visit_lasts_half_an_hour_and_knows_the_one_before(store: SqliteStore):
    async def look(minutes: int) -> datetime | None:
        at = MORNING + timedelta(minutes=minutes)
        return await store.write(lambda library: library.visit("test:a", at=at))

    assert [await look(0), await look(20)] == [None, None]
    assert await look(120) == MORNING + timedelta(minutes=20)
    assert await look(130) == MORNING + timedelta(minutes=20)


async def test_channels_say_what_happens_to_links_and_where_a_story_was_shared(store: SqliteStore):
    (story,) = await add(store, draft(link="https://a.example/1"))
    await store.write(lambda library: library.set_collecting("slack:C1", Collecting.ADD, actor="test:a", at=MORNING))
    assert await store.read(lambda library: library.collecting("slack:C1")) is Collecting.ADD
    await store.write(lambda library: library.set_collecting("slack:C1", None, actor="test:a", at=LATER))
    assert await store.read(lambda library: library.collecting("slack:C1")) is None
    for at in (MORNING, LATER):
        sharing = Sharing(channel="slack:C1", message="171.1", actor="test:a", at=at)
        await store.write(lambda library, sharing=sharing: library.share(story.number, sharing))
    assert [one.at for one in await store.read(lambda library: library.sharings(story.number, limit=9))] == [MORNING]
    assert await store.read(lambda library: library.by_link("http://www.a.example/1/?utm_source=x")) == story


async def test_what_came_in_since_a_moment_is_listed_last_come_first(store: SqliteStore):
    await add(store, draft("옛것"))
    (new,) = await add(store, draft("새것"), at=LATER)
    page = await store.read(lambda library: library.added_since(MORNING, limit=9))
    assert (page.total, page.stories) == (1, (new,))


async def test_openings_are_counted_and_votes_are_one_a_person(store: SqliteStore):
    (story,) = await add(store, draft())

    def use(library: Library) -> tuple[int, list[bool], tuple[int, int]]:
        for day in range(3):
            library.record_opening(story.number, at=MORNING + timedelta(days=day // 2))
        said = [
            library.vote(actor, story.number, likes=likes, at=MORNING)
            for actor, likes in (
                ("t:a", True),
                ("t:a", True),
                ("t:b", True),
                ("t:b", False),
                ("t:c", True),
                ("t:c", None),
            )
        ]
        return library.openings(story.number), said, library.votes(story.number)

    assert await store.write(use) == (3, [True, False, True, True, True, True], (1, 1))


async def test_states_of_buttons_are_forgotten_once_nobody_was_given_them_for_long(store: SqliteStore):
    old, used = await store.write(lambda library: [library.remember(each, at=MORNING) for each in ("old", "used")])
    await store.write(lambda library: library.remember("used", at=LATER))
    assert await store.write(lambda library: library.forget_states(LATER)) == 1
    assert await store.read(lambda library: (library.recall(old), library.recall(used))) == (None, "used")

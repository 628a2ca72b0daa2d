"""What every store does for a tidy library."""

from dataclasses import replace
from datetime import date, timedelta

from bot.curation.links import LinkState
from bot.curation.searching import Missed, Tally
from bot.ports import Library
from bot.story import Story, StoryState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, add, draft
from tests.unit.curation.test_likeness import ARTICLE, OTHER

DAY = date(2026, 3, 2)


async def compare_all(store: SqliteStore) -> int:
    """Compare all that is to compare; gives in how many steps."""
    steps = 1
    while await store.write(lambda library: library.look_for_duplicates(limit=2, at=MORNING)):
        steps += 1
    return steps


async def pairs(store: SqliteStore) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in await store.read(lambda library: library.duplicates())]


async def change(store: SqliteStore, story: Story, **fields: object) -> None:
    changed = replace(story, **fields)  # type: ignore[arg-type]
    await store.write(lambda library: library.change(changed, actor=ADMIN.key, at=MORNING, action="edited"))


async def test_copies_are_found_in_steps_whatever_comes_first(store: SqliteStore):
    await add(store, draft("장애", body=ARTICLE), draft("채용", body=OTHER), draft("사고", body=ARTICLE + " 끝."))
    assert await compare_all(store) == 2
    assert await pairs(store) == [(1, 3)]


async def test_an_edit_makes_or_ends_a_pair(store: SqliteStore):
    one, other = await add(store, draft("장애", body=ARTICLE), draft("채용", body=OTHER))
    await compare_all(store)
    await change(store, other, body=ARTICLE)
    await compare_all(store)
    assert await pairs(store) == [(1, 2)]
    await change(store, one, body=OTHER.replace("채용", "면접") + OTHER[::-1])
    await compare_all(store)
    assert await pairs(store) == []


async def test_a_hidden_story_is_no_duplicate_until_it_is_back(store: SqliteStore):
    one, _ = await add(store, draft("장애", body=ARTICLE), draft("사고", body=ARTICLE))
    await compare_all(store)
    await change(store, one, state=StoryState.HIDDEN)
    assert await pairs(store) == []
    await compare_all(store)
    await change(store, replace(one, state=StoryState.HIDDEN), state=StoryState.LIVE)
    await compare_all(store)
    assert await pairs(store) == [(1, 2)]


async def test_what_was_told_apart_stays_apart_after_edits(store: SqliteStore):
    one, _ = await add(store, draft("장애", body=ARTICLE), draft("사고", body=ARTICLE))
    await compare_all(store)
    assert await store.write(lambda library: library.set_different(2, 1, actor=ADMIN.key, at=MORNING))
    assert not await store.write(lambda library: library.set_different(1, 2, actor=ADMIN.key, at=MORNING))
    await change(store, one, title="또 다른 제목")
    await compare_all(store)
    assert await pairs(store) == []


async def test_a_change_of_views_or_tags_asks_for_no_new_comparison(store: SqliteStore):
    (one,) = await add(store, draft("장애", body=ARTICLE))
    await compare_all(store)
    await change(store, one, views=7, tags=("장애",))
    assert await store.read(lambda library: library.unchecked()) == 0


async def test_a_title_that_everybody_uses_makes_no_pairs_without_end(store: SqliteStore):
    await add(store, *(draft("이번 주의 긴 소식 모음", body="") for _ in range(60)))
    await compare_all(store)
    assert len(await pairs(store)) < 60 * 12


async def test_stories_without_company_or_tags_are_listed_until_skipped(store: SqliteStore):
    await add(
        store,
        draft("다 있음", company="가게", tags=("캐시",)),
        draft("회사 없음", tags=("캐시",)),
        draft("태그 없음", company="가게"),
        draft("제안", state=StoryState.SUGGESTED),
    )

    def listed(library: Library) -> tuple[int, list[int]]:
        page = library.lacking(limit=1)
        return page.total, [story.number for story in page.stories]

    assert await store.read(listed) == (2, [3])
    await store.write(lambda library: library.skip_lacking(3, actor=ADMIN.key, at=MORNING))
    assert await store.read(listed) == (1, [2])


async def test_companies_are_counted_by_host_and_first_piece(store: SqliteStore):
    await add(
        store,
        draft("하나", link="https://velog.io/@kim/하나", company="가게"),
        draft("둘", link="https://velog.io/@lee/둘", company="나라"),
        draft("셋", link="https://velog.io.evil.example/셋", company="다리"),
    )
    found = await store.read(lambda library: library.companies_under(("velog.io/@kim", "velog.io", "none.example")))
    assert [sorted(one) for one in found] == [["가게"], ["가게", "나라"], []]


async def test_a_new_link_is_due_at_once_and_a_changed_one_again(store: SqliteStore):
    (story,) = await add(store, draft("하나", link="https://a.example/1"))
    (look,) = await store.read(lambda library: library.links_due(MORNING, limit=5))
    seen = replace(look, state=LinkState.DEAD, failures=3, since=MORNING, next_at=MORNING + timedelta(days=9))
    await store.write(lambda library: library.put_link_looks([seen]))
    assert await store.read(lambda library: library.links_due(MORNING, limit=5)) == ()
    page = await store.read(lambda library: library.links_that_are(LinkState.DEAD, limit=5))
    assert (page.total, page.looks) == (1, (seen,))
    await change(store, story, link="https://a.example/2")
    await store.write(lambda library: library.put_link_looks([seen]))  # the look was under way meanwhile
    (look,) = await store.read(lambda library: library.links_due(MORNING, limit=5))
    assert (look.link, look.state) == ("https://a.example/2", LinkState.UNSEEN)
    await change(store, replace(story, link="https://a.example/2"), link=None)
    assert await store.read(lambda library: library.link_look(1)) is None


async def test_searches_in_vain_are_listed_by_how_often(store: SqliteStore):
    counts = [
        Tally(day=DAY, query="없는 말", times=2),
        Tally(day=DAY, query="드문 말", times=1),
        Tally(day=DAY, query="열린 말", times=1, hits=3),
        Tally(day=DAY, query="열린 말", opened=1),
        Tally(day=DAY, query="안 연 말", times=1, hits=4),
        Tally(day=DAY - timedelta(days=40), query="옛말", times=9),
    ]
    await store.write(lambda library: library.count_searches(counts))

    def listed(library: Library, missed: Missed) -> list[tuple[str, int, int]]:
        found = library.searched(missed, since=DAY - timedelta(days=30), limit=5)
        return [(one.query, one.times, one.hits) for one in found]

    assert await store.read(lambda library: listed(library, Missed.NOT_FOUND)) == [("없는 말", 2, 0), ("드문 말", 1, 0)]
    assert await store.read(lambda library: listed(library, Missed.NOT_OPENED)) == [("안 연 말", 1, 4)]
    assert await store.write(lambda library: library.forget_searches(DAY - timedelta(days=30))) == 1


async def test_a_search_that_finds_by_now_is_no_longer_in_vain(store: SqliteStore):
    found = [Tally(day=DAY, query="말", times=3), Tally(day=DAY + timedelta(days=1), query="말", times=1, hits=2)]
    await store.write(lambda library: library.count_searches(found))
    missed = await store.read(lambda library: library.searched(Missed.NOT_FOUND, since=DAY, limit=5))
    assert missed == ()


async def test_different_searches_of_a_day_are_bounded(store: SqliteStore):
    many = [Tally(day=DAY, query=f"말 {nth}", times=1) for nth in range(5100)]
    await store.write(lambda library: library.count_searches([*many, Tally(day=DAY, query="말 0", times=1)]))
    first, *_ = listed = await store.read(lambda library: library.searched(Missed.NOT_FOUND, since=DAY, limit=9999))
    assert (len(listed), first.query, first.times) == (5000, "말 0", 2)

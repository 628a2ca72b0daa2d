"""What becomes of drafts on their way into a library that knows some of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from bot.importing import ImportFormat, Item, Refusal, RefusalReason, parse, to_json_line
from bot.story import Draft, Story, StoryState
from bot.taking import BATCH, ImportReport, take_all
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, StandingClock, add, draft, opened


@pytest.fixture
async def library() -> Iterator[SqliteStore]:
    async with opened() as store:
        yield store


async def taken(store: SqliteStore, *drafts: Draft) -> ImportReport:
    items = [Item(draft=one, line=line) for line, one in enumerate(drafts, start=1)]
    return await take_all(store, items, actor="test:import", now=StandingClock(MORNING + timedelta(days=1)))


async def only_story(store: SqliteStore) -> Story:
    (story,) = await store.read(lambda library: library.every(after=0, limit=9))
    return story


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.updated, report.unchanged, len(report.refused)


async def test_importing_again_changes_nothing_but_view_counts_that_grew(library: SqliteStore):
    listing = [
        draft("하나", views=10),
        draft("둘", views=20, link="https://a.example/2"),
        draft("셋", id="x:3", views=30),
    ]
    assert counts(await taken(library, *listing)) == (3, 0, 0, 0)
    assert counts(await taken(library, *listing)) == (0, 0, 3, 0)
    grown = [draft("하나", views=11), draft("둘", views=5, link="https://a.example/2"), draft("셋", id="x:3", views=30)]
    assert counts(await taken(library, *grown)) == (0, 1, 2, 0)
    stories = await library.read(lambda unit: unit.every(after=0, limit=9))
    assert [story.views for story in stories] == [11, 20, 30]


async def test_view_counts_alone_do_not_make_a_story_newer(library: SqliteStore):
    await taken(library, draft(views=1))
    before = await only_story(library)
    await taken(library, draft(views=2))
    after = await only_story(library)
    assert (after.views, after.updated_at) == (2, before.updated_at)


async def test_another_spelling_of_a_link_brings_the_same_story(library: SqliteStore):
    await taken(library, draft("글", link="https://blog.example/p"))
    report = await taken(library, draft("글", link="http://m.blog.example/p/?utm_source=x"))
    assert counts(report) == (0, 0, 1, 0)
    assert (await only_story(library)).link == "https://blog.example/p"


async def test_one_title_with_two_texts_is_two_stories(library: SqliteStore):
    texts = ["캐시를 쓰는 까닭을 적었습니다. " * 5, "Kafka consumer lag alert runbook. " * 5]
    assert counts(await taken(library, *(draft("회고", body=text) for text in texts))) == (2, 0, 0, 0)
    assert counts(await taken(library, *(draft("회고", body=text) for text in texts))) == (0, 0, 2, 0)


async def test_one_title_of_two_companies_is_two_stories(library: SqliteStore):
    assert counts(await taken(library, draft(company="두레"), draft(company="물레"))) == (2, 0, 0, 0)


async def test_ids_that_differ_keep_stories_of_one_title_apart(library: SqliteStore):
    assert counts(await taken(library, draft(id="a"), draft(id="b"))) == (2, 0, 0, 0)


async def test_a_source_that_leaves_a_field_out_takes_nothing_away(library: SqliteStore):
    await taken(library, draft(id="a", company="두레", author="김두레", tags=("aws",)))
    assert counts(await taken(library, draft(id="a"))) == (0, 0, 1, 0)
    assert (await only_story(library)).company == "두레"


async def test_what_an_admin_edited_by_hand_stays_while_the_rest_follows_the_source(library: SqliteStore):
    (story,) = await add(library, draft("원래 제목", id="a"))
    by_hand = replace(story, title="고친 제목")
    await library.write(lambda unit: unit.change(by_hand, actor=ADMIN.key, at=MORNING, action="edited"))
    assert counts(await taken(library, draft("원래 제목", id="a"))) == (0, 0, 1, 0)
    assert counts(await taken(library, draft("더 새로운 제목", id="a", body="새 본문"))) == (0, 1, 0, 0)
    story = await only_story(library)
    assert (story.title, story.body) == ("고친 제목", "새 본문")


async def test_a_hidden_story_stays_hidden_when_it_comes_in_again(library: SqliteStore):
    (story,) = await add(library, draft(id="a"))
    hidden = replace(story, state=StoryState.HIDDEN)
    await library.write(lambda unit: unit.change(hidden, actor=ADMIN.key, at=MORNING, action="hidden"))
    await taken(library, draft(id="a", views=99))
    assert (await only_story(library)).state is StoryState.HIDDEN


async def test_a_draft_with_one_storys_id_and_anothers_link_is_refused_and_the_rest_kept(library: SqliteStore):
    await add(library, draft("하나", id="a"), draft("둘", id="b", link="https://a.example/2"))
    report = await taken(library, draft("하나", id="a", link="https://a.example/2"), draft("셋", id="c"))
    assert counts(report) == (1, 0, 0, 1)
    assert report.refused[0].reason is RefusalReason.LINK_TAKEN


async def test_progress_is_told_batch_by_batch_and_refusals_are_reported(library: SqliteStore):
    told: list[int] = []
    items = [Item(draft=draft(f"글 {line}"), line=line) for line in range(BATCH)]
    refusal = Refusal(line=7, reason=RefusalReason.NO_TITLE)
    report = await take_all(library, [*items, refusal], actor="test:a", now=StandingClock(), progress=told.append)
    assert told == [BATCH, BATCH + 1]
    assert counts(report) == (BATCH, 0, 0, 1)
    assert report.refused == (refusal,)


async def test_an_export_taken_into_an_empty_library_gives_the_same_library(library: SqliteStore):
    await add(library, draft("하나", views=3), draft("둘", link="https://a.example/2", tags=("aws", "개발 문화")))
    await add(library, draft("숨김", state=StoryState.HIDDEN), at=MORNING + timedelta(hours=2))
    stories = await library.read(lambda unit: unit.every(after=0, limit=9))
    lines = "\n".join(to_json_line(story) for story in stories[1:])  # number 1 stays free
    async with opened() as other:
        items = parse(BytesIO(lines.encode()), ImportFormat.JSON_LINES, name="export.jsonl")
        await take_all(other, items, actor="test:import", now=StandingClock(MORNING + timedelta(days=9)))
        assert await other.read(lambda unit: unit.every(after=0, limit=9)) == stories[1:]

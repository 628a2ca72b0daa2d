"""What the items of a feed become, through rounds over a source in memory."""

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.feeds.feed import Feed
from bot.feeds.values import Entry, FeedKind
from bot.fetching import FetchedPage
from bot.ports import Library
from bot.story import Draft, Origin, Story, StoryState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, StandingClock, opened
from tests.support.feeding import TEXT, Source, entry, feed, follower, look


@pytest.fixture
async def library() -> AsyncIterator[SqliteStore]:
    async with opened() as one:
        yield one


class Followed:
    """A library that follows feeds, a day a round."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.clock = StandingClock()

    async def add(self, one: Feed) -> Feed:
        return await self.store.write(lambda library: library.add_feed(one))

    async def round(self, *entries: Entry, kind: FeedKind = FeedKind.RSS, **pages: FetchedPage) -> Source:
        source = Source([look(*entries, kind=kind)], {one.link: one for one in pages.values()})
        await follower(self.store, source, self.clock).round()
        self.clock.forward(days=1, hours=3)
        return source

    async def stories(self, state: StoryState = StoryState.LIVE) -> tuple[Story, ...]:
        return (await self.store.read(lambda library: library.page(limit=50, state=state))).stories


@pytest.fixture
async def followed(library: SqliteStore) -> Followed:
    one = Followed(library)
    await one.add(feed())
    return one


async def test_the_first_look_fills_the_library_and_announces_nothing(followed: Followed) -> None:
    since = followed.clock() - timedelta(days=1)
    await followed.round(entry(1), entry(2))
    await followed.round(entry(1), entry(2), entry(62))
    stories = await followed.stories()
    new = await followed.store.read(lambda library: library.added_since(since, limit=10))
    arrived = await followed.store.read(lambda library: library.arrivals(since, followed.clock(), limit=10))
    assert [story.title for story in stories] == ["62번째 글", "2번째 글", "1번째 글"]
    assert {story.origin for story in stories} == {Origin.FEED}
    assert [story.title for story in new.stories] == ["62번째 글"]
    assert arrived == (stories[0].number,)


async def test_an_old_post_that_appears_later_is_in_the_library_but_no_news(followed: Followed) -> None:
    await followed.round(entry(80))
    since = followed.clock() - timedelta(days=1)
    await followed.round(entry(80), entry(1), entry(62))
    new = await followed.store.read(lambda library: library.added_since(since, limit=10))
    assert [story.title for story in new.stories] == ["62번째 글"]
    assert len(await followed.stories()) == 3


async def test_only_new_takes_nothing_of_the_first_look(library: SqliteStore) -> None:
    followed = Followed(library)
    await followed.add(feed(only_new=True))
    await followed.round(entry(1), entry(2))
    await followed.round(entry(1), entry(2), entry(3))
    assert [story.title for story in await followed.stories()] == ["3번째 글"]


async def test_an_item_is_one_story_however_often_it_is_seen_and_wherever_its_date_moves(followed: Followed) -> None:
    await followed.round(entry(1))
    await followed.round(entry(1, published_at=MORNING))
    await followed.round(entry(1, published_at=None))
    (story,) = await followed.stories()
    assert story.published_at == entry(1).published_at


async def test_an_edited_item_edits_its_story_but_not_what_a_person_edited(followed: Followed) -> None:
    await followed.round(entry(1))
    (story,) = await followed.stories()
    typed = dataclasses.replace(story, title="사람이 고친 제목")
    await followed.store.write(
        lambda library: library.change(typed, actor=ADMIN.key, at=followed.clock(), action="edited")
    )
    await followed.round(entry(1, title="피드가 고친 제목", body=f"고친 본문. {TEXT}", tags=("Kafka",)))
    (story,) = await followed.stories()
    assert (story.title, story.body, story.tags) == ("사람이 고친 제목", f"고친 본문. {TEXT}", ("Kafka",))


async def test_an_item_that_is_gone_changes_nothing(followed: Followed) -> None:
    await followed.round(entry(1), entry(2))
    await followed.round(entry(2))
    assert len(await followed.stories()) == 2


async def test_items_without_ids_are_told_apart_by_links_and_without_links_by_their_words(followed: Followed) -> None:
    nameless = [entry(1, id=None), entry(2, id=None, link=None), entry(3, id=None, link=None)]
    for _ in range(2):
        await followed.round(*nameless)
    assert len(await followed.stories()) == 3


async def test_the_same_article_through_two_feeds_is_one_story(followed: Followed) -> None:
    await followed.add(feed("https://other.example.com/feed"))
    await followed.round(entry(1), entry(2))
    other = [
        entry(1, id="x1", link="http://www.blog.example.com/posts/1/?utm_source=rss"),
        entry(2, id="x2", link="https://medium.com/@gana/2", body=f"{entry(2).body} 이 글은 다른 곳에도 실렸어요."),
        entry(3, id="x3", title="2번째 글", link="https://other.example.com/3", body="전혀 다른 이야기예요. " * 20),
    ]
    source = Source([look(*other)])
    twin = await followed.store.read(lambda library: library.feed(2))
    assert twin is not None
    await follower(followed.store, source, followed.clock).look(twin)
    stories = await followed.stories()
    first = next(story for story in stories if story.title == "1번째 글")
    assert len(stories) == 3
    assert first.link == "https://blog.example.com/posts/1"
    brought = await followed.store.read(lambda library: library.feed_items(1, ["id:id-1"])["id:id-1"])
    known = await followed.store.read(lambda library: library.feed_items(2, ["id:x1"])["id:x1"])
    assert (brought.story, brought.brought) == (known.story, not known.brought) == (first.number, True)


async def test_a_story_somebody_pasted_before_is_the_one_and_only_its_gaps_are_filled(followed: Followed) -> None:
    pasted = Draft(title="내가 적은 제목", link=entry(1).link, origin=Origin.LINK)
    await followed.store.write(lambda library: library.add(pasted, actor=ADMIN.key, at=MORNING))
    await followed.round(entry(1))
    (story,) = await followed.stories()
    assert (story.title, story.body, story.tags) == ("내가 적은 제목", entry(1).body, ("Redis",))


async def test_a_hidden_story_stays_hidden(followed: Followed) -> None:
    await followed.round(entry(1))
    (story,) = await followed.stories()
    hidden = dataclasses.replace(story, state=StoryState.HIDDEN)
    await followed.store.write(
        lambda library: library.change(hidden, actor=ADMIN.key, at=followed.clock(), action="hidden")
    )
    await followed.round(entry(1, title="고친 제목"))
    assert await followed.stories() == ()


async def test_filters_leave_out_and_a_feed_may_only_suggest(library: SqliteStore) -> None:
    followed = Followed(library)
    await followed.add(feed(takes=StoryState.SUGGESTED, excludes=("채용",), company="가나"))
    await followed.round(entry(1), entry(2, title="채용 소식"))
    (story,) = await followed.stories(StoryState.SUGGESTED)
    assert (story.title, story.company) == ("1번째 글", "가나")


async def test_an_item_cut_short_gets_its_text_from_its_page(followed: Followed) -> None:
    cut = entry(1, body="앞부분만 …", is_whole=False)
    page = FetchedPage(link=cut.link or "", title="1번째 글", body=TEXT)
    await followed.round(cut, one=page)
    (story,) = await followed.stories()
    assert story.body == TEXT
    await followed.round(dataclasses.replace(cut, body="앞부분을 고쳤어요 …"))
    assert (await followed.stories())[0].body == TEXT


async def test_the_items_of_a_site_map_become_the_stories_of_their_pages(library: SqliteStore) -> None:
    followed = Followed(library)
    await followed.add(feed(kind=FeedKind.SITEMAP))
    places = [Entry(id=f"https://a.example/{one}", link=f"https://a.example/{one}", is_whole=False) for one in "ab"]
    page = FetchedPage(link="https://a.example/a", title="한 글", body=TEXT)
    listing = FetchedPage(link="https://a.example/b", title="목록", list_of_links=("https://a.example/a",))
    await followed.round(*places, kind=FeedKind.SITEMAP, one=page, two=listing)
    await followed.round(*places, kind=FeedKind.SITEMAP)
    assert [(story.title, story.link) for story in await followed.stories()] == [("한 글", "https://a.example/a")]


async def test_a_feed_removed_while_it_is_looked_at_takes_nothing(followed: Followed) -> None:
    one = await followed.store.read(lambda library: library.feed(1))
    assert one is not None

    def remove(library: Library) -> bool:
        return library.remove_feed(1)

    await followed.store.write(remove)
    await follower(followed.store, Source([look(entry(1))]), followed.clock).look(one)
    assert await followed.stories() == ()

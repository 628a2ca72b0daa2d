"""What every store keeps of feeds."""

from datetime import timedelta

from bot.feeds.feed import FeedItem, FeedState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MORNING, draft
from tests.support.feeding import feed


async def test_a_feed_comes_back_as_it_was_put_in(store: SqliteStore) -> None:
    one = feed(
        home="https://blog.example.com/",
        company="가나",
        includes=("쿠버네티스",),
        excludes=("#채용",),
        only_new=True,
        etag='W/"1"',
        interval=timedelta(minutes=95),
        begun=True,
        looked_at=MORNING,
        failures=2,
        failing_since=MORNING,
        problem="fetch.timeout",
        facts={"host": "blog.example.com", "limit": 0},
    )
    added = await store.write(lambda library: library.add_feed(one))
    assert added.number == 1
    assert await store.read(lambda library: library.feeds()) == (added,)
    assert await store.read(lambda library: library.feed_at("http://www.blog.example.com/feed/")) == added


async def test_an_address_is_followed_once(store: SqliteStore) -> None:
    first = await store.write(lambda library: library.add_feed(feed(name="먼저")))
    again = await store.write(lambda library: library.add_feed(feed("http://blog.example.com/feed", name="다시")))
    assert again == first


async def test_due_feeds_are_those_that_are_on_the_longest_due_first(store: SqliteStore) -> None:
    for number, state in enumerate((FeedState.ON, FeedState.OFF, FeedState.GONE, FeedState.ON)):
        one = feed(f"https://{number}.example.com/", state=state, next_at=MORNING - timedelta(hours=number))
        await store.write(lambda library, one=one: library.add_feed(one))
    due = await store.read(lambda library: library.due_feeds(MORNING, limit=10))
    assert [one.number for one in due] == [4, 1]
    assert len(await store.read(lambda library: library.due_feeds(MORNING, limit=1))) == 1


async def test_items_are_known_by_key_and_wanted_pages_come_least_tried_first(store: SqliteStore) -> None:
    await store.write(lambda library: library.add_feed(feed()))
    tried = FeedItem(key="b", page="https://blog.example.com/b", tries=1)
    fresh = FeedItem(key="c", page="https://blog.example.com/c", first=True)
    for item in (FeedItem(key="a", print="x"), tried, fresh):
        await store.write(lambda library, item=item: library.put_feed_item(1, item))
    held = await store.read(lambda library: library.feed_items(1, ["a", "c", "z"]))
    wanted = await store.read(lambda library: library.wanted_pages(limit=10))
    assert held == {"a": FeedItem(key="a", print="x"), "c": fresh}
    assert [one.item for one in wanted] == [fresh, tried]


async def test_a_removed_feed_leaves_its_stories(store: SqliteStore) -> None:
    await store.write(lambda library: library.add_feed(feed()))
    story = await store.write(lambda library: library.add(draft(), actor=ADMIN.key, at=MORNING))
    item = FeedItem(key="a", story=story.number, brought=True)
    await store.write(lambda library: library.put_feed_item(1, item))
    assert await store.read(lambda library: library.feed_items(1, ["a"])) == {"a": item}
    assert await store.read(lambda library: library.feed_stories()) == {1: 1}
    assert await store.write(lambda library: library.remove_feed(1))
    assert not await store.write(lambda library: library.remove_feed(1))
    assert await store.read(lambda library: (library.feed_items(1, ["a"]), library.count())) == ({}, 1)


async def test_a_quiet_story_is_not_new(store: SqliteStore) -> None:
    story = await store.write(lambda library: library.add(draft(), actor=ADMIN.key, at=MORNING))
    for _ in range(2):
        await store.write(lambda library: library.keep_quiet(story.number))
    since = MORNING - timedelta(days=1)
    assert (await store.read(lambda library: library.added_since(since, limit=5))).total == 0
    assert await store.read(lambda library: library.count()) == 1

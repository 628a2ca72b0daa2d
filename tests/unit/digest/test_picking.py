"""What a post holds: new stories since the last one, the week's best, filters; and what it looks like."""

from dataclasses import replace
from datetime import date, timedelta

from bot.app import App
from bot.digest.outbox import PostOutcome, PostReason, PostState
from bot.digest.posting import Poster
from bot.digest.target import STARTER_AUTO, Kind, Target
from bot.digest.wording import digest_reply
from bot.reply import Actions, Button, Listing, Reply, StoryCard, Text
from bot.story import Origin, StoryState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MEMBER, MORNING, SEOUL, StandingClock, add, app_over, draft, opened
from tests.support.messaging import Channel

CHANNEL = "slack:C1"
DAY = date(2026, 3, 2)
TARGET = Target(channel=CHANNEL, zone=SEOUL, since=MORNING - timedelta(hours=1), kind=Kind.NEW)


async def schedule(store: SqliteStore, target: Target = TARGET) -> None:
    await store.write(lambda library: library.set_target(target, actor="test:a", at=MORNING))


async def tick(store: SqliteStore, clock: StandingClock, channel: Channel) -> None:
    await Poster(store=store, messengers={"slack": channel}, now=clock, owner="one").tick()


async def held(store: SqliteStore, day: date = DAY) -> set[str]:
    """The titles of a day's post."""
    post = await store.read(lambda library: library.post(CHANNEL, day))
    numbers = post.stories if post else ()
    return {story.title for story in await store.read(lambda library: library.stories(numbers))}


async def test_a_story_exactly_at_the_cut_off_belongs_to_the_day_that_ends_there():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await schedule(store)
        await add(store, draft("어제 글"), at=MORNING - timedelta(days=1))
        await add(store, draft("제때 글"), at=MORNING)
        await add(store, draft("늦은 글"), at=MORNING + timedelta(microseconds=1))
        clock.forward(hours=1)
        await tick(store, clock, channel)
        assert await held(store) == {"어제 글", "제때 글"}
        clock.forward(days=1)
        await tick(store, clock, channel)
        assert await held(store, DAY + timedelta(days=1)) == {"늦은 글"}


async def test_what_a_failed_day_could_not_send_comes_with_the_next_post():
    async with opened() as store:
        clock, channel = StandingClock(), Channel(faults=[(PostOutcome.CONTENT, False)])
        await schedule(store)
        await add(store, draft("첫날 글"), at=MORNING - timedelta(hours=2))
        await tick(store, clock, channel)
        await add(store, draft("둘째 날 글"), at=MORNING + timedelta(hours=2))
        clock.forward(days=1)
        await tick(store, clock, channel)
        assert await held(store, DAY + timedelta(days=1)) == {"첫날 글", "둘째 날 글"}


async def test_a_story_that_became_visible_after_its_moment_is_not_lost():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await schedule(store)
        await add(store, draft("먼저"), at=MORNING - timedelta(hours=1))
        await tick(store, clock, channel)
        await add(store, draft("긴 가져오기의 끝"), at=MORNING - timedelta(minutes=5))
        clock.forward(days=1)
        await tick(store, clock, channel)
        assert await held(store, DAY + timedelta(days=1)) == {"긴 가져오기의 끝"}


async def test_a_suggested_story_comes_in_when_it_is_approved():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await schedule(store)
        (story,) = await add(store, draft("제안한 글", state=StoryState.SUGGESTED), at=MORNING - timedelta(days=60))
        live = replace(story, state=StoryState.LIVE)
        at = MORNING - timedelta(minutes=1)
        await store.write(lambda library: library.change(live, actor="test:a", at=at, action="approved"))
        await tick(store, clock, channel)
        assert await held(store) == {"제안한 글"}


async def test_many_new_stories_are_capped_and_the_rest_is_paged_through_privately():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        app = app_over(store, clock)
        await schedule(store)
        await add(store, *(draft(f"새 글 {n:02}") for n in range(23)), at=MORNING - timedelta(hours=1))  # type: ignore[arg-type]
        await tick(store, clock, channel)
        stories = await store.read(lambda library: library.page(limit=23))
        shown = digest_reply(stories.stories, TARGET, DAY)
        assert len(rows(shown)) == 8
        assert [button.label for button in buttons(shown)] == ["더 보기 (15편)"]
        first = await app.press(buttons(shown)[0].press, actor=MEMBER, channel=CHANNEL)
        assert first.private
        assert len(rows(first)) == 10
        second = await app.press(buttons(first)[0].press, actor=MEMBER, channel=CHANNEL)
        assert len(rows(second)) == 5
        assert len({*rows(shown), *rows(first), *rows(second)}) == 23


async def test_the_week_holds_what_people_noticed_and_nothing_twice():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await schedule(store, replace(TARGET, kind=Kind.WEEKLY))
        stories = await add(store, *(draft(f"글 {n}") for n in range(9)), at=MORNING - timedelta(days=90))  # type: ignore[arg-type]

        def notice(library: object) -> None:
            library.record_opening(stories[3].number, at=MORNING - timedelta(days=2))  # type: ignore[attr-defined]
            library.save("test:m", stories[5].number, at=MORNING - timedelta(days=3))  # type: ignore[attr-defined]
            library.vote("test:m", stories[6].number, likes=True, at=MORNING - timedelta(days=3))  # type: ignore[attr-defined]
            library.vote("test:m", stories[7].number, likes=False, at=MORNING - timedelta(days=3))  # type: ignore[attr-defined]
            library.record_opening(stories[8].number, at=MORNING - timedelta(days=20))  # type: ignore[attr-defined]

        await store.write(notice)
        await tick(store, clock, channel)
        assert await held(store) == {"글 3", "글 5", "글 6"}
        clock.forward(days=1)
        await tick(store, clock, channel)
        post = await store.read(lambda library: library.post(CHANNEL, DAY + timedelta(days=1)))
        assert post is not None
        assert (post.state, post.reason) == (PostState.SKIPPED, PostReason.EMPTY)


async def test_filters_by_tag_company_and_source():
    async with opened() as store:
        await add(
            store,
            draft("태그", tags=("AWS",)),
            draft("회사", company="Kakao"),
            draft("피드", origin=Origin.FEED),
            draft("주소", link="https://tech.example.com/a"),
            draft("남의 주소", link="https://notech.example.com/a"),
        )

        async def fitting(**filters: object) -> set[str]:
            target = replace(TARGET, **filters)  # type: ignore[arg-type]
            numbers = await store.read(lambda library: library.fitting(target))
            stories = await store.read(lambda library: library.stories(sorted(numbers or ())))
            return {story.title for story in stories}

        assert await fitting(tags=("aws",)) == {"태그"}
        assert await fitting(companies=("kakao",)) == {"회사"}
        assert await fitting(sources=("feed", "tech.example.com")) == {"피드", "주소"}
        assert await fitting(tags=("aws",), companies=("kakao",)) == set()


async def test_where_it_is_wished_the_channel_is_told_that_there_is_nothing_once():
    async with opened() as store:
        clock, channel = StandingClock(), Channel()
        await schedule(store, replace(TARGET, notes_when_empty=True))
        for _ in range(3):
            await tick(store, clock, channel)
            clock.forward(minutes=1)
        assert [text for _, _, text in channel.posted] == ["3월 2일 월요일에는 새로 들어온 글이 없어요."]


async def test_the_card_has_what_can_be_done_with_a_story_and_starts_a_talk_where_wished():
    async with opened() as store:
        (story,) = await add(
            store, draft("왜 느릴까?", body="# 왜 느려졌을까?\n지표를 봅니다.", link="https://a.example/1")
        )
        shown = digest_reply([story], replace(TARGET, kind=Kind.FEATURED, starter=STARTER_AUTO), DAY)
        (card,) = (part for part in shown.parts if isinstance(part, StoryCard))
        labels = [button.label for button in card.buttons]
        assert labels == ["원문 읽기", "저장", "비슷한 글", "이 글에 물어보기", "👍", "👎", "왜 이 글?"]
        (talk,) = (part for part in shown.parts if isinstance(part, Text))
        assert "왜 느릴까?" in talk.paragraphs[0]
        plain = digest_reply([story], replace(TARGET, kind=Kind.FEATURED), DAY)
        assert not [part for part in plain.parts if isinstance(part, Text)]


async def test_a_vote_is_one_a_person_and_is_taken_back_by_the_same_press(app: App):
    (story,) = await add(app.store, draft("평가할 글"))

    async def press(name: str) -> str:
        return (await app.press(f"{name}:{story.number}", actor=MEMBER, channel=CHANNEL)).summary

    assert "남겼어요" in await press("like")
    assert "덜 고를게요" in await press("dislike")
    assert await app.store.read(lambda library: library.votes(story.number)) == (0, 1)
    assert "취소했어요" in await press("dislike")
    assert await app.store.read(lambda library: library.votes(story.number)) == (0, 0)


async def test_today_in_a_channel_with_a_schedule_is_what_that_channel_gets():
    async with opened() as store:
        clock, channel = StandingClock(MORNING - timedelta(minutes=30)), Channel()
        app = app_over(store, clock)
        await add(store, *(draft(f"글 {n}") for n in range(12)))  # type: ignore[arg-type]
        await schedule(store, replace(TARGET, kind=Kind.FEATURED))
        before = await app.type("오늘", actor=ADMIN, channel=CHANNEL)
        clock.forward(hours=1)
        await tick(store, clock, channel)
        after = await app.type("오늘", actor=ADMIN, channel=CHANNEL)
        assert before.summary == after.summary == channel.posted[0][2].replace(":", "")
        elsewhere = [await app.type("오늘", actor=ADMIN, channel="slack:C9") for _ in range(2)]
        assert elsewhere[0] == elsewhere[1]


def rows(reply: Reply) -> list[str]:
    return [row.label for part in reply.parts if isinstance(part, Listing) for row in part.rows]


def buttons(reply: Reply) -> list[Button]:
    return [button for part in reply.parts if isinstance(part, Actions) for button in part.buttons]

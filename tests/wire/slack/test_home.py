"""The Home tab: today's story, search, the person's list, what is new since the last visit; more for admins."""

from tests.support.building import add, draft
from tests.support.slack_server import ADMIN, MEMBER, View
from tests.wire.slack.running import Running


async def home(bot: Running, user: str = MEMBER) -> View:
    """The tab a person sees when they look in."""
    before = bot.slack.home(user)
    versions = before.versions if before else 0
    await bot.slack.open_home(user)
    return await bot.slack.until(
        lambda: view if (view := bot.slack.home(user)) and view.versions > versions else None, what="the Home tab"
    )


async def test_the_tab_has_todays_story_search_and_recent_ones_within_100_blocks(bot: Running):
    view = await home(bot)
    for words in ("오늘의 글", "무엇을 찾을까요?", "새것부터", "담아 둔 글이 없어요"):
        assert words in view.shows
    assert "제안함" not in view.buttons
    assert len(view.blocks) <= 100
    bot.slack.assert_clean()


async def test_what_came_in_since_the_last_visit_is_told(bot: Running):
    await home(bot)
    bot.clock.forward(hours=3)
    await add(bot.store, draft("그 사이에 들어온 글"), at=bot.clock())
    view = await home(bot)
    assert "새 글 1편이 들어왔어요" in view.shows
    assert "그 사이에 들어온 글" in view.shows
    bot.slack.assert_clean()


async def test_a_press_on_the_tab_opens_a_modal_and_saving_there_shows_on_the_tab(bot: Running):
    view = await home(bot)
    modal = await bot.slack.view_of(await bot.slack.press(view, "자세히"))
    await bot.slack.until(lambda: "저장" in modal.buttons)
    await bot.slack.press(modal, "저장")
    await bot.slack.until(lambda: "담았어요" in modal.shows)
    await bot.slack.until(lambda: "담아 둔 글 1편" in view.shows)
    bot.slack.assert_clean()


async def test_the_search_box_of_the_tab_answers_in_a_modal(bot: Running):
    view = await home(bot)
    modal = await bot.slack.view_of(await bot.slack.press(view, "query", choose="쿠버네티스"))
    await bot.slack.until(lambda: "쿠버네티스 도입기" in modal.shows)
    bot.slack.assert_clean()


async def test_an_admin_has_what_waits_and_adds_from_the_tab(bot: Running):
    view = await home(bot, ADMIN)
    assert {"글 추가", "제안함", "최근 변경"} <= set(view.buttons)
    modal = await bot.slack.view_of(await bot.slack.press(view, "글 추가"))
    await bot.slack.until(lambda: modal.callback_id == "form")
    await bot.slack.submit(modal, {"제목": "홈에서 넣은 글"})
    await bot.slack.until(lambda: "추가했어요" in modal.shows)
    await bot.slack.until(lambda: "홈에서 넣은 글" in view.shows)
    bot.slack.assert_clean()


async def test_a_tab_published_meanwhile_is_published_again(bot: Running):
    await home(bot)
    stale = {"type": "app_home_opened", "user": MEMBER, "channel": "D0MEMBER1", "tab": "home"}
    await bot.slack.event({**stale, "view": {"id": "V1", "hash": "1.stale", "type": "home"}})
    view = bot.slack.home(MEMBER)
    await bot.slack.until(lambda: view is not None and view.versions > 1)
    assert [call.error for call in bot.slack.calls.of("views.publish")][-2:] == ["hash_conflict", None]


async def test_the_messages_tab_publishes_nothing(socket_bot: Running):
    await socket_bot.slack.open_home(tab="messages")
    await socket_bot.slack.settled()
    assert socket_bot.slack.calls.of("views.publish") == []

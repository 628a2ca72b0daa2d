"""Links in channels: nothing unless wished, a quiet hint at known ones, new ones collected, the past read, unfurls."""

from bot.fetching import FetchedPage
from bot.ports import Collecting
from bot.story import StoryState
from tests.support.slack_server import ADMIN, GENERAL, MEMBER, OTHER_MEMBER, Message
from tests.wire.slack.running import Pages, Running, running

KNOWN = "https://blog.example/kubernetes"
NEW = FetchedPage(link="https://new.example/post", title="새로 올라온 글", body="본문이에요.")


async def wish(bot: Running, mode: Collecting, channel: str = GENERAL) -> None:
    """A channel's links are to be looked at."""
    at = bot.clock()
    await bot.store.write(lambda library: library.set_collecting(f"slack:{channel}", mode, actor="slack:U1", at=at))


async def titles(bot: Running, state: StoryState) -> list[str]:
    """What stands in the library in a state."""
    page = await bot.store.read(lambda library: library.page(limit=50, state=state))
    return [story.title for story in page.stories]


def hints(bot: Running, user: str) -> list[Message]:
    """What one person was shown quietly."""
    return [one for one in bot.slack.messages(GENERAL, seen_by=user) if one.is_ephemeral]


async def test_links_in_a_channel_that_did_not_ask_for_it_are_left_alone(socket_bot: Running):
    await socket_bot.slack.say(KNOWN)
    await socket_bot.slack.settled()
    assert hints(socket_bot, MEMBER) == []


async def test_a_known_link_is_hinted_at_to_the_poster_alone_with_where_it_was_before(bot: Running):
    await wish(bot, Collecting.HINT)
    await bot.slack.say(f"<{KNOWN}?utm_source=slack&amp;a=1> 좋아요", user=OTHER_MEMBER)
    await bot.slack.settled()
    await bot.slack.say(f"이거 <{KNOWN}?utm_source=x|글>")
    await bot.slack.until(lambda: hints(bot, MEMBER))
    (hint,) = hints(bot, MEMBER)
    assert "서재에 있는 글이에요" in hint.shows
    story = await bot.numbered("쿠버네티스 도입기")
    shared = await bot.store.read(lambda library: library.sharings(story.number, limit=9))
    assert [one.actor for one in shared][-1] in {f"slack:{MEMBER}", f"slack:{OTHER_MEMBER}"}
    bot.slack.assert_clean()


async def test_new_links_become_suggestions_or_stories_as_the_channel_wishes():
    async with running(pages=Pages(NEW)) as bot:
        await wish(bot, Collecting.SUGGEST)
        await bot.slack.say(f"<{NEW.link}> 읽어 보세요")
        await bot.slack.settled()
        assert await titles(bot, StoryState.SUGGESTED) == ["새로 올라온 글"]
        await wish(bot, Collecting.ADD)
        await bot.slack.say("<https://gone.example/1>")
        await bot.slack.settled()
        assert "https://gone.example/1" in await titles(bot, StoryState.SUGGESTED)
        assert bot.slack.posted(GENERAL) == []
        bot.slack.assert_clean()


async def test_an_admin_turns_collecting_on_and_has_the_past_read_with_progress():
    async with running(pages=Pages(NEW)) as bot:
        for number in range(230):
            bot.slack.put(f"<{KNOWN}>" if number == 5 else f"말 {number}", user=MEMBER)
        bot.slack.put(f"<{NEW.link}>", user=OTHER_MEMBER)
        screen = await bot.slack.reply_to(await bot.slack.command("모으기 추가", user=ADMIN))
        told = await bot.slack.reply_to(await bot.slack.press(screen, "지난 링크 모으기"))
        assert "DM으로" in told.shows
        direct = bot.slack.workspace.direct(ADMIN).id
        await bot.slack.until(lambda: [one for one in bot.slack.posted(direct) if "모두 봤어요" in one.shows])
        (progress,) = bot.slack.posted(direct)
        assert "메시지 231개" in progress.shows
        assert "새 글 1편" in progress.shows
        assert progress.versions >= 3
        assert "새로 올라온 글" in await titles(bot, StoryState.LIVE)
        bot.slack.assert_clean()


async def test_a_member_cannot_have_the_past_read(socket_bot: Running):
    await wish(socket_bot, Collecting.ADD)
    screen = await socket_bot.slack.reply_to(await socket_bot.slack.command("모으기", user=ADMIN))
    await socket_bot.slack.event({"type": "message", "channel": GENERAL, "user": MEMBER, "text": "그냥"})
    screen.ephemeral_to = MEMBER
    told = await socket_bot.slack.reply_to(await socket_bot.slack.press(screen, "지난 링크 모으기", user=MEMBER))
    assert "관리자만" in told.shows


async def test_the_past_of_a_channel_without_the_bot_stops_with_what_to_do(socket_bot: Running):
    await wish(socket_bot, Collecting.ADD)
    screen = await socket_bot.slack.reply_to(await socket_bot.slack.command("모으기", user=ADMIN))
    socket_bot.slack.workspace.channels[GENERAL].members.discard("U0STORYBT")
    await socket_bot.slack.press(screen, "지난 링크 모으기")
    direct = socket_bot.slack.workspace.direct(ADMIN).id
    await socket_bot.slack.until(
        lambda: [one for one in socket_bot.slack.posted(direct) if "not_in_channel" in one.shows]
    )


async def test_a_link_to_our_own_page_unfolds_into_its_card():
    async with running(page_host="stories.example") as bot:
        story = await bot.numbered("쿠버네티스 도입기")
        for composing in (True, False):
            await bot.slack.share_link(f"https://stories.example/s/{story.number}", composing=composing)
            await bot.slack.settled()
        calls = bot.slack.calls.of("chat.unfurl")
        assert len(calls) == 2
        assert all(call.ok for call in calls)
        assert "쿠버네티스 도입기" in str(calls[0].arguments["unfurls"])
        bot.slack.assert_clean()


async def test_other_links_and_unknown_stories_do_not_unfold():
    async with running(page_host="stories.example") as bot:
        await bot.slack.share_link("https://stories.example/s/999", "https://other.example/s/1")
        await bot.slack.settled()
        assert bot.slack.calls.of("chat.unfurl") == []

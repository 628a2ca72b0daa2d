"""`/story` in Slack: acknowledged at once, answered to the person alone, paged, opened, saved, shared once."""

from bot.ports import Sharing
from tests.support.slack_server import ADMIN, GENERAL, MEMBER, OTHER_MEMBER, OUTSIDE, Delivery, Message, refused
from tests.wire.slack.running import Running


async def asked(bot: Running, text: str, *, user: str = MEMBER, channel: str = GENERAL) -> Message:
    """The answer to a command."""
    return await bot.slack.reply_to(await bot.slack.command(text, user=user, channel=channel))


async def pressed(bot: Running, where: Message, what: str, *, user: str | None = None) -> Message:
    """The message that a press brings."""
    delivery = await bot.slack.press(where, what, user=user)
    return await bot.slack.reply_to(delivery)


async def sharings(bot: Running, title: str) -> tuple[Sharing, ...]:
    """Where the story with this title was shared."""
    story = await bot.numbered(title)
    return await bot.store.read(lambda library: library.sharings(story.number, limit=9))


async def test_a_search_is_answered_to_the_asker_alone_and_says_why(bot: Running):
    delivery = await bot.slack.command("쿠버네티스")
    reply = await bot.slack.reply_to(delivery)
    assert delivery.acked
    assert reply.ephemeral_to == MEMBER
    assert "쿠버네티스 도입기" in reply.shows
    assert "제목" in reply.shows
    assert {"원문 읽기", "자세히", "저장", "비슷한 글", "채널에 나누기"} <= set(reply.buttons)
    bot.slack.assert_clean()


async def test_alone_it_shows_what_to_do_and_todays_story(bot: Running):
    reply = await asked(bot, "")
    assert "오늘의 글" in reply.shows
    assert "새로 들어온 글" in reply.shows
    bot.slack.assert_clean()


async def test_korean_and_english_names_do_the_same(socket_bot: Running):
    korean, english = await asked(socket_bot, "도움말"), await asked(socket_bot, "help")
    assert korean.shows == english.shows
    socket_bot.slack.assert_clean()


async def test_next_and_previous_turn_the_page_in_place(bot: Running):
    first = await asked(bot, "배포 자동화")
    before = first.shows
    await bot.slack.press(first, "다음 2/2")
    await bot.slack.until(lambda: first.versions == 2, what="the second page")
    assert "2/2쪽" in first.shows
    await bot.slack.press(first, "이전 1/2")
    await bot.slack.until(lambda: first.versions == 3, what="the first page again")
    assert first.shows == before
    bot.slack.assert_clean()


async def test_opening_a_hit_leaves_the_list_where_it_is(bot: Running):
    found = await asked(bot, "쿠버네티스")
    opened = await pressed(bot, found, "자세히")
    assert "배포 시간을 절반으로 줄였습니다" in opened.shows
    assert opened.ephemeral_to == MEMBER
    assert found.versions == 1
    bot.slack.assert_clean()


async def test_saving_is_seen_in_the_persons_own_list(bot: Running):
    found = await asked(bot, "쿠버네티스")
    assert "담았어요" in (await pressed(bot, found, "저장")).shows
    assert "쿠버네티스 도입기" in (await asked(bot, "내 목록")).shows
    assert "쿠버네티스" not in (await asked(bot, "내 목록", user=OTHER_MEMBER)).shows
    bot.slack.assert_clean()


async def test_sharing_posts_once_under_the_name_with_the_query_however_often_it_is_pressed(bot: Running):
    found = await asked(bot, "쿠버네티스")
    for _ in range(2):
        await bot.slack.press(found, "채널에 나누기")
    await bot.slack.settled()
    (posted,) = bot.slack.posted(GENERAL)
    assert "김회원 님이 ‘쿠버네티스’로 찾아서 나눈 글이에요." in posted.shows
    assert posted.options.get("unfurl_links") is not True
    assert any("방금 나눴어요" in one.shows for one in bot.slack.messages(GENERAL, seen_by=MEMBER))
    assert [one.message for one in await sharings(bot, "쿠버네티스 도입기")] == [posted.ts]
    bot.slack.assert_clean()


async def test_sharing_works_where_the_bot_is_no_member(bot: Running):
    found = await asked(bot, "쿠버네티스", channel=OUTSIDE)
    await bot.slack.press(found, "채널에 나누기")
    posted = await bot.slack.until(lambda: bot.slack.posted(OUTSIDE)[-1:] and bot.slack.posted(OUTSIDE)[-1])
    assert "쿠버네티스 도입기" in posted.shows
    bot.slack.assert_clean()


async def test_who_shared_may_delete_it_and_others_may_not(bot: Running):
    found = await asked(bot, "쿠버네티스")
    await bot.slack.press(found, "채널에 나누기")
    posted = await bot.slack.until(lambda: next(iter(bot.slack.posted(GENERAL)), None))
    told = await pressed(bot, posted, "내 답변 지우기", user=OTHER_MEMBER)
    assert "지울 수 있어요" in told.shows
    assert not posted.deleted
    await bot.slack.press(posted, "내 답변 지우기", user=MEMBER)
    await bot.slack.until(lambda: posted.deleted)
    bot.slack.assert_clean()


async def test_an_admin_may_delete_what_others_shared(socket_bot: Running):
    found = await asked(socket_bot, "쿠버네티스")
    await socket_bot.slack.press(found, "채널에 나누기")
    posted = await socket_bot.slack.until(lambda: next(iter(socket_bot.slack.posted(GENERAL)), None))
    await socket_bot.slack.press(posted, "내 답변 지우기", user=ADMIN)
    await socket_bot.slack.until(lambda: posted.deleted)


async def test_what_people_type_never_becomes_markup_or_a_mention(bot: Running):
    for text in ("<!channel> &amp; *굵게* ", "<@U0ADMIN01>", "@here `code` ~x~ _y_", "&lt;!here&gt;"):
        await asked(bot, text)
    bot.slack.assert_clean()


async def test_a_link_button_is_acknowledged_and_answered_by_nobody(bot: Running):
    found = await asked(bot, "쿠버네티스")
    delivery: Delivery = await bot.slack.press(found, "원문 읽기")
    await bot.slack.settled()
    assert delivery.acked
    assert bot.slack.replies_to(delivery) == []


async def test_an_english_speaker_is_answered_in_english(socket_bot: Running):
    socket_bot.slack.workspace.users[MEMBER] = type(socket_bot.slack.workspace.users[MEMBER])(
        id=MEMBER, name="member", real_name="Kim", locale="en-US"
    )
    assert "Search" not in (await asked(socket_bot, "쿠버네티스")).shows
    assert "library" in (await asked(socket_bot, "")).shows


async def test_a_slash_command_called_like_one_of_ours_is_that_one(socket_bot: Running):
    reply = await socket_bot.slack.reply_to(await socket_bot.slack.command("", name="/recent"))
    assert "새것부터" in reply.shows


async def test_an_unexpected_fault_is_told_under_a_name(socket_bot: Running):
    socket_bot.slack.fault("response_url", refused("strange_new_error"))
    socket_bot.slack.fault("chat.postEphemeral", refused("strange_new_error"))
    reply = await socket_bot.slack.reply_to(await socket_bot.slack.command("쿠버네티스"))
    assert "strange_new_error" in reply.shows

"""Mentions in channels, threads and direct messages: the same as `/story`, answered in the thread."""

from tests.support.slack_server import ADMIN, BOT, DM, GENERAL, MEMBER, OTHER_MEMBER
from tests.wire.slack.running import Running

CALL = f"<@{BOT}>"


async def test_a_mention_is_answered_in_a_thread_below_it(bot: Running):
    said = await bot.slack.say(f"{CALL} 쿠버네티스")
    reply = await bot.slack.reply_to(said)
    assert "쿠버네티스 도입기" in reply.shows
    assert reply.thread_ts == said.payload["event"]["ts"]
    assert not reply.is_ephemeral
    bot.slack.assert_clean()


async def test_a_mention_inside_a_thread_is_answered_there(bot: Running):
    root = bot.slack.put("배포가 느려요")
    said = await bot.slack.say(f"{CALL} 배포 자동화", thread_ts=root.ts)
    reply = await bot.slack.reply_to(said)
    assert reply.thread_ts == root.ts
    bot.slack.assert_clean()


async def test_who_asked_turns_the_page_for_all_and_others_get_it_for_themselves(bot: Running):
    reply = await bot.slack.reply_to(await bot.slack.say(f"{CALL} 배포 자동화"))
    own = await bot.slack.press(reply, "다음 2/2", user=OTHER_MEMBER)
    assert "2/2쪽" in (await bot.slack.reply_to(own)).shows
    assert reply.versions == 1
    await bot.slack.press(reply, "다음 2/2", user=MEMBER)
    await bot.slack.until(lambda: reply.versions == 2)
    assert "내 답변 지우기" in reply.buttons
    bot.slack.assert_clean()


async def test_what_is_personal_is_shown_to_the_asker_alone(bot: Running):
    said = await bot.slack.say(f"{CALL} 내 목록")
    reply = await bot.slack.reply_to(said)
    assert reply.ephemeral_to == MEMBER
    bot.slack.assert_clean()


async def test_a_direct_message_needs_no_mention(bot: Running):
    reply = await bot.slack.reply_to(await bot.slack.say("쿠버네티스", channel=DM))
    assert "쿠버네티스 도입기" in reply.shows
    bot.slack.assert_clean()


async def test_a_form_asked_for_by_mention_is_a_button_that_opens_it(bot: Running):
    reply = await bot.slack.reply_to(await bot.slack.say(f"{CALL} 추가", user=ADMIN))
    pressed = await bot.slack.press(reply, reply.buttons[0], user=ADMIN)
    view = await bot.slack.view_of(pressed)
    await bot.slack.until(lambda: "제목" in view.shows)
    bot.slack.assert_clean()


async def test_plain_talk_and_other_bots_are_left_alone(bot: Running):
    await bot.slack.say("그냥 하는 말이에요")
    await bot.slack.event({"type": "app_mention", "channel": GENERAL, "bot_id": "B1", "text": f"{CALL} 오늘"})
    await bot.slack.settled()
    assert bot.slack.posted(GENERAL) == []
    bot.slack.assert_clean()

"""Steering the daily story in Slack: its settings in a form, tomorrow's approval, and what people think of it."""

from datetime import timedelta

from bot.digest.posting import Poster
from bot.digest.target import Target
from bot.notices.telling import Teller
from tests.support.building import MORNING, SEOUL
from tests.support.slack_server import ADMIN, GENERAL, MEMBER, OTHER_MEMBER, Message
from tests.wire.slack.running import Running

CHANNEL = f"slack:{GENERAL}"


async def tick(bot: Running) -> None:
    messengers = {"slack": bot.adapter.messenger}
    await Poster(store=bot.store, messengers=messengers, now=bot.clock, owner="one").tick()
    await Teller(store=bot.store, messengers=messengers, now=bot.clock).tick()


async def schedule(bot: Running, *, approval: bool = False) -> None:
    target = Target(channel=CHANNEL, zone=SEOUL, since=MORNING - timedelta(hours=1), approval=approval)
    await bot.store.write(lambda library: library.set_target(target, actor="test:a", at=MORNING))


def notices(bot: Running) -> list[Message]:
    channels = [channel for channel in bot.slack.workspace.channels if channel != GENERAL]
    return [message for channel in channels for message in bot.slack.posted(channel)]


async def test_an_admin_approves_tomorrows_story_and_a_second_press_changes_nothing(socket_bot: Running) -> None:
    slack = socket_bot.slack
    await slack.reply_to(await slack.command("발송목록", user=ADMIN))  # an admin has been seen
    await schedule(socket_bot, approval=True)
    socket_bot.clock.forward(hours=13)  # nobody agreed to today's; its time is over, tomorrow's is asked about
    await tick(socket_bot)
    (question,) = notices(socket_bot)
    assert "2026-03-03 09:00" in question.shows
    other = await slack.reply_to(await slack.press(question, "다른 글로", user=ADMIN))
    assert "다른 글로 바꿨어요" in other.shows
    stale = await slack.reply_to(await slack.press(question, "이 글로 승인", user=ADMIN))
    assert "그사이 다른 글로 바뀌었어요" in stale.shows
    agreed = await slack.reply_to(await slack.press(other, "이 글로 승인", user=ADMIN))
    assert "승인했어요. 2026-03-03에 보낼게요." in agreed.shows
    again = await slack.reply_to(await slack.press(stale, "이 글로 승인", user=ADMIN))
    assert "이미 승인했어요" in again.shows
    socket_bot.clock.forward(hours=12)
    await tick(socket_bot)
    (post,) = slack.posted(GENERAL)
    approval = await socket_bot.store.read(lambda library: library.approvals(CHANNEL, since=MORNING.date()))
    story = await socket_bot.store.read(lambda library: library.story(str(approval[0].story)))
    assert story is not None
    assert story.title in post.shows
    slack.assert_clean()


async def test_a_thumb_is_told_in_private_and_taken_back_by_the_same_press(socket_bot: Running) -> None:
    slack = socket_bot.slack
    await schedule(socket_bot)
    await tick(socket_bot)
    (post,) = slack.posted(GENERAL)
    liked = await slack.reply_to(await slack.press(post, "👍", user=MEMBER))
    assert liked.ephemeral_to == MEMBER
    assert "좋아요를 남겼어요" in liked.shows
    await slack.reply_to(await slack.press(post, "👍", user=OTHER_MEMBER))
    record = await socket_bot.store.read(lambda library: library.posts(limit=1))
    number = record[0].story
    assert number
    assert record[0].message.startswith("https://")
    assert await socket_bot.store.read(lambda library: library.votes(number)) == (2, 0)
    assert "취소했어요" in (await slack.reply_to(await slack.press(post, "👍", user=MEMBER))).shows
    assert await socket_bot.store.read(lambda library: library.votes(number)) == (1, 0)
    slack.assert_clean()


async def test_settings_are_made_in_forms_opened_from_the_home_tab(socket_bot: Running) -> None:
    slack = socket_bot.slack
    await schedule(socket_bot)
    await slack.open_home(ADMIN)
    home = await slack.until(lambda: slack.home(ADMIN))
    assert CHANNEL in home.shows
    assert len(home.blocks) <= 100
    modal = await slack.view_of(await slack.press(home, "발송 관리"))
    await slack.until(lambda: "자세히" in modal.buttons)
    await slack.press(modal, "자세히")
    await slack.until(lambda: "시간 설정" in modal.buttons)
    await slack.press(modal, "시간 설정")
    await slack.until(lambda: modal.callback_id == "form")
    wrong = await slack.submit(modal, {"시각": "25:00", "요일": "가나다"})
    assert sorted(wrong.form_errors) == ["digest_at.0", "digest_weekdays.0"]
    await slack.submit(modal, {"시각": "18:30", "요일": "평일"})
    await slack.until(lambda: "평일마다 18:30(Asia/Seoul)" in modal.shows, what="the new schedule")
    slack.assert_clean()


async def test_who_follows_the_link_of_the_post_is_counted_without_a_name(socket_bot: Running) -> None:
    slack = socket_bot.slack
    await schedule(socket_bot)
    await tick(socket_bot)
    (post,) = slack.posted(GENERAL)
    await slack.press(post, "원문 읽기", user=MEMBER)
    await slack.press(post, "원문 읽기", user=OTHER_MEMBER)
    await slack.settled()
    record = await socket_bot.store.read(lambda library: library.posts(limit=1))
    assert await socket_bot.store.read(lambda library: library.openings(record[0].story or 0)) == 2
    slack.assert_clean()

"""A question nobody could answer, from the member's press to the admin's answer and the message that brings it."""

from bot.notices.telling import Teller
from tests.support.slack_server import ADMIN, GENERAL, MEMBER
from tests.wire.slack.running import Running

QUESTION = "온콜 수당은 얼마인가요?"


async def test_a_member_asks_an_admin_who_writes_the_answer_and_the_member_hears_it_once(socket_bot: Running) -> None:
    slack = socket_bot.slack
    refused = await slack.reply_to(await slack.command(f"질문 {QUESTION}", user=MEMBER))
    assert "답을 찾지 못했어요" in refused.shows
    asked = await slack.reply_to(await slack.press(refused, "관리자에게 물어보기", user=MEMBER))
    assert "답이 생기면 알려 드릴게요" in asked.shows

    listed = await slack.reply_to(await slack.command("질문함", user=ADMIN))
    assert QUESTION in listed.shows
    view = await slack.view_of(await slack.press(listed, "답 쓰기", user=ADMIN))
    await slack.until(lambda: view.callback_id == "form", what="the form")
    wrong = await slack.submit(view, {"답": "하루 5만 원이에요. <!channel>", "글": "999"})
    assert list(wrong.form_errors) == ["story.0"]
    await slack.submit(view, {"답": "하루 5만 원이에요. <!channel>", "글": ""})
    await slack.until(lambda: "답을 남겼어요" in view.shows, what="that it is kept")

    teller = Teller(store=socket_bot.store, messengers={"slack": socket_bot.adapter.messenger}, now=socket_bot.clock)
    await teller.tick()
    await teller.tick()
    direct = [
        message for channel in slack.workspace.channels for message in slack.posted(channel) if channel != GENERAL
    ]
    assert [message.shows.count("하루 5만 원이에요. <!channel>") for message in direct] == [1]

    again = await slack.reply_to(await slack.command("질문 온콜 수당 얼마예요?", user=MEMBER))
    assert "관리자가 쓴 답이에요" in again.shows
    assert "하루 5만 원이에요." in again.shows
    slack.assert_clean()


async def test_a_thumb_down_is_thanked_for_in_private(socket_bot: Running) -> None:
    slack = socket_bot.slack
    answer = await slack.reply_to(
        await slack.command("질문 쿠버네티스를 도입하면 배포 시간이 얼마나 줄어?", user=MEMBER)
    )
    thanks = await slack.reply_to(await slack.press(answer, "👎 아니에요", user=MEMBER))
    assert "알려 주셔서 고마워요" in thanks.shows
    assert thanks.ephemeral_to == MEMBER
    slack.assert_clean()

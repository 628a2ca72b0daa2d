"""A member's and an admin's day in Slack from morning to evening, over both transports."""

from bot.fetching import FetchedPage
from bot.story import StoryState
from tests.support.building import add, draft
from tests.support.slack_server import ADMIN, BOT, DM, GENERAL, MEMBER, OTHER_MEMBER, Message, View
from tests.wire.slack.running import Mode, Pages, Running, running

POST = FetchedPage(
    link="https://new.example/outage",
    title="장애 회고를 남기는 법",
    body="장애가 끝나면 회고를 남깁니다. 원인보다 배운 것을 먼저 적습니다.",
    company="새회사",
    tags=("장애", "회고"),
)


async def asks(bot: Running, text: str, user: str = MEMBER) -> Message:
    """The answer to `/story`."""
    return await bot.slack.reply_to(await bot.slack.command(text, user=user))


async def presses(bot: Running, where: Message | View, what: str, user: str | None = None) -> Message:
    """The message a press brings."""
    return await bot.slack.reply_to(await bot.slack.press(where, what, user=user))


async def shows(bot: Running, view: View, words: str) -> None:
    """Returns when a view shows some words."""
    await bot.slack.until(lambda: words in view.shows, what=words)


async def test_a_members_day(mode: Mode):
    async with running(mode) as bot:
        slack = bot.slack
        # In the morning she looks at the Home tab and opens today's story.
        await slack.open_home(MEMBER)
        home = await slack.until(lambda: slack.home(MEMBER))
        assert "오늘의 글" in home.shows
        modal = await slack.view_of(await slack.press(home, "자세히"))
        await slack.until(lambda: "저장" in modal.buttons)

        # She does not remember the name exactly: initial consonants find it, and the answer says why.
        start = await asks(bot, "")
        assert "찾기:" in start.shows
        found = await asks(bot, "ㅋㅂㄴㅌㅅ")
        assert "쿠버네티스 도입기" in found.shows
        assert "초성" in found.shows
        opened = await presses(bot, found, "자세히")
        assert "배포 시간을 절반으로" in opened.shows
        assert "담았어요" in (await presses(bot, opened, "저장")).shows
        await presses(bot, found, "비슷한 글")

        # She shows it to the channel; a colleague asks about it in the thread.
        await slack.press(found, "채널에 나누기")
        shared = await slack.until(lambda: next(iter(slack.posted(GENERAL)), None))
        assert "김회원 님이" in shared.shows
        asked = await slack.say(f"<@{BOT}> 모니터링", user=OTHER_MEMBER, thread_ts=shared.ts)
        answer = await slack.reply_to(asked)
        assert answer.thread_ts == shared.ts
        assert "모니터링 입문" in answer.shows

        # She suggests a post from a message, and asks by direct message for her list.
        message = slack.put("https://new.example/outage 이 글 추천해요", user=OTHER_MEMBER)
        form = await slack.view_of(await slack.message_shortcut("add_link", message, user=MEMBER))
        await slack.until(lambda: form.callback_id == "form")
        await slack.submit(form, {"제목": "장애 회고를 남기는 법"})
        await shows(bot, form, "제안했어요")
        assert "쿠버네티스 도입기" in (await slack.reply_to(await slack.say("내 목록", channel=DM))).shows

        # In the evening she takes back what she shared.
        await slack.press(shared, "내 답변 지우기", user=MEMBER)
        await slack.until(lambda: shared.deleted)
        slack.assert_clean()


async def test_an_admins_day(mode: Mode):
    async with running(mode, pages=Pages(POST)) as bot:
        slack = bot.slack
        await add(bot.store, draft("회원이 제안한 글", state=StoryState.SUGGESTED))

        # What waits is on the Home tab; he approves it from the list.
        await slack.open_home(ADMIN)
        home = await slack.until(lambda: slack.home(ADMIN))
        assert "승인을 기다리는 글 1편" in home.shows
        waiting = await asks(bot, "제안함", ADMIN)
        assert "올렸어요" in (await presses(bot, waiting, "승인")).shows

        # He adds a post by its link alone; the form fills itself while it is open.
        form = await slack.view_of(await slack.command("추가", user=ADMIN))
        await slack.until(lambda: form.callback_id == "form")
        await slack.press(form, "fill", choose=POST.link)
        await slack.until(lambda: POST.title in str(form.blocks))
        await slack.submit(form)
        await shows(bot, form, "추가했어요")
        story = await bot.numbered(POST.title)
        assert (story.company, story.tags) == (POST.company, POST.tags)

        # A typing mistake in it is corrected; a wrong address is said at its field.
        form = await slack.view_of(await slack.command(f"수정 {story.number}", user=ADMIN))
        await slack.until(lambda: form.callback_id == "form")
        wrong = await slack.submit(form, {"링크": "주소 아님"})
        assert wrong.form_errors
        await slack.submit(form, {"링크": POST.link, "글쓴이": "한회고"})
        await shows(bot, form, "고쳤어요")

        # It is hidden and brought back.
        hidden = await asks(bot, f"숨기기 {story.number}", ADMIN)
        assert "다시 보여요" in (await presses(bot, hidden, "되돌리기")).shows

        # The channel's links are collected from now on; a member's post becomes a suggestion by itself.
        screen = await asks(bot, "모으기", ADMIN)
        assert "제안함에 모아요" in (await presses(bot, screen, "제안으로 모으기")).shows
        await slack.say("<https://gone.example/2|참고>", user=MEMBER)
        await slack.settled()
        assert "gone.example" in (await asks(bot, "제안함", ADMIN)).shows

        # Everything stands in the history under his name.
        history = (await asks(bot, "변경", ADMIN)).shows
        for words in ("승인", "추가", "수정", "숨김", "복원", "박관리"):
            assert words in history
        slack.assert_clean()

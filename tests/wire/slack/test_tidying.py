"""Tidying up from Slack: pairs told apart, facts filled in, words taught, all with presses."""

from bot.curation.searching import Tally
from tests.support.building import add, draft
from tests.support.slack_server import ADMIN
from tests.unit.curation.test_likeness import ARTICLE
from tests.wire.slack.running import Running
from tests.wire.slack.test_commands import asked, pressed


async def test_an_admin_tells_a_pair_apart_and_fills_in_facts(bot: Running):
    link = "https://tech.shop.example"
    await add(
        bot.store,
        *(draft(f"장애 {nth}편", body=ARTICLE, company="가게", tags=("장애",), link=f"{link}/{nth}") for nth in (1, 2)),
        draft("장애 대응 훈련", body="", link=f"{link}/3"),
    )
    pairs = await asked(bot, "중복", user=ADMIN)
    assert "같은 글로 보이는 짝이 1개 있어요." in pairs.shows
    assert "다른 글로 기억할게요" in (await pressed(bot, pairs, "다른 글이에요")).shows
    lacking = await asked(bot, "빠진정보", user=ADMIN)
    assert "가게 #장애" in lacking.shows
    assert "빈 곳을 채웠어요" in (await pressed(bot, lacking, "모두 넣기")).shows
    assert (await bot.numbered("장애 대응 훈련")).company == "가게"
    bot.slack.assert_clean()


async def test_a_search_in_vain_is_taught_in_a_window(socket_bot: Running):
    await asked(socket_bot, "콘테이너오케스트레이션")
    searched = Tally(day=socket_bot.clock().date(), query="콘테이너오케스트레이션", times=1)
    await socket_bot.store.write(lambda library: library.count_searches([searched]))
    listed = await asked(socket_bot, "검색통계", user=ADMIN)
    assert "찾았지만 나오지 않은 말" in listed.shows
    about = await pressed(socket_bot, listed, "searchterm:콘테이너오케스트레이션")
    view = await socket_bot.slack.view_of(await socket_bot.slack.press(about, "같은말 가르치기"))
    await socket_bot.slack.until(lambda: view.callback_id == "form", what="the form")
    await socket_bot.slack.submit(view, {"같은말": "콘테이너오케스트레이션 = 쿠버네티스"})
    await socket_bot.slack.until(lambda: view if "알아들" in view.shows or "같은" in view.shows else None, what="done")
    found = await asked(socket_bot, "콘테이너오케스트레이션")
    assert "쿠버네티스 도입기" in found.shows
    socket_bot.slack.assert_clean()

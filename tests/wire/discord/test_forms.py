"""Forms and message menus: adding, editing, suggesting, keeping; refused answers are never lost."""

from bot.fetching import FetchedPage, FetchProblem, FetchRefused
from bot.story import Draft, StoryState
from tests.support.discord_server import CallbackKind, DiscordServer, Interaction, Message
from tests.wire.discord.conftest import Stage


class OnePage:
    """A fetcher that knows one page and refuses the rest."""

    def __init__(self, page: FetchedPage) -> None:
        self._page = page

    async def fetch(self, link: str) -> FetchedPage:
        if link != self._page.link:
            raise FetchRefused(FetchProblem.NOT_FOUND, host="a.example")
        return self._page


async def _filled(server: DiscordServer, opened: Interaction, **fields: str) -> Message:
    await server.response_to(opened)
    return await server.message_of(await server.submit_modal(opened, fields))


def _values(opened: Interaction) -> dict[str, str]:
    assert opened.response is not None
    inputs = [label["component"] for label in opened.response.modal["components"]]
    return {one["custom_id"]: one.get("value", "") for one in inputs}


async def test_an_admin_adds_a_story_in_a_form(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        opened = await server.slash("서재관리 추가", user=server.admin)
        added = await _filled(
            server, opened, title="새 글", link="https://c.example/new", tags="AWS", body="본문이에요."
        )
    assert "‘새 글’을 추가했어요" in added.text
    assert await stage.store.read(lambda library: library.by_link("https://c.example/new"))


async def test_refused_answers_come_back_in_the_form_to_be_corrected(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        opened = await server.slash("제안")
        refused = await _filled(server, opened, title="고칠 글", link="주소가 아님", body="긴 본문")
        assert "주소가 아니에요" in refused.text
        again = await server.press(refused, "고쳐 적기")
        await server.response_to(again)
        assert _values(again)["title"] == "고칠 글"
        assert _values(again)["link"] == "주소가 아님"
        done = await _filled(server, again, link="https://c.example/mended")
    assert "제안했어요" in done.text
    story = await stage.store.read(lambda library: library.by_link("https://c.example/mended"))
    assert story
    assert (story.title, story.body, story.state) == ("고칠 글", "긴 본문", StoryState.SUGGESTED)


async def test_a_refused_correction_can_be_corrected_after_a_restart(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        refused = await _filled(server, await server.slash("제안"), title="고칠 글", link="주소가 아님")
    async with stage.bot():
        done = await _filled(server, await server.press(refused, "고쳐 적기"), link="https://c.example/later")
    assert "제안했어요" in done.text


async def test_a_link_typed_without_a_title_opens_the_form_with_the_link_in_it(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        refused = await server.message_of(await server.slash("제안", {"내용": "https://c.example/typed"}))
        again = await server.press(refused, "고쳐 적기")
        await server.response_to(again)
    assert _values(again)["link"] == "https://c.example/typed"


async def test_editing_keeps_what_the_form_has_no_room_for(stage: Stage) -> None:
    server = stage.server
    long = "지표를 봅니다. " * 600
    await stage.store.write(
        lambda library: library.add(
            Draft(title="긴 글", body=long, author="김지훈", company="가나", tags=("a", "b")),
            actor="test:admin",
            at=stage.clock(),
        )
    )
    async with stage.bot():
        opened = await server.slash("서재관리 수정", {"글": "4"}, user=server.admin)
        await server.response_to(opened)
        assert "body" not in _values(opened)
        await _filled(server, opened, title="더 긴 글")
    story = await stage.store.read(lambda library: library.story("4"))
    assert story
    assert (story.title, story.body.strip(), story.author) == ("더 긴 글", long.strip(), "김지훈")


async def test_the_question_left_over_is_asked_in_a_second_form(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        opened = await server.slash("서재관리 수정", {"글": "1"}, user=server.admin)
        edited = await _filled(server, opened, title="고친 모니터링")
        rest = await server.press(edited, "글쓴이 적기")
        await server.response_to(rest)
        assert list(_values(rest)) == ["author"]
        await _filled(server, rest, author="이서연")
    story = await stage.store.read(lambda library: library.story("1"))
    assert story
    assert (story.title, story.author, story.company) == ("고친 모니터링", "이서연", "가나")


async def test_a_suggestion_is_approved_once_by_two_admins(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await _filled(server, await server.slash("제안"), title="제안한 글", link="https://c.example/s")
        waiting = await server.message_of(await server.slash("서재관리 제안함", user=server.admin))
        first = await server.message_of(await server.press(waiting, "승인", user=server.admin))
        second = await server.message_of(await server.press(waiting, "승인", user=server.admin))
    assert "서재에 올렸어요" in first.text
    assert "이미 서재에 있어요" in second.text


async def test_a_member_cannot_press_what_is_for_admins(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        message = await server.message_of(await server.slash("story"))
        answer = await server.message_of(await server.press_gone("hide:1", message))
    assert "관리자만 할 수 있어요" in answer.text


async def test_a_submitted_form_delivered_twice_adds_one_story(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        opened = await server.slash("서재관리 추가", user=server.admin)
        await server.response_to(opened)
        submitted = await server.submit_modal(opened, {"title": "한 번만"})
        await server.message_of(submitted)
        await server.redeliver(submitted)
        await server.message_of(await server.slash("story"))
    assert await stage.store.read(lambda library: library.count()) == 4


async def test_a_message_with_a_known_link_shows_its_story(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        posted = await server.message("이거 봤어요? https://www.a.example/monitoring?utm_source=x")
        hint = await server.message_of(await server.context_menu("이 링크를 스토리로", posted))
    assert hint.ephemeral
    assert "서재에 있는 글이에요" in hint.text


async def test_an_unknown_link_becomes_a_form_with_what_its_page_says(stage: Stage) -> None:
    server = stage.server
    page = FetchedPage(
        link="https://c.example/page", title="페이지 제목", body="본문 " * 2000, company="마바", tags=("x",)
    )
    async with stage.bot(fetcher=OnePage(page)):
        posted = await server.message("새 글: https://c.example/page")
        opened = await server.context_menu("이 링크를 스토리로", posted)
        assert (await server.response_to(opened)).kind is CallbackKind.MODAL
        assert _values(opened)["title"] == "페이지 제목"
        done = await _filled(server, opened)
    assert "제안했어요" in done.text
    story = await stage.store.read(lambda library: library.by_link("https://c.example/page"))
    assert story
    assert len(story.body) > 4000


async def test_a_page_that_takes_long_is_announced_and_its_form_waits_behind_a_button(stage: Stage) -> None:
    server = stage.server
    page = FetchedPage(link="https://c.example/slow", title="느린 페이지")
    async with stage.bot(fetcher=OnePage(page), patience_seconds=0.0):
        posted = await server.message("https://c.example/slow")
        waiting = await server.message_of(await server.context_menu("이 링크를 스토리로", posted, user=server.admin))
        assert "서재에 없는 글이에요" in waiting.text
        opened = await server.press(waiting, "글 추가", user=server.admin)
        await server.response_to(opened)
        assert _values(opened)["title"] == "느린 페이지"


async def test_a_page_that_cannot_be_read_still_opens_the_form_with_its_link(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(fetcher=OnePage(FetchedPage(link="https://other.example/", title="x"))):
        posted = await server.message("https://c.example/gone")
        opened = await server.context_menu("이 링크를 스토리로", posted)
        await server.response_to(opened)
    assert _values(opened)["link"] == "https://c.example/gone"


async def test_a_message_is_kept_by_its_link_and_an_unknown_one_can_be_brought_in(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        known = await server.message("https://b.example/cache")
        kept = await server.message_of(await server.context_menu("저장", known))
        assert "내 목록에 담았어요" in kept.text
        unknown = await server.message("https://c.example/" + "가" * 80)
        offered = await server.message_of(await server.context_menu("저장", unknown))
        opened = await server.press(offered, "서재에 넣기")
        assert (await server.response_to(opened)).kind is CallbackKind.MODAL


async def test_a_message_without_a_link_says_so(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        posted = await server.message("링크 없는 말")
        for menu in ("저장", "이 링크를 스토리로"):
            answer = await server.message_of(await server.context_menu(menu, posted))
            assert "링크가 없어요" in answer.text


async def test_a_story_the_bot_shared_is_kept_from_its_message(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        found = await server.message_of(await server.slash("story", {"query": "캐시"}))
        shared = await server.message_of(await server.press(found, "채널에 나누기"))
        kept = await server.message_of(await server.context_menu("저장", shared, user=server.admin))
    assert "캐시 스탬피드 막기" in kept.text

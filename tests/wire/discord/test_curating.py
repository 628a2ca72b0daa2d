"""What admins do from Discord: files in and out, suggestions decided in their channel, admins named by mention."""

import json

from bot.notices.telling import Teller
from bot.story import StoryState
from tests.wire.discord.conftest import Stage, eventually

FILE = '{"id": "a", "title": "가져온 글"}\n{"id": "b", "title": "둘째 글"}\n{"title": 7}\n'.encode()


async def test_a_file_dropped_into_a_direct_message_is_looked_at_and_imported_with_a_press(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        place = server.dm(server.admin)
        await server.message("", user=server.admin, channel=place, files={"글.jsonl": FILE})
        asked = await server.next_message(place)
        assert "글.jsonl: 새 글 2편" in asked.text
        assert "읽지 못한 것 1개" in asked.text
        done = await server.message_of(await server.press(asked, "2편 가져오기", user=server.admin))
    assert "가져왔어요. 새 글 2편" in done.text
    titles = await stage.store.read(lambda library: [one.title for one in library.page(limit=9).stories])
    assert {"가져온 글", "둘째 글"} <= set(titles)


async def test_a_file_with_a_mention_waits_behind_a_button(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("가져와", user=server.admin, mention=True, files={"list.csv": b"title\nhello\n"})
        way = await server.next_message(server.general)
        assert "list.csv" not in way.text
        asked = await server.message_of(await server.press(way, "나만 보기", user=server.admin))
    assert asked.ephemeral
    assert "list.csv: 새 글 1편" in asked.text


async def test_members_and_wrong_kinds_hear_why_and_words_go_first(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("", channel=server.dm(), files={"a.txt": b"x"})
        assert "관리자만" in (await server.next_message(server.dm())).text
        place = server.dm(server.admin)
        await server.message("", user=server.admin, channel=place, files={"a.zip": b"PK"})
        assert "가져올 수 없는 파일이에요" in (await server.next_message(place)).text
        said = await server.message("캐시", user=server.admin, channel=place, files={"a.png": b"P"})
        assert "스탬피드 막기" in (await server.next_message(place, after=said)).text


async def test_a_file_elsewhere_is_not_fetched(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        place = server.dm(server.admin)
        message = await server.message("", user=server.admin, channel=place, files={"a.jsonl": FILE})
        first = await server.next_message(place)
        assert "새 글 2편" in first.text
        message.id = server.platform.new_id()
        message.attachments[0]["url"] = "https://evil.example/a.jsonl"
        await server.redeliver(message)
        assert "내려받지 못했어요" in (await server.next_message(place, after=first)).text


async def test_a_long_import_shows_how_far_it_has_got(stage: Stage) -> None:
    server = stage.server
    lines = "".join(json.dumps({"id": str(one), "title": f"글 {one}"}) + "\n" for one in range(450)).encode()
    async with stage.bot(patience_seconds=0.0):
        place = server.dm(server.admin)
        await server.message("", user=server.admin, channel=place, files={"a.jsonl": lines})
        asked = await server.next_message(place)
        pressed = await server.press(asked, "450편 가져오기", user=server.admin)
        done = await server.message_of(pressed)
    assert "새 글 450편" in done.text
    edits = server.calls_of("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original")
    assert any("200개까지 가져왔어요" in json.dumps(one.body, ensure_ascii=False) for one in edits)


async def test_an_export_comes_as_a_file_for_the_admin_alone(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        reply = await server.message_of(await server.slash("서재관리 내보내기", user=server.admin))
        assert reply.ephemeral
        (file,) = reply.attachments
        place = server.dm(server.admin)
        await server.message("내보내기", user=server.admin, channel=place)
        direct = await server.next_message(place)
    assert file["filename"] == "stories-2026-03-02.jsonl"
    assert len(server.platform.contents[int(file["id"])].splitlines()) == 3
    assert [one["filename"] for one in direct.attachments] == ["stories-2026-03-02.jsonl"]


async def test_two_admins_decide_a_suggestion_once_and_the_suggester_hears_it(stage: Stage) -> None:
    server = stage.server
    async with stage.bot() as bot:
        await eventually(lambda: bot._connection.client and bot._connection.client.is_ready())
        teller = Teller(store=stage.store, messengers={"discord": bot.messenger}, now=stage.clock)
        await server.message_of(await server.slash("story", {"검색어": "관리자 채널"}, user=server.admin))
        await server.message_of(await server.slash("제안", {"내용": "좋은 글 https://new.example/1"}))
        await teller.tick()
        notice = next(one for one in server.general.shown if "제안했어요" in one.text)
        first = await server.message_of(await server.press(notice, "승인", user=server.admin))
        second = await server.message_of(await server.press(notice, "거절", user=server.owner))
        assert "서재에 올렸어요" in first.text
        assert "님이 먼저 승인했어요" in second.text
        await teller.tick()
    assert "제안하신 ‘좋은 글’이 서재에 올라갔어요" in server.dm().last.text
    page = await stage.store.read(lambda library: library.page(limit=9, state=StoryState.SUGGESTED))
    assert page.total == 0


async def test_an_admin_named_by_mention_may_curate_at_once(stage: Stage) -> None:
    server = stage.server
    async with stage.bot():
        await server.message("변경", channel=server.dm())
        assert "관리자만" in (await server.next_message(server.dm())).text
        line = f"관리자 추가 {server.member.mention}"
        named = await server.message_of(await server.slash("story", {"검색어": line}, user=server.admin))
        assert "관리자예요" in named.text
        said = await server.message("변경", channel=server.dm())
        assert "최근 변경" in (await server.next_message(server.dm(), after=said)).text

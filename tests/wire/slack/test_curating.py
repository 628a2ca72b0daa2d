"""What admins do from Slack: files in and out, suggestions decided in their channel, admins named by mention."""

import json

import pytest

from bot.notices.telling import Teller
from bot.story import StoryState
from tests.support.slack_server import ADMIN, BOT, DM, GENERAL, MEMBER, OTHER_MEMBER
from tests.wire.slack.running import Running, running

CALL = f"<@{BOT}>"
FILE = '{"id": "a", "title": "가져온 글"}\n{"id": "b", "title": "둘째 글"}\n{"title": 7}\n'.encode()


async def tell(bot: Running) -> None:
    """What waits to be told is told."""
    await Teller(store=bot.store, messengers={"slack": bot.adapter.messenger}, now=bot.clock).tick()


def direct(bot: Running, user: str) -> str:
    """The channel of the bot's direct messages with somebody."""
    return bot.slack.workspace.direct(user).id


async def test_a_file_dropped_into_a_direct_message_is_looked_at_and_imported_with_a_press(bot: Running):
    said = await bot.slack.say("", user=ADMIN, channel=direct(bot, ADMIN), files={"글.jsonl": FILE})
    asked = await bot.slack.reply_to(said)
    assert "글.jsonl: 새 글 2편" in asked.shows
    assert "읽지 못한 것 1개" in asked.shows
    done = await bot.slack.reply_to(await bot.slack.press(asked, "2편 가져오기", user=ADMIN))
    assert "가져왔어요. 새 글 2편" in done.shows
    assert (await bot.numbered("가져온 글")).added_by == f"slack:{ADMIN}"
    bot.slack.assert_clean()


async def test_a_file_with_a_mention_is_answered_to_the_admin_alone(socket_bot: Running):
    said = await socket_bot.slack.say(f"{CALL} 이거 가져와", user=ADMIN, files={"list.csv": b"title\nhello\n"})
    asked = await socket_bot.slack.reply_to(said)
    assert asked.ephemeral_to == ADMIN
    assert "list.csv: 새 글 1편" in asked.shows
    socket_bot.slack.assert_clean()


async def test_members_wrong_kinds_and_files_that_go_along_with_words(socket_bot: Running):
    slack = socket_bot.slack
    assert "관리자만" in (await slack.reply_to(await slack.say("", channel=DM, files={"a.txt": b"x"}))).shows
    place = direct(socket_bot, ADMIN)
    wrong = await slack.reply_to(await slack.say("", user=ADMIN, channel=place, files={"a.zip": b"PK"}))
    assert "a.zip은 가져올 수 없는 파일이에요." in wrong.shows
    found = await slack.reply_to(await slack.say("쿠버네티스", user=ADMIN, channel=place, files={"a.png": b"P"}))
    assert "쿠버네티스 도입기" in found.shows
    slack.assert_clean()


async def test_without_the_scope_the_admin_hears_which_one_is_missing(socket_bot: Running):
    socket_bot.slack.core.scopes.discard("files:read")
    place = direct(socket_bot, ADMIN)
    said = await socket_bot.slack.say("", user=ADMIN, channel=place, files={"a.jsonl": FILE})
    assert "files:read" in (await socket_bot.slack.reply_to(said)).shows


async def test_the_token_goes_to_slack_alone(socket_bot: Running):
    inner = {
        "type": "message",
        "subtype": "file_share",
        "channel_type": "im",
        "channel": direct(socket_bot, ADMIN),
        "user": ADMIN,
        "text": "",
        "files": [{"id": "F1", "name": "a.jsonl", "size": 9, "url_private": "https://evil.example/a.jsonl"}],
    }
    told = await socket_bot.slack.reply_to(await socket_bot.slack.event(inner))
    assert "내려받지 못했어요" in told.shows


async def test_a_long_import_shows_how_far_it_has_got():
    lines = "".join(json.dumps({"id": str(one), "title": f"글 {one}"}) + "\n" for one in range(450)).encode()
    async with running(progress_seconds=0.0) as bot:
        place = direct(bot, ADMIN)
        asked = await bot.slack.reply_to(await bot.slack.say("", user=ADMIN, channel=place, files={"a.jsonl": lines}))
        done = await bot.slack.reply_to(await bot.slack.press(asked, "450편 가져오기", user=ADMIN))
        assert "새 글 450편" in done.shows
        await bot.slack.settled()
        told = {
            one: [call.arguments.text("text") for call in bot.slack.calls.of(f"chat.{one}")]
            for one in ("postMessage", "update")
        }
        assert told["postMessage"][-1] == "a.jsonl에서 200개까지 가져왔어요."
        assert told["update"] == ["a.jsonl에서 400개까지 가져왔어요.", "a.jsonl에서 450개까지 가져왔어요."]
        assert not any("까지 가져왔어요" in one.shows for one in bot.slack.posted(place))
        bot.slack.assert_clean()


async def test_an_export_comes_as_a_direct_message(bot: Running):
    reply = await bot.slack.reply_to(await bot.slack.command("내보내기", user=ADMIN))
    assert "DM으로 보냈어요" in reply.shows
    (message,) = [one for one in bot.slack.posted(direct(bot, ADMIN)) if one.files]
    (file,) = message.files
    content = bot.slack.workspace.contents[str(file["id"])]
    assert len(content.splitlines()) == len(bot.stories)
    bot.slack.assert_clean()


async def test_an_export_that_may_not_be_sent_says_which_scope_is_missing(socket_bot: Running):
    socket_bot.slack.core.scopes.discard("files:write")
    reply = await socket_bot.slack.reply_to(await socket_bot.slack.command("내보내기", user=ADMIN))
    assert "files:write" in reply.shows


async def test_a_suggestion_is_decided_in_the_admins_channel_and_the_suggester_hears_it(socket_bot: Running):
    bot = socket_bot
    await bot.slack.reply_to(await bot.slack.command("관리자 채널", user=ADMIN))
    await bot.slack.reply_to(await bot.slack.command("제안 좋은 글 https://new.example/1", user=MEMBER))
    await tell(bot)
    notice = bot.slack.posted(GENERAL)[-1]
    assert "‘좋은 글’을 제안했어요" in notice.shows
    assert {"승인", "고치기", "합치기", "거절"} <= set(notice.buttons)
    done = await bot.slack.reply_to(await bot.slack.press(notice, "승인", user=ADMIN))
    assert "서재에 올렸어요" in done.shows
    await tell(bot)
    assert [one.shows for one in bot.slack.posted(DM) if "제안하신 ‘좋은 글’이 서재에 올라갔어요" in one.shows]
    bot.slack.assert_clean()


async def test_two_admins_at_once_give_one_outcome(socket_bot: Running):
    bot = socket_bot
    await bot.slack.reply_to(await bot.slack.command("관리자 채널", user=ADMIN))
    await bot.slack.reply_to(await bot.slack.say(f"{CALL} 관리자 추가 <@{OTHER_MEMBER}>", user=ADMIN))
    await bot.slack.reply_to(await bot.slack.command("제안 좋은 글 https://new.example/1", user=MEMBER))
    await tell(bot)
    notice = bot.slack.posted(GENERAL)[-1]
    pressed = [
        await bot.slack.press(notice, "승인", user=ADMIN),
        await bot.slack.press(notice, "거절", user=OTHER_MEMBER),
    ]
    answers = [(await bot.slack.reply_to(one)).shows for one in pressed]
    assert sum("먼저" in one for one in answers) == 1
    page = await bot.store.read(lambda library: library.page(limit=1, state=StoryState.SUGGESTED))
    assert page.total == 0
    bot.slack.assert_clean()


@pytest.mark.parametrize("way", ["command", "mention"])
async def test_an_admin_named_by_mention_may_curate_at_once(socket_bot: Running, way: str):
    slack = socket_bot.slack
    assert "관리자만" in (await slack.reply_to(await slack.command("변경", user=MEMBER))).shows
    line = f"관리자 추가 <@{MEMBER}|kim>"
    if way == "command":
        named = await slack.reply_to(await slack.command(line, user=ADMIN))
    else:
        named = await slack.reply_to(await slack.say(f"{CALL} {line}", user=ADMIN))
    assert "님도 관리자예요" in named.shows
    assert "최근 변경" in (await slack.reply_to(await slack.command("변경", user=MEMBER))).shows
    slack.assert_clean()

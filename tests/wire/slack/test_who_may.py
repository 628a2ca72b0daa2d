"""Who may do what: admins of Slack, listed ones and the group; strangers as members; other workspaces nothing."""

from datetime import timedelta

import pytest

from tests.support.slack_server import (
    ADMIN,
    BOT,
    GENERAL,
    GROUP,
    MEMBER,
    OTHER_MEMBER,
    OTHER_TEAM,
    OWNER,
    SHARED_CHANNEL,
    STRANGER,
    TEAM,
)
from tests.wire.slack.running import Running, running


async def may_curate(bot: Running, user: str) -> bool:
    """Whether a person is offered what only admins may do."""
    reply = await bot.slack.reply_to(await bot.slack.command("도움말", user=user))
    return "관리자" in reply.shows.replace("관리자에게", "") or "Admins" in reply.shows


@pytest.mark.parametrize(("user", "may"), [(ADMIN, True), (OWNER, True), (MEMBER, False)])
async def test_admins_and_owners_of_the_workspace_are_admins(user: str, may: bool):
    async with running() as bot:
        assert await may_curate(bot, user) is may


async def test_listed_people_are_admins():
    async with running(admins=frozenset({f"slack:{MEMBER}"})) as bot:
        assert await may_curate(bot, MEMBER)
        assert not await may_curate(bot, OTHER_MEMBER)


async def test_members_of_the_admins_group_are_admins():
    async with running(admin_group=GROUP) as bot:
        assert await may_curate(bot, OTHER_MEMBER)
        assert not await may_curate(bot, MEMBER)
        bot.slack.assert_clean()


async def test_somebody_of_a_connected_workspace_is_a_member_at_most():
    async with running(admins=frozenset({f"slack:{STRANGER}"})) as bot:
        said = await bot.slack.say(f"<@{BOT}> 추가 새 글 https://x.example/1", user=STRANGER, channel=SHARED_CHANNEL)
        reply = await bot.slack.reply_to(said)
        assert "Suggested" in reply.shows or "제안했어요" in reply.shows or "suggest" in reply.shows.lower()
        bot.slack.assert_clean()


async def test_another_workspace_gets_one_refusal_and_changes_nothing(bot: Running):
    reply = await bot.slack.reply_to(
        await bot.slack.command("추가 글 https://x.example/1", user=ADMIN, team=OTHER_TEAM)
    )
    assert "다른 워크스페이스" in reply.shows
    await bot.slack.settled()
    assert await bot.store.read(lambda library: library.by_link("https://x.example/1")) is None
    assert bot.slack.calls.of("users.info") == []
    bot.slack.assert_clean()


async def test_listed_workspaces_are_served_and_no_others():
    async with running(spaces=frozenset({f"slack:{TEAM}"})) as bot:
        assert "쿠버네티스" in (await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))).shows
    async with running(spaces=frozenset({"slack:T0ELSE"})) as bot:
        assert "다른 워크스페이스" in (await bot.slack.reply_to(await bot.slack.command("쿠버네티스"))).shows


async def test_who_somebody_is_is_asked_once_in_some_minutes(socket_bot: Running):
    for _ in range(3):
        await socket_bot.slack.reply_to(await socket_bot.slack.command("오늘"))
    assert len(socket_bot.slack.calls.of("users.info")) == 1
    socket_bot.clock.forward(minutes=6)
    await socket_bot.slack.reply_to(await socket_bot.slack.command("오늘"))
    assert len(socket_bot.slack.calls.of("users.info")) == 2


async def test_where_slack_does_not_say_who_it_is_people_are_members():
    async with running() as bot:
        bot.slack.scopes -= {"users:read"}
        assert not await may_curate(bot, ADMIN)


async def test_the_audit_names_who_did_it(socket_bot: Running):
    await socket_bot.slack.reply_to(
        await socket_bot.slack.command("추가 새 글 https://x.example/1", user=ADMIN, channel=GENERAL)
    )
    changes = await socket_bot.store.read(lambda library: library.changes(limit=1))
    assert changes.changes[0].actor == f"slack:{ADMIN}"


async def test_somebody_of_a_connected_workspace_presses_what_the_bot_posted_in_ours(socket_bot: Running):
    said = await socket_bot.slack.say(f"<@{BOT}> 쿠버네티스", user=MEMBER, channel=SHARED_CHANNEL)
    answer = await socket_bot.slack.reply_to(said)
    told = await socket_bot.slack.reply_to(await socket_bot.slack.press(answer, "저장", user=STRANGER))
    assert "saved" in told.shows.lower() or "담았어요" in told.shows or "list" in told.shows


async def test_a_refused_workspace_leaves_no_trace_in_the_library(socket_bot: Running):
    await socket_bot.slack.reply_to(await socket_bot.slack.command("오늘", user=ADMIN, team=OTHER_TEAM))
    later = socket_bot.clock() + timedelta(days=1)
    assert await socket_bot.store.write(lambda library: library.forget_claims(later)) == 0

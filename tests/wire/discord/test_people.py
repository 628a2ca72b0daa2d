"""Who may: served servers, their members, admins by permission, role or id; direct messages of members alone."""

import pytest

from tests.support.discord_server import Channel, Guild, NotOffered
from tests.wire.discord.conftest import Stage

DENIED = "이 서재의 회원만 쓸 수 있어요"


async def test_the_first_server_claims_the_library_and_another_is_refused(stage: Stage) -> None:
    server = stage.server
    other = await server.add_guild()
    async with stage.bot():
        assert DENIED not in (await server.message_of(await server.slash("story"))).text
        where = _channel(other)
        assert (
            DENIED in (await server.message_of(await server.slash("story", user=server.stranger, channel=where))).text
        )
        pressed = await server.autocomplete("story", {"query": "캐시"}, user=server.stranger, channel=where)
        assert (await server.response_to(pressed)).choices == []


async def test_one_process_serves_every_listed_server_and_no_other(stage: Stage) -> None:
    server = stage.server
    second, third = await server.add_guild("둘째"), await server.add_guild("셋째")
    spaces = frozenset({f"discord:{server.guild.id}", f"discord:{second.id}"})
    async with stage.bot(spaces=spaces):
        answers = [
            (await server.message_of(await server.slash("story", user=who, channel=where))).text
            for who, where in (
                (server.member, server.general),
                (server.stranger, _channel(second)),
                (server.stranger, _channel(third)),
            )
        ]
    assert [DENIED in text for text in answers] == [False, False, True]


async def test_direct_messages_are_for_members_of_a_served_server(stage: Stage) -> None:
    server = stage.server
    await server.add_guild()
    async with stage.bot(spaces=frozenset({f"discord:{server.guild.id}"})):
        await server.message("캐시", channel=server.dm())
        assert "스탬피드 막기" in (await server.next_message(server.dm())).text
        await server.message("캐시", user=server.stranger, channel=server.dm(server.stranger))
        assert DENIED in (await server.next_message(server.dm(server.stranger))).text


async def test_who_left_is_no_member_any_more_after_some_minutes(stage: Stage) -> None:
    server = stage.server
    await server.add_guild(members=(server.member,))
    async with stage.bot(spaces=frozenset({f"discord:{server.guild.id}"})):
        await server.message("캐시", channel=server.dm())
        first = await server.next_message(server.dm())
        await server.leave(server.member)
        stage.clock.forward(minutes=6)
        await server.message("캐시", channel=server.dm())
        assert DENIED in (await server.next_message(server.dm(), after=first)).text


async def test_an_admin_of_the_server_is_one_in_direct_messages_too(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(spaces=frozenset({f"discord:{server.guild.id}"})):
        where = server.dm(server.admin)
        await server.message("변경", user=server.admin, channel=where)
        assert "최근 변경" in (await server.next_message(where)).text


@pytest.mark.parametrize("by", ["role", "id"])
async def test_a_listed_role_or_person_is_admin_without_managing_the_server(stage: Stage, by: str) -> None:
    server = stage.server
    role = await server.add_role("편집", server.member)
    admins = frozenset({f"discord:{role.id if by == 'role' else server.member.id}"})
    async with stage.bot(admins=admins):
        message = await server.message_of(await server.slash("story"))
        hidden = await server.message_of(await server.press_gone("hide:1", message))
        assert "숨겼어요" in hidden.text
        await server.message("변경", channel=server.dm())
        assert "최근 변경" in (await server.next_message(server.dm())).text


async def test_a_role_of_the_same_name_elsewhere_counts_for_nothing(stage: Stage) -> None:
    server = stage.server
    async with stage.bot(admins=frozenset({"discord:1"})):
        with pytest.raises(NotOffered):
            await server.slash("서재관리 변경")
        message = await server.message_of(await server.slash("story"))
        assert "관리자만" in (await server.message_of(await server.press_gone("hide:1", message))).text


def _channel(guild: Guild) -> Channel:
    return next(iter(guild.channels.values()))

"""Application commands are the registry's, with Korean names, within Discord's limits."""

from adapters.discord.commands import ADMIN_GROUPS, BACKFILL, fingerprint, payload
from bot.commands.registry import COMMANDS
from bot.permissions import Permission
from tests.support.discord_server.command_limits import check_commands

MADE = payload(COMMANDS)
BY_NAME = {one["name"]: one for one in MADE}


def test_every_listed_command_is_there_and_no_other() -> None:
    reading = {"story" if one.name == "find" else one.name for one in COMMANDS if _is_listed(one, Permission.READ)}
    assert reading == {one["name"] for one in MADE if one["type"] == 1} - set(ADMIN_GROUPS)
    curating = {one.name for one in COMMANDS if _is_listed(one, Permission.CURATE)}
    grouped = [one["name"] for group in ADMIN_GROUPS for one in BY_NAME[group]["options"]]
    assert sorted(grouped) == sorted(curating | {BACKFILL})


def test_they_are_within_discords_limits() -> None:
    assert [str(one) for one in check_commands(MADE)] == []


def test_koreans_are_shown_korean_names() -> None:
    assert BY_NAME["today"]["name_localizations"] == {"ko": "오늘"}
    assert BY_NAME["story"]["options"][0]["name_localizations"] == {"ko": "검색어"}
    assert [one["name_localizations"]["ko"] for one in MADE if one["type"] == 3] == ["이 링크를 스토리로", "저장"]


def test_a_story_is_completed_while_typing_and_may_be_left_out_of_the_search_alone() -> None:
    assert BY_NAME["story"]["options"][0]["autocomplete"]
    assert not BY_NAME["story"]["options"][0]["required"]
    assert BY_NAME["save"]["options"][0]["required"]


def test_admins_manage_the_server_and_the_rest_is_for_all() -> None:
    assert all(BY_NAME[group]["default_member_permissions"] == 1 << 5 for group in ADMIN_GROUPS)
    assert all("default_member_permissions" not in one for one in MADE if one["name"] not in ADMIN_GROUPS)


def test_the_fingerprint_changes_with_any_word() -> None:
    other = payload(COMMANDS)
    other[0]["description"] += "!"
    assert fingerprint(MADE) == fingerprint(payload(COMMANDS)) != fingerprint(other)


def _is_listed(command, permission: Permission) -> bool:
    return command.listed and command.permission is permission

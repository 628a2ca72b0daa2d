"""Who is that, and what may they do? Asked of Slack, kept for some minutes; the listed and the group are admins."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from adapters.slack.courier import Courier
from adapters.slack.faults import CallFailed
from adapters.slack.payloads import Person
from bot.actor import Actor, Role
from bot.ports import Clock
from bot.request import Language

_log = structlog.get_logger()
_KEPT = timedelta(minutes=5)
_KEPT_UNKNOWN = timedelta(seconds=20)
_REMEMBERED = 5_000
NAME_LIMIT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as the core sees them, and the language they use Slack in.

    `is_ours`: a person of the workspace, not of a connected one, and no app.
    """

    actor: Actor
    language: Language
    is_ours: bool = False


async def _nobody(_: str) -> bool:
    return False


class People:
    """The members of the workspace. `admins` are user ids or `slack:` keys, `admin_group` a user group's id.

    `named` tells whether an admin made somebody (`slack:U1`) an admin.
    """

    def __init__(
        self,
        courier: Courier,
        now: Clock,
        *,
        admins: frozenset[str] = frozenset(),
        admin_group: str = "",
        language: Language = "ko",
        named: Callable[[str], Awaitable[bool]] = _nobody,
    ) -> None:
        self._named = named
        self._courier = courier
        self._now = now
        self._admins = frozenset(one.removeprefix("slack:") for one in admins)
        self._group = admin_group
        self._language: Language = language
        self._known: OrderedDict[str, tuple[datetime, Known]] = OrderedDict()
        self._members: tuple[datetime, frozenset[str]] | None = None
        self._asking: dict[str, asyncio.Lock] = {}

    async def know(self, person: Person, team: str) -> Known:
        """Who `person` is to the workspace `team`; strangers and people Slack tells nothing about are members at most.

        Never raises: where Slack does not answer, the person is a member with the name that came along.
        """
        known = await self._known_as(person, team)
        if known.actor.role is Role.MEMBER and known.is_ours and await self._named(known.actor.key):
            return replace(known, actor=replace(known.actor, role=Role.ADMIN, standing="named"))
        return known

    async def _known_as(self, person: Person, team: str) -> Known:
        """Who `person` is to Slack and to the settings."""
        key = f"{team}:{person.team}:{person.user}"
        standing = self._standing(key)
        if standing:
            return standing
        async with self._asking.setdefault(key, asyncio.Lock()):
            try:
                return self._standing(key) or await self._asked(key, person, team)
            finally:
                self._asking.pop(key, None)

    def _standing(self, key: str) -> Known | None:
        until, known = self._known.get(key, (None, None))
        return known if until and until > self._now() else None

    async def _asked(self, key: str, person: Person, team: str) -> Known:
        try:
            answer = await self._courier.ask("users.info", user=person.user, include_locale=True)
            known = self._read(_dict(answer.get("user")), person, team, await self._why_admin(person.user))
            kept = _KEPT
        except CallFailed as failed:
            _log.warning("person unknown", code=failed.code)
            role = Role.ADMIN if person.user in self._admins else Role.MEMBER
            actor = Actor(key=f"slack:{person.user}", name=_name(person.name, person.user), role=role)
            known, kept = Known(actor=actor, language=self._language), _KEPT_UNKNOWN
        self._known[key] = (self._now() + kept, known)
        self._known.move_to_end(key)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return known

    def _read(self, user: Mapping[str, Any], person: Person, team: str, listed: str) -> Known:
        profile = _dict(user.get("profile"))
        names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
        name = next((one for one in names if isinstance(one, str) and one.strip()), person.name)
        home = user.get("team_id") or person.team or team
        is_ours = home == team and not (user.get("is_stranger") or user.get("is_bot") or user.get("deleted"))
        runs_workspace = user.get("is_admin") is True or user.get("is_owner") is True
        standing = ("platform" if runs_workspace else listed) if is_ours else ""
        role = Role.ADMIN if standing else Role.MEMBER
        language: Language = self._language
        if isinstance(user.get("locale"), str) and user["locale"]:
            language = "ko" if user["locale"].startswith("ko") else "en"
        actor = Actor(key=f"slack:{person.user}", name=_name(name, person.user), role=role, standing=standing)
        return Known(actor=actor, language=language, is_ours=is_ours)

    async def _why_admin(self, user: str) -> str:
        """Why somebody of the workspace is an admin by what the operator set; empty: they are not."""
        if user in self._admins:
            return "listed"
        return "group" if self._group and user in await self._group_members() else ""

    async def _group_members(self) -> frozenset[str]:
        if self._members and self._members[0] > self._now():
            return self._members[1]
        try:
            users = (await self._courier.ask("usergroups.users.list", usergroup=self._group)).get("users") or []
            members, kept = frozenset(str(user) for user in users), _KEPT
        except CallFailed as failed:
            _log.warning("admin group unknown", code=failed.code)
            members, kept = frozenset(), _KEPT_UNKNOWN
        self._members = (self._now() + kept, members)
        return members


def _name(name: str, user: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT] or user


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

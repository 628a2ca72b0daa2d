"""What came before, and who is served, when the library cannot be written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.seen import Seen
from adapters.slack.spaces import Spaces
from bot.errors import LibraryBusy
from tests.support.building import StandingClock, opened


class Busy:
    """A store nobody can write to."""

    async def read(self, work: Callable[[Any], Any]) -> Any:
        raise LibraryBusy(Path("library.db"))

    async def write(self, work: Callable[[Any], Any]) -> Any:
        raise LibraryBusy(Path("library.db"))


async def test_a_library_that_cannot_be_written_still_answers_once():
    seen = Seen(Busy(), StandingClock())
    assert [await seen.is_first("slack:event:1") for _ in range(3)] == [True, False, False]
    await seen.forget("slack:event:1")
    assert await seen.is_first("slack:event:1")


async def test_what_has_no_identity_is_always_new():
    seen = Seen(Busy(), StandingClock())
    assert [await seen.is_first("") for _ in range(2)] == [True, True]


async def test_what_was_forgotten_may_come_again():
    async with opened() as store:
        seen = Seen(store, StandingClock())
        assert await seen.is_first("slack:submit:1")
        await seen.forget("slack:submit:1")
        assert await seen.is_first("slack:submit:1")
        assert not await Seen(store, StandingClock()).is_first("slack:submit:1")


async def test_the_first_workspace_is_served_and_listed_ones_need_no_library():
    async with opened() as store:
        spaces = Spaces(store, StandingClock(), frozenset({"discord:1"}))
        assert [await spaces.serves(team) for team in ("T1", "T2", "T1", "")] == [True, False, True, False]
    listed = Spaces(Busy(), StandingClock(), frozenset({"slack:T1", "T3"}))
    assert [await listed.serves(team) for team in ("T1", "T2", "T3")] == [True, False, True]
    with pytest.raises(LibraryBusy):
        await Spaces(Busy(), StandingClock(), frozenset()).serves("T1")

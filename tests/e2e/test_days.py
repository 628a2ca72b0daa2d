"""The story of the day over days and restarts, on one library file."""

from pathlib import Path

from bot.reply import StoryCard
from tests.support.building import MEMBER, StandingClock, add, app_over, draft, opened

STORIES = 12


async def test_each_day_has_one_story_over_restarts_and_none_comes_again_before_all_have_been(tmp_path: Path):
    library = tmp_path / "library.db"
    async with opened(library) as store:
        await add(store, *(draft(f"{number}번째 글") for number in range(STORIES)))
    clock = StandingClock()
    days = []
    for _ in range(STORIES + 1):
        days.append([await _todays(library, clock) for _ in range(2)])
        clock.forward(hours=24)
    assert all(first == second for first, second in days)
    first_round = [first for first, _ in days[:STORIES]]
    assert len(set(first_round)) == STORIES
    assert days[STORIES][0] in first_round


async def test_the_day_begins_at_midnight_in_seoul(tmp_path: Path):
    async with opened(tmp_path / "library.db") as store:
        await add(store, *(draft(f"{number}번째 글") for number in range(STORIES)))
    clock = StandingClock()  # 09:00 in Seoul
    morning = await _todays(tmp_path / "library.db", clock)
    clock.forward(hours=14, minutes=59)
    night = await _todays(tmp_path / "library.db", clock)
    clock.forward(minutes=1)
    tomorrow = await _todays(tmp_path / "library.db", clock)
    assert (night == morning, tomorrow == morning) == (True, False)


async def _todays(library: Path, clock: StandingClock) -> str:
    """The title of today's story, asked of a bot that has just been started."""
    async with opened(library) as store:
        reply = await app_over(store, clock).type("오늘", actor=MEMBER, channel="test:channel")
    (card,) = [part for part in reply.parts if isinstance(part, StoryCard)]
    return card.title.text

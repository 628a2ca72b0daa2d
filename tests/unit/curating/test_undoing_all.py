"""However the library was changed: undoing the last change again and again leads back to where it began."""

import dataclasses
from random import Random

import pytest

from bot.app import App
from bot.commands.registry import read_press
from bot.ports import Library
from tests.support.building import ADMIN, MORNING, StandingClock, add, app_over, draft, opened
from tests.unit.curating.support import pressed

STORIES = 5
STEPS = 25


@pytest.mark.parametrize("seed", range(6))
async def test_undoing_everything_leads_back_to_the_beginning(seed: int):
    random = Random(seed)
    async with opened() as store:
        app = app_over(store, StandingClock())
        await add(store, *(draft(f"글 {number}", tags=("가", "나"), link=_link(number)) for number in range(STORIES)))
        await store.write(lambda library: [library.save(f"slack:U{one}", one, at=MORNING) for one in (1, 2, 3)])
        first = await store.read(lambda library: library.last_change())
        assert first is not None
        before = await _state(app)
        for _ in range(STEPS):
            await _step(app, random)
        while (last := await store.read(lambda library: library.last_change())) and last.number > first.number:
            assert not (await pressed(app, f"undonow:{last.number}")).failed, last
        assert await _state(app) == before


async def _step(app: App, random: Random) -> None:
    one, other = random.sample(range(1, STORIES + 1), 2)
    match random.randrange(7):
        case 0:
            await _edit(app, one, title=f"제목 {random.random()}")
        case 1:
            await _edit(app, one, tags=random.choice(("가", "다, 나", "")))
        case 2:
            await pressed(app, f"hide:{one}")
        case 3:
            await pressed(app, f"restore:{one}")
        case 4:
            await pressed(app, f"retagnow:{random.choice('가나다')} > {random.choice('라마')}")
        case 5:
            await pressed(app, f"untagnow:{random.choice('가나다라')}")
        case _:
            await pressed(app, f"mergenow:{one} {other}")


async def _edit(app: App, number: int, **fields: str) -> None:
    request = app.request(read_press(f"edit:{number}"), actor=ADMIN, channel="slack:C1")
    await app.handle(dataclasses.replace(request, fields=fields))


async def _state(app: App) -> object:
    def look(library: Library) -> object:
        numbers = range(1, STORIES + 1)
        stories = [dataclasses.replace(one, updated_at=MORNING) for one in library.stories(tuple(numbers))]
        return stories, [(library.gathered(one), library.kept_of(one)) for one in numbers]

    return await app.store.read(look)


def _link(number: int) -> str | None:
    return f"https://a.example/{number}" if number % 2 else None

"""What the command line says of the language model."""

import asyncio
import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from adapters.composition import command_line
from bot.ports.writing import Spent
from tests.support.building import opened

SPENT = Spent(
    day=date(2026, 3, 2), model="test", requests=1, shown=1, prompt_tokens=1200, completion_tokens=80, cost=0.002
)


def printed(db: Path, *options: str) -> str:
    result = CliRunner().invoke(command_line(), ["llm", "usage", "--db", str(db), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


async def spend_twice(path: Path) -> None:
    async with opened(path) as store:
        for _ in range(2):
            await store.write(lambda library: library.spend(SPENT))


def test_use_is_added_up_by_day_and_model(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    asyncio.run(spend_twice(path))
    (row,) = (json.loads(line) for line in printed(path, "--json").splitlines())
    assert row == {
        "day": "2026-03-02",
        "model": "test",
        "requests": 2,
        "shown": 2,
        "prompt_tokens": 2400,
        "completion_tokens": 160,
        "cost": 0.004,
    }
    assert "2,400" in printed(path)


def test_a_model_that_was_never_used_has_no_use(tmp_path: Path) -> None:
    assert printed(tmp_path / "library.db").strip() == "아직 언어 모델을 쓰지 않았어요."

"""`storybot tidy …` on a library on file."""

import asyncio
import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from adapters.console.tidying import tidying
from bot.curation.links import Sight
from bot.curation.looking import Sighting
from tests.support.building import add, draft, opened
from tests.unit.console.support import wiring
from tests.unit.curation.test_likeness import ARTICLE


class Everywhere:
    """Implements `Looker`: everything is there."""

    async def look(self, link: str) -> Sighting:
        return Sight.THERE, None


def run(*arguments: str | Path) -> str:
    cli = typer.Typer()
    cli.add_typer(tidying(wiring(), Everywhere), name="tidy")
    cli.command("other")(lambda: None)
    result = CliRunner().invoke(cli, ["tidy", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


async def fill(path: Path) -> None:
    async with opened(path) as store:
        drafts = [draft(f"글 {nth}", body=ARTICLE, link=f"https://a{nth}.example/") for nth in range(3)]
        await add(store, *drafts)


def test_all_there_is_to_tidy_up(tmp_path: Path):
    path = tmp_path / "library.db"
    asyncio.run(fill(path))
    found = json.loads(run("duplicates", "--db", path, "--json").splitlines()[-1])
    assert found["summary"] == "같은 글로 보이는 짝이 2개 있어요."
    assert "회사나 태그가 없는 글이 3편 있어요." in run("missing", "--db", path)
    looked = run("links", "--now", "10", "--db", path)
    assert "링크 3개를 살펴봤어요." in looked
    assert "링크 0개를 살펴봤어요." in run("links", "--now", "10", "--db", path)
    assert "헛검색이 없었어요." in run("searches", "--db", path)

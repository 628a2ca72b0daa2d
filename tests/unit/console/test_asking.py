"""`storybot ask` in this process: the shapes scripts rely on."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from structlog.testing import capture_logs
from typer.testing import CliRunner

from adapters.console.command_line import build
from tests.support.building import add, draft, opened
from tests.unit.answers.library import STORIES
from tests.unit.console.support import wiring


@pytest.fixture
async def db(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    async with opened(path) as store:
        await add(store, *(draft(story.title, id=story.id, body=story.body) for story in STORIES))
    return path


def shell(*arguments: object, typed: str = "") -> Result:
    with capture_logs():
        return CliRunner().invoke(build(wiring()), [str(one) for one in arguments], input=typed, prog_name="storybot")


def test_an_answer_for_people_shows_the_quote_and_its_story(db: Path):
    shown = shell("ask", "캐시", "스탬피드가", "뭐야?", "--db", db)
    assert shown.exit_code == 0
    assert "캐시 스탬피드라고 불러요" in shown.stdout


def test_an_answer_for_scripts_has_the_ids_of_the_sources(db: Path):
    answer = json.loads(shell("ask", "ADR은 누가 제안했나요?", "--json", "--db", db).stdout)
    assert (answer["story_id"], answer["stories"][0]) == ("adr", "adr")
    assert any("마이클 나이가드" in sentence for sentence in answer["sentences"])
    assert 0 < answer["confidence"] <= 1


def test_a_refusal_for_scripts_has_neither_story_nor_sentences(db: Path):
    answer = json.loads(shell("ask", "쿠버네티스 파드 요금은?", "--json", "--db", db).stdout)
    assert (answer["story_id"], answer["sentences"], answer["band"]) == (None, None, "unknown")


def test_one_story_can_be_asked_by_its_id_and_an_unknown_one_is_said_so(db: Path):
    answer = json.loads(shell("ask", "누가 제안했나요?", "--story", "adr", "--json", "--db", db).stdout)
    assert answer["story_id"] in ("adr", None)
    assert shell("ask", "왜?", "--story", "nobody", "--json", "--db", db).exit_code == 1
    assert "마이클" in shell("ask", "누가 제안했나요?", "--story", "adr", "--db", db).stdout


def test_a_batch_of_questions_gives_a_line_each_and_leaves_out_what_is_none(db: Path):
    asked = '{"id": "q1", "question": "ADR이 뭐야?"}\n\n[]\n{"id": "q2", "question": ""}\n'
    shown = shell("ask", "--batch", "-", "--db", db, typed=asked)
    answers = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [(answer["id"], answer["story_id"]) for answer in answers] == [("q1", "adr"), ("q2", None)]
    assert shown.stderr.count("question") == 1

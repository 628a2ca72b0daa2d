"""Stories in and out of the real command: again and again, in every format, whole and broken."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.conftest import STORIES
from tests.e2e.support import Bot, json_of, side_by_side, write_lines
from tests.support.building import SHARED

SEED = SHARED / "seeds" / "theteams-stories.txt"


def test_importing_again_changes_nothing_but_views_that_grew(bot: Bot):
    source = write_lines(bot.folder / "stories.jsonl", *STORIES)
    before = bot.stories()
    assert bot.json("import", source) == {"new": 0, "updated": 0, "unchanged": 3, "refused": []}
    assert bot.stories() == before
    grown = write_lines(source, {**STORIES[0], "views": 20}, {**STORIES[2], "views": 1})
    assert bot.json("import", grown) == {"new": 0, "updated": 1, "unchanged": 1, "refused": []}
    assert bot.stories() == [{**before[0], "views": 20}, *before[1:]]


def test_an_export_imported_into_an_empty_library_exports_the_same_bytes(bot: Bot):
    exported = bot.run("export", bot.folder / "all.jsonl")
    assert (exported.status, exported.out) == (0, "")
    copy = Bot(folder=bot.folder, db=bot.folder / "copy" / "library.db")
    assert copy.json("import", "all.jsonl") == {"new": 3, "updated": 0, "unchanged": 0, "refused": []}
    again = copy.run("export")
    assert again.out.encode() == (bot.folder / "all.jsonl").read_bytes()
    assert [json.loads(line)["id"] for line in again.out.splitlines()] == [story["id"] for story in STORIES]


def test_broken_lines_are_refused_with_line_and_reason_and_the_rest_is_kept(empty_bot: Bot):
    source = empty_bot.folder / "broken.jsonl"
    source.write_bytes(
        b'{"id": "a", "title": "\xea\xb0\x80"}\n'
        b'{"id": "untitled", "body": "x"}\n'
        b"\n"
        b'{"id": "nul", "title": "a\\u0000b"}\n'
        b'{"id": "latin", "title": "\xff\xfe\xfd"}\n'
        b'["no object"]\n'
        b'{"id": "b", "title": "b"}\n'
        b'{"id": "cut", "title": "c'
    )
    report = empty_bot.json("import", source)
    assert (report["new"], report["updated"], report["unchanged"]) == (2, 0, 0)
    told = {one["line"]: one["reason"] for one in report["refused"]}
    assert sorted(told) == [2, 4, 5, 6, 8]
    assert "제목이 없어요" in told[2]
    assert "NUL" in told[4]
    assert "UTF-8도 CP949도" in told[5]
    assert "끊겼어요" in told[8]


def test_a_file_in_cp949_and_a_folder_of_posts_come_in_by_what_they_are(empty_bot: Bot):
    table = empty_bot.folder / "table.csv"
    table.write_bytes(
        "제목,본문,회사\n배포 자동화,배포를 자동으로 합니다.,두레\n장애 대응,,\n,제목이 없는 줄,\n".encode("cp949")
    )
    posts = empty_bot.folder / "blog"
    _write(posts / "_posts" / "2024-03-01-hello.md", "---\ntitle: 첫 글\ntags: [일기]\n---\n반갑습니다.\n")
    _write(posts / "둘째.md", "# 둘째 글\n\n본문입니다.\n")
    _write(posts / "broken.md", "---\ntitle: [\n---\n본문\n")
    _write(posts / "node_modules" / "README.md", "# 남의 글\n")
    listed, report = empty_bot.run("import", table), empty_bot.json("import", posts)
    assert (listed.status, "새 글 2편" in listed.out) == (0, True)
    assert ("4" in listed.out, "제목이 없어요" in listed.out) == (True, True)
    assert (report["new"], [one["reason"].split(":")[0] for one in report["refused"]]) == (2, ["broken.md"])
    companies = {story["title"]: story["company"] for story in empty_bot.stories()}
    assert companies == {"배포 자동화": "두레", "장애 대응": None, "첫 글": None, "둘째 글": None}


def test_a_pipe_is_imported(empty_bot: Bot):
    piped = empty_bot.run("import", "-", "--json", stdin='{"title": "파이프로 온 글"}\n'.encode())
    assert json_of(piped)["new"] == 1
    assert empty_bot.stories()[0]["title"] == "파이프로 온 글"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("seed")
    return Bot(folder=folder, db=folder / "seed.db")


@pytest.fixture(scope="module")
def seed_reports(seeded: Bot) -> list[dict]:
    return [seeded.json("import", SEED) for _ in range(2)]


@pytest.mark.shared
def test_the_seed_listing_gives_twelve_stories_once(seed_reports: list[dict]):
    assert seed_reports == [
        {"new": 12, "updated": 0, "unchanged": 0, "refused": []},
        {"new": 0, "updated": 0, "unchanged": 12, "refused": []},
    ]


@pytest.mark.shared
@pytest.mark.usefixtures("seed_reports")
def test_the_seed_listing_keeps_titles_and_views_as_printed(seeded: Bot):
    printed = SEED.read_text(encoding="utf-8").split("\n조회수 ")[1:]
    expected = [(story.splitlines()[2].strip(), int(story.splitlines()[0])) for story in printed]
    stories = seeded.stories()
    assert [(story["title"], story["views"]) for story in stories] == expected
    bodies = "\n".join(story["body"] for story in stories)
    assert all(line not in bodies.splitlines() for line in ("스토리 홈", "인터뷰", "피드", "뉴스"))
    assert not any(story["body"].rstrip().splitlines()[-1].startswith("#") for story in stories)


@pytest.mark.shared
@pytest.mark.usefixtures("seed_reports")
@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("모니터링", "모니터링 하지 않는 DevOps 조직은 없다."),
        ("트랜잭션 격리", "MySQL의 Transaction Isolation Level (Lock에 관하여)"),
        ("SQS", "SQS + Lambda"),
    ],
    ids=["monitoring", "isolation", "sqs"],
)
def test_the_seed_listing_is_searched(seeded: Bot, query: str, title: str):
    assert [hit["title"] for hit in seeded.json("find", query)["hits"]][:1] == [title]


@pytest.mark.shared
@pytest.mark.usefixtures("seed_reports")
def test_the_story_of_the_day_is_the_same_in_every_process(seeded: Bot):
    first, second = side_by_side(partial(seeded.json, "today"), partial(seeded.json, "today"))
    assert (first, len(first["stories"])) == (second, 1)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""Libraries made once by the real command; each test gets a copy of its own."""

import shutil
from pathlib import Path

import pytest

from tests.e2e.support import Bot, run, write_lines

STORIES = (
    {
        "id": "s:monitoring",
        "title": "모니터링 입문",
        "body": "지표와 로그를 함께 봅니다. 알림은 적을수록 좋습니다.",
        "link": "https://blog.example/monitoring",
        "company": "두레",
        "author": "김두레",
        "tags": ["AWS", "개발 문화"],
        "views": 12,
        "published_at": "2024-02-29T23:59:59+00:00",
    },
    {
        "id": "s:alerts",
        "title": "모니터링 알림을 줄인 이야기",
        "body": "알림을 절반으로 줄였습니다.",
        "author": "로켓 🚀",
        "tags": ["AWS"],
    },
    {"id": "s:queue", "title": "SQS 대기열 다루기", "body": "대기열의 메시지를 한 번만 처리합니다.", "views": 3},
)


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three stories."""
    folder = tmp_path_factory.mktemp("made")
    source = write_lines(folder / "stories.jsonl", *STORIES)
    assert run("import", source, "--db", folder / "library.db", folder=folder).status == 0
    return folder / "library.db"


@pytest.fixture
def bot(made_library: Path, tmp_path: Path) -> Bot:
    """The command on a copy of the library of three stories."""
    return Bot(folder=tmp_path, db=Path(shutil.copy(made_library, tmp_path / "library.db")))


@pytest.fixture
def empty_bot(tmp_path: Path) -> Bot:
    """The command in an empty folder, without a library yet."""
    return Bot(folder=tmp_path, db=tmp_path / "library.db")

"""One engine, several connections and threads."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from store.search.engine import Document, SearchEngine
from tests.unit.search.library import POSTS, opened, titled


def test_searches_in_other_threads_go_on_while_stories_are_written(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with opened(POSTS, path=path) as library, ThreadPoolExecutor(2) as threads:
        library.connection.execute("PRAGMA journal_mode = WAL")
        searches = [threads.submit(_search_often, library.engine, path) for _ in range(2)]
        for story in titled(*(f"배포 이야기 {n}" for n in range(30))):
            library.add(Document(number=100 + story.number, title=story.title))
        assert all(search.result() == {1} for search in searches)
        assert library.find("배포 이야기").total == 30


def test_one_engine_serves_two_libraries() -> None:
    with opened(titled("모니터링")) as one, opened(titled("다른 글", "모니터링")) as other:
        other.engine = one.engine
        one.engine.set_aliases(one.connection, [("관제탑", "모니터링")])
        assert one.numbers("관제탑") == [1]
        assert other.numbers("관제탑") == []
        assert other.numbers("모니터링") == [2]


def _search_often(engine: SearchEngine, path: Path) -> set[int]:
    """Every story that came first over many searches on a connection of its own."""
    with closing(sqlite3.connect(path)) as connection:
        return {engine.find(connection, "모니터링").hits[0].number for _ in range(20)}

"""The index follows the library: what is written is found by the next query, what is gone is not."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from store.search.engine import Document, SearchEngine
from tests.unit.search.library import POSTS, Library, opened


def test_a_story_is_found_at_once(library: Library) -> None:
    library.add(Document(number=9, title="웹어셈블리 맛보기"))
    assert library.numbers("웹어셈블리") == [9]


def test_an_edited_story_is_found_by_its_new_words_only(library: Library) -> None:
    library.add(replace(POSTS[0], title="관측 가능성 이야기", body="새 본문"))
    assert library.numbers("관측 가능성") == [1]
    assert 1 not in library.numbers("변화해가고 있습니다")


def test_a_hidden_story_is_not_found_and_comes_back(library: Library) -> None:
    library.hide(2)
    assert library.numbers("쿠버네티스") == []
    assert library.completed("쿠버") == []
    library.add(POSTS[1])
    assert library.numbers("쿠버네티스") == [2]


def test_removing_a_stranger_changes_nothing(library: Library) -> None:
    library.hide(77)
    assert library.engine.check(library.connection, POSTS) == ()


def test_new_views_are_known_without_writing_the_text_again(library: Library) -> None:
    library.add(
        Document(number=8, title="배포 자동화 결제 시스템"), Document(number=7, title="배포 자동화 결제 시스템")
    )
    assert library.numbers("배포 자동화 결제")[:2] == [8, 7]
    changes = library.connection.total_changes
    library.engine.put(library.connection, Document(number=7, title="배포 자동화 결제 시스템", views=3))
    assert library.connection.total_changes - changes <= 3
    assert library.numbers("배포 자동화 결제")[:2] == [7, 8]


def test_a_rolled_back_story_is_not_found(library: Library) -> None:
    library.connection.execute("BEGIN")
    library.add(Document(number=9, title="웹어셈블리 맛보기"))
    assert library.numbers("웹어셈블리") == [9]
    library.connection.execute("ROLLBACK")
    assert library.numbers("웹어셈블리") == []


def test_a_rolled_back_alias_is_forgotten(library: Library) -> None:
    library.connection.execute("BEGIN")
    library.engine.set_aliases(library.connection, [("관제탑", "모니터링")])
    assert library.numbers("관제탑") == [1]
    library.connection.execute("ROLLBACK")
    assert library.numbers("관제탑") == []


def test_another_connection_sees_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with opened(POSTS, path=path) as library, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        assert library.engine.find(reader, "관제탑").hits == ()
        library.engine.set_aliases(library.connection, [("관제탑", "모니터링")])
        assert library.engine.find(reader, "관제탑").hits[0].number == 1


def test_clearing_forgets_stories_and_keeps_aliases(library: Library) -> None:
    library.engine.set_aliases(library.connection, [("관제탑", "모니터링")])
    library.engine.clear(library.connection)
    assert library.find("모니터링").total == 0
    library.add(*POSTS)
    assert library.numbers("관제탑") == [1]


def test_a_sound_index_has_no_faults(library: Library) -> None:
    assert library.engine.check(library.connection, POSTS) == ()


def test_faults_are_told_in_words(library: Library) -> None:
    stranger = Document(number=6, title="없는 글")
    changed = replace(POSTS[0], body="바뀐 본문")
    faults = library.engine.check(library.connection, [changed, *POSTS[2:], stranger])
    assert any("story 6 is not in the index" in fault for fault in faults)
    assert any("story 1 has changed" in fault for fault in faults)
    assert any("story 2, which is not live" in fault for fault in faults)


def test_an_index_of_another_version_is_made_anew(library: Library) -> None:
    library.connection.execute("UPDATE search_meta SET value = '0' WHERE key = 'version'")
    assert not library.engine.is_current(library.connection)
    library.engine.create(library.connection)
    assert library.engine.is_current(library.connection)
    assert library.find("모니터링").total == 0


def test_an_index_of_mostly_remains_asks_to_be_rebuilt(library: Library) -> None:
    assert library.engine.is_current(library.connection)
    for round_number in range(1100):
        library.engine.put(library.connection, Document(number=99, title=f"제목 {round_number}"))
    assert not library.engine.is_current(library.connection)


def test_a_file_without_an_index_is_not_current() -> None:
    connection = sqlite3.connect(":memory:")
    assert not SearchEngine().is_current(connection)
    connection.close()


def test_similar_stories_share_words_and_never_include_the_story_itself(library: Library) -> None:
    library.add(Document(number=9, title="쿠버네티스 클러스터 운영", tags=("인프라",)))
    alike = [hit.number for hit in library.engine.similar(library.connection, 2)]
    assert alike[0] == 9
    assert 2 not in alike
    assert library.engine.similar(library.connection, 404) == ()


def test_ordinary_tables_of_the_index_are_strict(library: Library) -> None:
    tables = library.connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name LIKE 'search_%' AND sql LIKE 'CREATE TABLE%'"
    )
    own = [sql for (sql,) in tables if "search_title_" not in sql and "search_text_" not in sql]
    assert len(own) == 4
    assert all(sql.rstrip().endswith("STRICT") for sql in own)


def test_aliases_outlive_a_new_version_of_the_index(library: Library) -> None:
    library.engine.set_aliases(library.connection, [("감시탑", "모니터링")])
    library.connection.execute("UPDATE search_meta SET value = '1' WHERE key = 'version'")
    library.engine.create(library.connection)
    library.add(*POSTS)
    assert library.numbers("감시탑") == [1]

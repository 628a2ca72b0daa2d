"""A copy of a library that is whole and sound, taken while others write."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import LibraryUnwritable, NotALibrary
from store.backup import back_up
from tests.support.building import ADMIN, MORNING, add, draft, opened


async def test_a_copy_taken_while_stories_come_in_is_whole_and_opens(tmp_path: Path):
    told: list[tuple[int, int]] = []
    async with opened(tmp_path / "library.db") as store:
        await add(store, *(draft(f"글 {number}", body="본문이에요. " * 400) for number in range(200)))
        copying = asyncio.to_thread(
            back_up, store.path, tmp_path / "copy.db", lambda done, total: told.append((done, total))
        )
        size, *_ = await asyncio.gather(copying, *(add(store, draft(f"새 글 {number}")) for number in range(20)))
    assert not (tmp_path / "copy.db.part").exists()
    assert size == (tmp_path / "copy.db").stat().st_size
    assert told[-1][0] == told[-1][1] > 0
    async with opened(tmp_path / "copy.db") as copy:
        assert await copy.read(lambda library: library.count()) >= 200
        await copy.write(lambda library: library.add(draft("이어서 쓰기"), actor=ADMIN.key, at=MORNING))


def test_what_cannot_be_copied_leaves_the_old_copy_alone(tmp_path: Path):
    (tmp_path / "kept.db").write_text("어제의 복사본", encoding="utf-8")
    (tmp_path / "broken.db").write_text("서재가 아닌 파일" * 100, encoding="utf-8")
    with pytest.raises(NotALibrary):
        back_up(tmp_path / "broken.db", tmp_path / "kept.db", lambda *_: None)
    with closing(sqlite3.connect(tmp_path / "library.db")) as library:
        library.execute("CREATE TABLE t (x)")
    with pytest.raises(LibraryUnwritable):
        back_up(tmp_path / "library.db", tmp_path / "nowhere" / "copy.db", lambda *_: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.db", "kept.db", "library.db"]
    assert (tmp_path / "kept.db").read_text(encoding="utf-8") == "어제의 복사본"

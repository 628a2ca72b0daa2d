"""A copy of a library file that is whole, taken while the bot goes on working."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.errors import LibraryUnwritable, NotALibrary

Progress = Callable[[int, int], None]
_PAGES_AT_ONCE = 2_000  # between two steps others may write


def back_up(source: Path, target: Path, progress: Progress) -> int:
    """Copy the library at `source` to `target`, which takes its name only when whole and sound; gives its bytes.

    `progress` is told how many pages of how many are copied. Raises LibraryUnwritable, NotALibrary.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as library, closing(sqlite3.connect(part)) as copy:
            library.backup(
                copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total), sleep=0.01
            )
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise NotALibrary(source, verdict)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
        return target.stat().st_size
    except (OSError, sqlite3.OperationalError) as fault:
        raise LibraryUnwritable(target, str(fault)) from fault
    except sqlite3.DatabaseError as fault:
        raise NotALibrary(source, str(fault)) from fault
    finally:
        if part.is_file():
            part.unlink()

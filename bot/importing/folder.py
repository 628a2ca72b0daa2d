"""How a folder of Markdown posts becomes stories, in the order of their paths.

Left out without a word: files that are not Markdown, hidden files and folders, built sites, installed packages, the
papers of a repository (LICENSE, CONTRIBUTING), and links that lead out of the folder. A README is a story like any.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from bot.importing.limits import MAX_POST_BYTES
from bot.importing.markdown import is_markdown, parse_post
from bot.importing.text import text_fault
from bot.importing.values import Opener, Parsed, Refusal, RefusalReason

_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "_site", "__pycache__"})
_PAPERS: Final = frozenset(
    {"license", "licence", "contributing", "code_of_conduct", "security", "pull_request_template"}
)


def parse_folder(files: Iterable[tuple[str, Opener]], *, name: str, zone: tzinfo | None = None) -> Iterator[Parsed]:
    """Gives the story or refusal of each post among the files: (path inside the folder with `/`, how to open it).
    `name` is the folder's own name, with which every story's id begins."""
    for path, opener in files:
        if is_post_path(path):
            yield _post(path, opener, name, zone)


def is_post_path(path: str) -> bool:
    """Is the file at this path a post?"""
    place = PurePosixPath(path)
    is_skipped = any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in place.parts)
    return is_markdown(path) and not is_skipped and place.stem.casefold() not in _PAPERS


def walk_folder(root: Path) -> Iterator[tuple[str, Opener]]:
    """Gives every regular file under the folder, sorted by path; links to folders are not followed, links to files
    only inside it."""
    real_root = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(folder, name)
            if _is_inside(path, real_root):
                yield path.relative_to(root).as_posix(), partial(_open, path)


def folder_name(root: Path) -> str:
    """Gives the name that ids of this folder's stories begin with."""
    return unicodedata.normalize("NFC", root.resolve().name) or "folder"


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _is_inside(path: Path, real_root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(real_root)
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
        return False


def _post(path: str, opener: Opener, name: str, zone: tzinfo | None) -> Parsed:
    shown = path.encode(errors="replace").decode()
    fault = text_fault(path)  # a file name that is not UTF-8 comes with halves of characters in it
    if fault is not None:
        return Refusal(line=None, reason=fault, path=shown)
    try:
        content = _read(opener)
    except OSError as error:
        return Refusal(line=None, reason=RefusalReason.UNREADABLE, detail=error.strerror or "", path=shown)
    return parse_post(path, content, id_prefix=name, zone=zone)


def _read(opener: Opener) -> bytes:
    stream: BinaryIO
    with opener() as stream:
        return stream.read(MAX_POST_BYTES + 1)

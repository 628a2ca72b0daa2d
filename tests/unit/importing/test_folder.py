"""A folder of posts: what is read, what is left out."""

import os
from io import BytesIO
from pathlib import Path

import pytest

from bot.importing import Item, RefusalReason, folder_name, parse_folder, walk_folder
from bot.importing.folder import is_post_path
from tests.unit.importing.taken import refused, titles


def _folder(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def _read(root: Path) -> list:
    return list(parse_folder(walk_folder(root), name=folder_name(root)))


def test_posts_come_in_the_order_of_their_paths_with_ids_of_the_folder(tmp_path: Path) -> None:
    root = _folder(tmp_path / "메모", **{"b.md": "# 나\n본문", "a/c.md": "# 다\n본문", "a.md": "# 가\n본문"})
    items = _read(root)
    assert [item.draft.id for item in items if isinstance(item, Item)] == ["메모/a.md", "메모/b.md", "메모/a/c.md"]


def test_what_is_no_post_is_left_out_silently(tmp_path: Path) -> None:
    left_out = [".git/a.md", "x/node_modules/a.md", "_site/a.md", ".hidden.md", "a.txt", "LICENSE.md", "b.md/c.png"]
    root = _folder(tmp_path, **dict.fromkeys(left_out, "# 아님\n본문"), **{"글.MD": "# 글\n본문"})
    assert titles(_read(root)) == ["글"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.markdown", True),
        ("README.md", True),
        (".obsidian/a.md", False),
        ("a/CONTRIBUTING.md", False),
        ("md", False),
    ],
)
def test_a_path_says_whether_it_is_a_post(path: str, *, expected: bool) -> None:
    assert is_post_path(path) is expected


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = _folder(tmp_path / "outside", **{"secret.md": "# 비밀\n본문"})
    root = _folder(tmp_path / "in", **{"a.md": "# 글\n본문"})
    (root / "out.md").symlink_to(outside / "secret.md")
    (root / "dir").symlink_to(outside)
    (root / "loop.md").symlink_to(root / "loop.md")
    (root / "up").symlink_to(root)
    (root / "inside.md").symlink_to(root / "a.md")
    assert titles(_read(root)) == ["글", "글"]


def test_a_pipe_with_the_name_of_a_post_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert _read(tmp_path) == []


def test_a_file_that_cannot_be_opened_is_refused_and_the_rest_read() -> None:
    def gone() -> BytesIO:
        raise FileNotFoundError(2, "No such file or directory")

    found = list(parse_folder([("a.md", gone), ("b.md", lambda: BytesIO(b"text"))], name="x"))
    assert titles(found) == ["b"]
    assert (found[0].reason, found[0].path) == (RefusalReason.UNREADABLE, "a.md")


def test_a_file_name_that_is_not_utf8_is_refused_with_a_name_that_can_be_printed() -> None:
    found = list(parse_folder([("\udcff.md", lambda: BytesIO(b"text"))], name="x"))
    assert refused(found) == [(None, RefusalReason.SURROGATE)]
    assert found[0].path == "?.md"

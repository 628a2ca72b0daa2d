"""The format of a file, by its name and then by its first bytes."""

import pytest

from bot.importing import ImportFormat, detect


@pytest.mark.parametrize(
    ("name", "fmt"),
    [
        ("a.jsonl", ImportFormat.JSON_LINES),
        ("a.ndjson", ImportFormat.JSON_LINES),
        ("A.JSON", ImportFormat.JSON_LINES),
        ("a.csv", ImportFormat.CSV),
        ("a.tsv", ImportFormat.CSV),
        ("a.md", ImportFormat.MARKDOWN),
        ("a.markdown", ImportFormat.MARKDOWN),
    ],
)
def test_a_known_suffix_names_the_format(name: str, fmt: ImportFormat) -> None:
    assert detect(name, "조회수 1".encode()) is fmt


@pytest.mark.parametrize(
    ("head", "fmt"),
    [
        ("홈\n\n조회수 1,234\n\n제목\n".encode(), ImportFormat.LISTING),
        ("홈\n\n조회수 1\n".encode("cp949"), ImportFormat.LISTING),
        ("[공지]\n조회수 1\n".encode("utf-16"), ImportFormat.LISTING),
        (b'\n{"title": "a"', ImportFormat.JSON_LINES),
        (b'[{"title": "a"', ImportFormat.JSON_LINES),
        (b"[\n{", ImportFormat.JSON_LINES),
        ("제목;본문\n".encode(), ImportFormat.CSV),
        ("제목,조회수\n".encode("cp949"), ImportFormat.CSV),
        (b"---\ntitle: x\n---\n", ImportFormat.MARKDOWN),
        ("# 제목\n".encode(), ImportFormat.MARKDOWN),
        ("제목\n".encode(), ImportFormat.LISTING),
        (b"", ImportFormat.LISTING),
    ],
)
def test_without_a_known_suffix_the_content_shows_the_format(head: bytes, fmt: ImportFormat) -> None:
    assert detect("stories.txt", head) is fmt
    assert detect("-", head) is fmt

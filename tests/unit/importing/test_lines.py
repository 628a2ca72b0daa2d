"""Lines out of bytes: encodings told by looking, limits kept."""

from io import BytesIO

import pytest

from bot.importing.lines import Line, read_lines
from bot.importing.values import Refusal, RefusalReason


def _texts(content: bytes, **limits: int) -> list[str | RefusalReason]:
    lines = read_lines(BytesIO(content), **limits)
    return [line.text if isinstance(line, Line) else line.reason for line in lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_korean_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    text = "모니터링 알림을 줄이는 법\n카카\nabc"
    assert _texts(mark + text.encode(encoding)) == text.split("\n")


def test_lines_are_counted_from_one_and_lose_their_ends() -> None:
    lines = list(read_lines(BytesIO(b"a\r\n\nb")))
    assert lines == [Line(number=1, text="a"), Line(number=2, text=""), Line(number=3, text="b")]


def test_only_line_feeds_end_a_line() -> None:
    assert _texts("a\u2028b\x0bc\x85d".encode()) == ["a\u2028b\x0bc\x85d"]


def test_a_line_that_reads_in_no_encoding_is_refused_alone() -> None:
    assert _texts("가\n".encode() + b"\xff\xff\n" + "나".encode()) == ["가", RefusalReason.ENCODING, "나"]


def test_a_cut_utf8_line_is_not_taken_for_cp949() -> None:
    cut = "한글 문장이 여기서 잘림".encode()[:-1]
    assert _texts("앞 줄입니다\n".encode() + cut + "\n뒤 줄".encode()) == [
        "앞 줄입니다",
        RefusalReason.ENCODING,
        "뒤 줄",
    ]


def test_a_cp949_line_in_a_utf8_file_is_read() -> None:
    assert _texts("앞 줄\n".encode() + "가운데 줄".encode("cp949") + "\n뒤 줄".encode()) == [
        "앞 줄",
        "가운데 줄",
        "뒤 줄",
    ]


def test_cp949_after_much_ascii_is_read() -> None:
    content = b"plain\n" * 20_000 + "모니터링\n카카".encode("cp949")
    assert _texts(content)[-2:] == ["모니터링", "카카"]


def test_a_broken_utf16_line_is_refused_alone() -> None:
    content = "가\n".encode("utf-16") + b"\x00\xd8\n\x00" + "나".encode("utf-16-le")
    assert _texts(content) == ["가", RefusalReason.ENCODING, "나"]


def test_a_character_on_the_border_of_two_chunks_is_whole() -> None:
    text = "가" * 50_000
    assert _texts(text.encode()) == [text]
    assert _texts(text.encode("utf-16")) == [text]
    assert _texts(b"x" + text.encode("cp949")) == ["x" + text]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_over_the_limit_is_refused_and_the_next_one_read(end: bytes) -> None:
    content = b"ab\n" + b"x" * 200_000 + b"\ncd\n" + b"y" * 101 + end
    too_long = RefusalReason.LINE_TOO_LONG
    assert _texts(content, limit=100) == ["ab", too_long, "cd", too_long]


def test_a_refusal_of_length_says_the_limit() -> None:
    assert list(read_lines(BytesIO(b"xxx"), limit=2)) == [
        Refusal(line=1, reason=RefusalReason.LINE_TOO_LONG, detail="2")
    ]

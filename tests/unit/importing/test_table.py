"""CSV tables as spreadsheets write them."""

import pytest

from bot.importing import ImportFormat, Item, RefusalReason
from tests.unit.importing.taken import drafts, only, refused, taken, titles

_KOREAN = '제목,본문,링크,회사,글쓴이,태그,조회수,날짜\n가,"한 줄\n""두"" 줄",https://example.com/1,바라다,김하늘,"빌드,캐시","1,204",2024.1.2\n'


def _table(content: str | bytes) -> list:
    return taken(content, ImportFormat.CSV)


def test_a_table_with_korean_columns_gives_every_field() -> None:
    draft = only(_table(_KOREAN))
    assert (draft.title, draft.body, draft.link) == ("가", '한 줄\n"두" 줄', "https://example.com/1")
    assert (draft.company, draft.author, draft.tags, draft.views) == ("바라다", "김하늘", ("빌드", "캐시"), 1204)
    assert draft.published_at is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_that_spreadsheets_write_is_read(encoding: str) -> None:
    assert drafts(_table(_KOREAN.encode(encoding))) == drafts(_table(_KOREAN))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(delimiter: str) -> None:
    content = delimiter.join(["Title", "Body"]) + "\n" + delimiter.join(["가", '"a,b;c\t|"']) + "\n"
    assert only(_table(content)).body == "a,b;c\t|"


def test_a_hint_of_excel_names_the_delimiter() -> None:
    assert only(_table("sep=;\ntitle;body\n가;나\n")).body == "나"


def test_a_row_stands_at_its_first_line() -> None:
    found = _table('title,body\n가,"1\n2\n3"\n\n나,x\n')
    assert [item.line for item in found if isinstance(item, Item)] == [2, 6]


def test_a_row_with_too_many_or_too_few_fields_is_refused() -> None:
    found = _table("title,body\n가,1\n나\n다,1,2\n라,2\n")
    assert titles(found) == ["가", "라"]
    assert refused(found) == [(3, RefusalReason.FIELD_COUNT), (4, RefusalReason.FIELD_COUNT)]
    assert found[2].detail == "3/2"


def test_a_quote_that_never_ends_costs_one_row() -> None:
    found = _table('title,body\n가,1\n나,"열린\n다,3\n라,4\n')
    assert titles(found) == ["가", "다", "라"]
    assert refused(found) == [(3, RefusalReason.QUOTES)]


def test_a_quote_that_ends_amid_a_field_costs_one_row() -> None:
    found = _table('title,body\n나,"열린\n다,"닫힌"\n라,4\n')
    assert titles(found) == ["다", "라"]
    assert refused(found) == [(2, RefusalReason.QUOTES)]


def test_a_quote_amid_a_plain_field_is_a_character() -> None:
    assert only(_table('title,body\n27" 화면,x\n')).title == '27" 화면'


def test_a_field_larger_than_the_csv_module_allows_is_read() -> None:
    assert len(only(_table(f"title,body\n가,{'x' * 1_000_000}\n")).body) == 1_000_000


def test_a_field_over_the_limit_is_refused() -> None:
    found = _table(f'title,body\n가,"{"x" * 2_000_001}"\n나,1\n')
    assert titles(found) == ["나"]
    assert refused(found) == [(2, RefusalReason.TOO_LONG)]


def test_empty_rows_and_empty_fields_give_nothing() -> None:
    assert only(_table("title,body,views,date\n,,,\n\n가,,,\n")).views is None


def test_a_row_without_title_or_with_a_nul_is_refused() -> None:
    found = _table("title,body\n,1\n가,\0\n나,2\n")
    assert titles(found) == ["나"]
    assert refused(found) == [(2, RefusalReason.NO_TITLE), (3, RefusalReason.NUL)]


def test_an_unreadable_line_costs_the_row_it_is_in() -> None:
    found = _table('title,body\n가,1\n나,"'.encode() + b"\xff\xff\n" + "다,3\n".encode())
    assert titles(found) == ["가", "다"]
    assert refused(found) == [(3, RefusalReason.ENCODING)]


@pytest.mark.parametrize("content", ["가,나\n1,2\n", "body,link\n1,2\n", '"title\n'])
def test_a_table_without_title_column_is_refused_whole(content: str) -> None:
    assert refused(_table(content)) == [(1, RefusalReason.NO_HEADER)]


def test_an_empty_table_is_refused() -> None:
    assert refused(_table("\n\n")) == [(None, RefusalReason.EMPTY)]


def test_a_header_alone_gives_nothing() -> None:
    assert _table("title,body\n") == []

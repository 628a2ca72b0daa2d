"""What is read from pages of every known form: fields, text, and what must not be taken."""

import re
from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.fetching.frames import LENGTHS, reading_frame, reading_from
from adapters.fetching.reading.charset import text_of
from adapters.fetching.reading.page import read_page
from adapters.fetching.reading.values import MovedTo, Reading, Unreadable
from bot.fetching import FetchedPage
from bot.links import is_link
from tests.wire.fetching.blog_shapes import BLOG_SHAPES
from tests.wire.fetching.odd_shapes import ENCODED, WRITTEN
from tests.wire.fetching.shapes import CACHE, LESSON, RESULT, Shape, page

# ruff: noqa: E501 - pages and expectations stand side by side

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
SHAPES = [one for one in (*BLOG_SHAPES, *ENCODED, *WRITTEN) if "Content-Encoding" not in one.headers]


def read(
    content: bytes, *, link: str = "https://blog.example.com/posts/cache", charset: str | None = "utf-8"
) -> Reading:
    return read_page(content, link=link, charset=charset, now=NOW)


def read_as_page(content: bytes, *, link: str = "https://blog.example.com/posts/cache") -> FetchedPage:
    reading = read(content, link=link)
    assert isinstance(reading, FetchedPage)
    return reading


def shape_reading(shape: Shape) -> Reading:
    charset = re.search("charset=(.+)", shape.headers.get("Content-Type", ""))
    return read(shape.content, link=f"https://{shape.host}{shape.path}", charset=charset[1] if charset else None)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_page_gives_what_it_says_of_itself(shape: Shape) -> None:
    reading = shape_reading(shape)
    if isinstance(reading, MovedTo):
        assert "Moved" in shape.name or "frame around" in shape.name
        return
    assert isinstance(reading, FetchedPage)
    assert {name: getattr(reading, name) for name in shape.expected} == dict(shape.expected)
    assert [text for text in shape.holds if text not in reading.body] == []
    assert [text for text in shape.lacks if text in reading.body] == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_reading_comes_through_the_pipe_as_it_was(shape: Shape) -> None:
    reading = shape_reading(shape)
    assert _through_the_pipe(reading) == reading


def _through_the_pipe(reading: Reading) -> Reading:
    frame = reading_frame(reading)
    head, content = LENGTHS.unpack(frame[: LENGTHS.size])
    rest = frame[LENGTHS.size :]
    assert len(rest) == head + content
    return reading_from(rest[:head], rest[head:].decode())


TEXT = f"<article><p>{CACHE}</p><p>{LESSON}</p></article>"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>캐시 | 회사 블로그</title><meta property='og:site_name' content='회사 블로그'>", "캐시"),
        ("<title>회사 블로그 - 캐시</title><meta property='og:site_name' content='회사 블로그'>", "캐시"),
        ("<title>회사 블로그</title><meta property='og:site_name' content='회사 블로그'>", "회사 블로그"),
        ("<title> 여러\n 줄\t제목 </title>", "여러 줄 제목"),
        ("<title>&amp;lt;b&amp;gt; &#xAC00;</title>", "&lt;b&gt; 가"),
        ("<title></title><meta name='twitter:title' content='트위터 제목'>", "트위터 제목"),
        ("<title>짧은</title><meta property='og:title' content='" + "긴" * 900 + "'>", "긴" * 500),
    ],
)
def test_a_title_is_taken_without_the_name_of_its_site(head: str, title: str) -> None:
    assert read_as_page(page(head, TEXT)).title == title


def test_a_title_with_a_marked_word_stays_one_word() -> None:
    assert read_as_page(page("", f"<h1>캐<em>시</em>와 <b>R</b>edis</h1>{TEXT}")).title == "캐시와 Redis"


@pytest.mark.parametrize(
    ("site", "host", "company"),
    [
        ("우아한회사 기술블로그", "techblog.example.com", "우아한회사"),
        ("LINE Engineering", "engineering.example.com", "LINE"),
        ("당근가게 테크 블로그", "medium.com", "당근가게"),
        ("Kakao Tech", "tech.example.com", "Kakao"),
        ("Tech Blog", "tech.example.com", None),
        ("민수의 개발 블로그", "minsu.example.com", None),
        ("Jane's blog", "jane.example.com", None),
        ("hyunlog", "hyun.example.com", None),
        ("나무로그", "namu.example.com", None),
        ("개발하는 하루", "day.tistory.com", None),
        ("velog", "velog.io", None),
        ("Medium", "medium.com", None),
        ("구름상점", "blog.example.kr", "구름상점"),
    ],
)
def test_a_company_is_named_by_its_blog_and_never_by_a_platform_or_a_person(
    site: str, host: str, company: str | None
) -> None:
    found = read_as_page(
        page(f"<title>x</title><meta property='og:site_name' content=\"{site}\">", TEXT), link=f"https://{host}/a"
    )
    assert found.company == company


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("<time datetime='2024-01-02T03:04:05Z'>x</time>", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("<time>2024. 1. 2. 3:04</time>", datetime(2024, 1, 1, 18, 4, tzinfo=UTC)),
        ("<span class='date'>2024.01.02 13:04</span>", datetime(2024, 1, 2, 4, 4, tzinfo=UTC)),
        ("<span>2024년 1월 2일</span>", datetime(2024, 1, 1, 15, tzinfo=UTC)),
        ("<span class='post-date'>2 January 2024</span>", datetime(2024, 1, 1, 15, tzinfo=UTC)),
        ("<span class='post-date'>Published Jan 2nd, 2024</span>", datetime(2024, 1, 1, 15, tzinfo=UTC)),
        ("<aside><time datetime='2024-01-02'></time></aside>", None),
        ("<time datetime='어제'>3일 전</time>", None),
        ("<time datetime='0001-01-01'></time><time datetime='2024-13-45'></time>", None),
        ("<p>우리는 2024년 1월 2일에 시작했어요.</p>", None),
    ],
)
def test_a_date_is_read_as_it_is_shown(written: str, when: datetime | None) -> None:
    assert read_as_page(page("<title>x</title>", f"{written}{TEXT}")).published_at == when


@pytest.mark.parametrize(
    ("written", "views"),
    [
        ("<p>조회수 1,234회</p>", 1234),
        ("<p>조회 : 77</p>", 77),
        ("<p>작성자 민수 | 조회 12 | 추천 3</p>", 12),
        ("<dl><dt>조회수</dt><dd>9</dd></dl>", 9),
        ("<p>Views: 1.2K</p>", 1200),
        ("<p>12,345 views · 3 min read</p>", 12345),
        ("<p>Hit 31</p>", 31),
        ("<p>조회수 3</p><footer>조회수 99</footer>", 3),
        ("<p>조회수 3</p><p>조회수 4</p>", None),
        ("<p>조회수 1.234</p>", None),
        ("<p>데이터베이스 조회를 3번 했어요.</p>", None),
        ("<p>Overview 12</p>", None),
        ("<p>3 views.py files</p><p>조회수 -</p>", 3),
    ],
)
def test_a_view_count_is_read_where_the_page_prints_its_own(written: str, views: int | None) -> None:
    assert read_as_page(page("<title>x</title>", written + TEXT)).views == views


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("<p>하나<br>둘<br><br>셋</p>", "하나\n둘\n\n셋"),
        ("<p>a <b>b</b><i>c</i> <a href='/x'>d</a></p>", "a bc d"),
        ("<h2>제목 <code>x</code></h2>글", "## 제목 x\n\n글"),
        ("<ul><li><p>하나</p></li><li>둘<ol><li>안</li></ol></li></ul>", "- 하나\n- 둘\n  1. 안"),
        ("<blockquote><p>하나</p><p>둘</p></blockquote>", "> 하나\n>\n> 둘"),
        ("<pre>```\ncode</pre>", "````\n```\ncode\n````"),
        ("<pre><code class='hljs language-go'>a\n\n\tb</code></pre>", "```go\na\n\n\tb\n```"),
        ("<pre><span class='comment'># 말</span>\nx</pre>", "```\n# 말\nx\n```"),
        ("<table><tr><td>a|b</td><td>c</td></tr><tr><td>d</td></tr></table>", "| a\\|b | c |\n|---|---|\n| d |  |"),
        ("<table><tr><td><p>하나</p><p>둘</p></td></tr></table>", "하나\n\n둘"),
        ("<dl><dt>말</dt><dd>뜻</dd></dl>", "말\n\n뜻"),
        ("<p>&nbsp;</p><p>\u200b</p><p>글</p>", "글"),
        ("<details><summary>열기</summary>안</details>", "열기\n\n안"),
        ("<video>x</video><iframe src='x'>y</iframe><svg><text>z</text></svg>글", "글"),
    ],
)
def test_text_keeps_its_structure(markup: str, body: str) -> None:
    found = read_as_page(page("<title>x</title>", f"<div class='entry-content'>{markup}<p>{RESULT}</p></div>"))
    assert found.body == f"{body}\n\n{RESULT}"


@pytest.mark.parametrize(
    ("canonical", "link"),
    [
        ("https://blog.example.com/posts/cache/?utm_source=x", "https://blog.example.com/posts/cache"),
        ("/posts/42", "https://blog.example.com/posts/42"),
        ("https://www.blog.example.com/a", "https://www.blog.example.com/a"),
        ("https://example.com/a", "https://blog.example.com/posts/cache"),
        ("https://other.blog.example.com/a", "https://blog.example.com/posts/cache"),
        ("javascript:alert(1)", "https://blog.example.com/posts/cache"),
        ("http://[::1", "https://blog.example.com/posts/cache"),
        ("https://blog.example.com/", "https://blog.example.com/posts/cache"),
    ],
)
def test_a_page_names_its_own_address_but_not_that_of_a_neighbour(canonical: str, link: str) -> None:
    head = f"<title>x</title><link rel='canonical' href='{canonical}'>"
    assert read_as_page(page(head, TEXT)).link == link


@pytest.mark.parametrize(
    "label", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "ms949", "utf-8", "utf-7", "hex", "zip", "no-such", None]
)
def test_korean_comes_out_right_whatever_the_label(label: str | None) -> None:
    text = f"<title>똠방각하</title><p>{CACHE}"
    assert text_of(text.encode("cp949"), label) == text
    assert text_of(text.encode(), label) == text


def test_bytes_that_no_encoding_reads_cost_only_themselves() -> None:
    broken = "가나다".encode("cp949") + b"\xff\xff" + "라마바".encode("cp949")
    assert text_of(broken, "euc-kr").replace("\ufffd", "") == "가나다라마바"


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div class='post-content'>", "<article>", "</article>", "<table>", "<tr>", "<td>", "<pre>", "<code>", "<ul>", "<li>",
     "<h1>", "</h1>", "<title>", "</title>", "<script type='application/ld+json'>", '{"@type":"Article","author":[{"name":"', "</script>",
     "<meta property='og:title' content='", "'>", "<meta charset='", "<link rel=canonical href='http://", "<a href='//", "<base href='",
     "<svg>", "<math>", "<template>", "<noscript>", "<frameset>", "<iframe id=mainFrame src='", "<!--", "-->", "<![CDATA[", "&#xD800;",
     "&lt;", "&", "\x00", "\u202e", "가", "조회수 ", "1,234", "2024. 1. 2.", " ", "\n", "<br>", "<blockquote>", "\ud7a3", "http://[::1",
     "<time datetime='", "<meta http-equiv=refresh content='0;url=", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<?xml encoding='utf-16'?>"]
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(MARKUP | st.text(max_size=8), max_size=40))
def test_markup_of_any_kind_is_read_or_refused(parts: list[str]) -> None:
    _read_or_refused("".join(parts).encode("utf-8", "surrogatepass"), None)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300), charset=st.none() | st.sampled_from(["euc-kr", "utf-16", "big5", "x"]))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes, charset: str | None) -> None:
    _read_or_refused(b"<html>" + content, charset)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=st.sampled_from(SHAPES), data=st.data())
def test_a_page_that_was_cut_and_patched_is_read_or_refused(shape: Shape, data: st.DataObject) -> None:
    size = min(len(shape.content), 4000)
    start, end = sorted(data.draw(st.tuples(st.integers(0, size), st.integers(0, size))))
    patch = data.draw(st.binary(max_size=6) | MARKUP.map(lambda text: text.encode("utf-8", "surrogatepass")))
    _read_or_refused(shape.content[:start] + patch + shape.content[end : end + 8000], None)


def _read_or_refused(content: bytes, charset: str | None) -> None:
    reading = read(content, charset=charset)
    assert _through_the_pipe(reading) == reading
    match reading:
        case FetchedPage():
            assert is_link(reading.link)
            assert reading.link.startswith("https://blog.example.com") or "blog.example.com" in reading.link
            assert 0 < len(reading.title) <= 500
            assert reading.image is None or is_link(reading.image)
            texts = (reading.title, reading.company or "", reading.author or "", *reading.tags, reading.body)
            assert not any(re.search("[\x00\ud800-\udfff\u202a-\u202e]", text) for text in texts)
            assert not any("\n" in text for text in texts[:-1])
        case MovedTo() | Unreadable():
            pass

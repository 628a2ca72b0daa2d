"""Lists of feeds in and out."""

from bot.feeds.opml import read_opml, write_opml
from tests.support.feeding import feed

FOLDERS = """<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="회사"><outline type="rss" text="가나 &amp; 다라" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline>
<outline title="B" XMLURL="HTTPS://b.example/atom.xml"/>
<outline text="again" xmlUrl="https://a.example/feed"/>
<outline text="nothing"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_what_is_written_is_read_again() -> None:
    one = feed("https://blog.example.com/feed?a=1&b=2", name='가나 "기술" <블로그>', home="https://blog.example.com/")
    listed = read_opml(write_opml([one], title="a & b").encode())
    assert listed is not None
    assert [(each.address, each.name, each.home) for each in listed.feeds] == [(one.address, one.name, one.home)]


def test_folders_odd_letters_and_twins_are_read_and_what_is_no_address_is_counted() -> None:
    listed = read_opml(FOLDERS.encode())
    assert listed is not None
    assert [(one.name, one.address) for one in listed.feeds] == [
        ("가나 & 다라", "https://a.example/feed"),
        ("B", "https://b.example/atom.xml"),
    ]
    assert listed.unusable == 1


def test_a_file_that_ends_early_gives_what_stands_in_it() -> None:
    listed = read_opml(FOLDERS.encode()[: FOLDERS.encode().index(b'title="B"')])
    assert listed is not None
    assert [one.address for one in listed.feeds] == ["https://a.example/feed"]


def test_what_is_no_opml_is_none() -> None:
    assert [read_opml(one) for one in (b"", b"<rss/>", b"\xff\xfe", b"{}")] == [None] * 4

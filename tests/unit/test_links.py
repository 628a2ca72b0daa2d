"""When two addresses are one story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import canonical_link, is_link, link_key


@pytest.mark.parametrize(
    ("shared", "canonical"),
    [
        ("https://Blog.Example/Post/", "https://blog.example/Post"),
        ("https://blog.example/post?utm_source=a&utm_campaign=b", "https://blog.example/post"),
        ("https://blog.example/post?id=3&fbclid=x", "https://blog.example/post?id=3"),
        ("https://m.blog.example/post", "https://blog.example/post"),
        ("https://mobile.blog.example/post", "https://blog.example/post"),
        ("https://m.example/post", "https://m.example/post"),
        ("https://blog.example/post#section-2", "https://blog.example/post"),
        ("https://blog.example/#/posts/2", "https://blog.example#/posts/2"),
        ("https://blog.example:443/post", "https://blog.example/post"),
        ("http://blog.example:8080/post", "http://blog.example:8080/post"),
        ("https://me:secret@blog.example/post", "https://blog.example/post"),
        ("https://blog.example/%ea%b8%80", "https://blog.example/%EA%B8%80"),
        ("https://blog.example/글", "https://blog.example/%EA%B8%80"),
        ("https://blog.example/a%2Fb", "https://blog.example/a%2Fb"),
        ("https://한글.example/글", "https://xn--bj0bj06e.example/%EA%B8%80"),
        ("http://[2001:DB8::1]:8080/post/", "http://[2001:db8::1]:8080/post"),
    ],
)
def test_however_a_page_is_shared_its_canonical_link_is_one(shared: str, canonical: str):
    assert canonical_link(shared) == canonical
    assert canonical_link(canonical) == canonical


def test_scheme_www_and_the_order_of_parameters_do_not_make_another_story():
    keys = {
        link_key("https://www.blog.example/p?a=1&b=2"),
        link_key("http://blog.example/p/?b=2&a=1"),
        link_key("https://m.blog.example/p?a=1&b=2&utm_id=9"),
    }
    assert len(keys) == 1


@pytest.mark.parametrize("one", ["https://a.example/p?id=1", "https://a.example/p?id=2", "https://a.example/P?id=1"])
def test_what_names_the_page_stays(one: str):
    others = {"https://a.example/p?id=1", "https://a.example/p?id=2", "https://a.example/P?id=1"} - {one}
    assert link_key(one) not in {link_key(other) for other in others}


@pytest.mark.parametrize(
    "text",
    ["", "blog.example", "ftp://a.example/x", "javascript:alert(1)", "https://", "https:///x", "https://a b.example",
     "https://a.example/<b>", "https://a.example:99999/", "https://a.example/\x00", "https://[::1", "x" * 3000],
)  # fmt: skip
def test_what_is_no_whole_web_address_is_no_link(text: str):
    assert not is_link(text)


@given(st.text(max_size=60))
def test_any_text_behind_a_host_gives_a_stable_canonical_link_or_is_no_link(tail: str):
    link = "https://a.example/" + tail
    if is_link(link):
        assert canonical_link(canonical_link(link)) == canonical_link(link)
        assert is_link(canonical_link(link))

"""Which host a link names, whatever its spelling; and which addresses are open to everybody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from adapters.fetching.addresses import endpoint, is_allowed, is_public, is_this_machine
from adapters.fetching.targets import redirected, target_of
from bot.fetching import FetchProblem, FetchRefused
from bot.words.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("link", "host", "port", "written"),
    [
        ("https://Example.COM", "example.com", 443, "https://example.com/"),
        ("http://example.com:80/a", "example.com", 80, "http://example.com/a"),
        ("http://example.com.:8080/a?b#c", "example.com", 8080, "http://example.com:8080/a?b"),
        ("https://한글.kr/글", "xn--bj0bj06e.kr", 443, "https://xn--bj0bj06e.kr/%EA%B8%80"),
        ("https://exa\u00admple.com/", "example.com", 443, "https://example.com/"),
        ("https://[2606:2800:0220:0001::0001]/", "2606:2800:220:1::1", 443, "https://[2606:2800:220:1::1]/"),
        ("http://93.184.215.14/%7e?q=%bc", "93.184.215.14", 80, "http://93.184.215.14/%7e?q=%bc"),
        ("http://my_host.example.com/", "my_host.example.com", 80, "http://my_host.example.com/"),
    ],
)
def test_a_link_names_one_host_in_one_spelling(link: str, host: str, port: int, written: str) -> None:
    target = target_of(link)
    assert (target.host, target.port, target.link) == (host, port, written)


@settings(max_examples=300, deadline=None)
@given(rest=st.text(alphabet="abcxyz0127.:/\\@#?[]%-_ⓐ。１０ \t가", max_size=30))
def test_what_is_checked_is_what_is_asked(rest: str) -> None:
    try:
        target = target_of(f"http://{rest}")
    except FetchRefused:
        return
    url = URL(target.link, encoded=True)
    assert (url.raw_host, url.port, url.user, url.password) == (target.host, target.port, None, None)


@settings(max_examples=100, deadline=None)
@given(location=st.text(max_size=40))
def test_a_redirect_leads_to_a_target_or_is_refused(location: str) -> None:
    problem = None
    try:
        redirected(target_of("https://example.com/a"), location)
    except FetchRefused as refused:
        problem = refused.problem
    assert problem is not FetchProblem.NOT_A_LINK


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "223.255.255.254", "2606:2800:21f::1", "2a00:1450::1"])
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(address)
    assert is_allowed(address, 443, frozenset())


def test_an_address_is_allowed_by_name_with_its_port_only() -> None:
    allowed = frozenset({endpoint("127.0.0.1", 8000), endpoint("::1", 8000)})
    assert is_allowed("127.0.0.1", 8000, allowed)
    assert is_allowed("::1", 8000, allowed)
    assert not is_allowed("127.0.0.1", 8001, allowed)
    assert not is_allowed("127.0.0.2", 8000, allowed)


def test_this_machine_is_known_by_its_address() -> None:
    assert is_this_machine("127.0.0.1")
    assert not is_this_machine("93.184.215.14")
    assert not is_this_machine("no address")


@pytest.mark.parametrize("problem", FetchProblem)
def test_every_refusal_is_said_in_both_languages_with_what_to_do(problem: FetchProblem) -> None:
    refused = FetchRefused(problem, host="example.com", limit=5)
    korean = load_catalogue("ko").say(refused.key, **refused.facts)
    english = load_catalogue("en").say(refused.key, **refused.facts)
    assert korean.count(".") >= 2
    assert korean.rstrip(".").endswith("요")
    assert "lease" in english

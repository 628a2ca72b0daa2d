"""Sentences by key: what a placeholder gives, what a value can never do, and how a mistake is told."""

import pytest

from bot.words.catalogue import (
    Catalogue,
    CatalogueError,
    Counted,
    Inserted,
    Plural,
    WithParticle,
    load_catalogue,
    parse_catalogue,
    parse_sentence,
)


def catalogue(sentence: str) -> Catalogue:
    return parse_catalogue(f"said = {sentence!r}")


@pytest.mark.parametrize(
    ("sentence", "value", "said"),
    [
        ("안녕하세요.", "", "안녕하세요."),
        ("{x}", "캐시", "캐시"),
        ("{x:을/를} 찾았어요.", "모니터링", "모니터링을 찾았어요."),
        ("{x:을/를} 찾았어요.", "Redis", "Redis를 찾았어요."),
        ("{x:으로/로} 가요.", 10, "10으로 가요."),
        ("‘{x}’{x:-을/를} 찾았어요.", "모니터링", "‘모니터링’을 찾았어요."),
        ("‘{x}’{x:-이에요/예요}.", "캐시", "‘캐시’예요."),
        ("{x:을/를}", "大", "大을(를)"),
        ("{x:,}편", 1234567, "1,234,567편"),
        ("{x:,}초", 1234.5, "1,234.5초"),
        ("{x:story|stories}", 1, "1 story"),
        ("{x:story|stories}", 0, "0 stories"),
        ("{x:story|stories}", 12345, "12,345 stories"),
        ("{x:new story|new stories} in all", 2, "2 new stories in all"),
        ("{{x}} {x}", "a", "{x} a"),
        ("두\n줄 {x}", "a", "두\n줄 a"),
    ],
)
def test_a_placeholder_gives_its_value_in_the_form_asked_for(sentence: str, value: object, said: str) -> None:
    assert parse_catalogue(f'said = """{sentence}"""').say("said", x=value) == said


@pytest.mark.parametrize("value", ["{x}", "{y}", "{0}", "{{", "}", "%s", "{x.__class__}", "{x:을/를}", "\\n", "$x"])
def test_a_value_is_never_read_as_a_sentence(value: str) -> None:
    assert catalogue("<{x}>").say("said", x=value, y="other") == f"<{value}>"


def test_the_name_of_a_value_may_be_that_of_the_argument() -> None:
    assert catalogue("{key} {self}").say("said", key="a", self="b") == "a b"


def test_nested_tables_make_dotted_keys() -> None:
    words = parse_catalogue('a = "1"\n[find]\nnone = "2"\n[find.hint]\nmore = "3"')
    assert list(words) == ["a", "find.none", "find.hint.more"]
    assert (len(words), "find.none" in words, "find" in words) == (3, True, False)
    assert words.say("find.hint.more") == "3"


def test_a_sentence_shows_its_parts_and_placeholders() -> None:
    assert parse_sentence("said", "{{{a}}} {b:,} {c:-은/는}{d:one|many}") == (
        "{",
        Inserted(name="a"),
        "} ",
        Counted(name="b"),
        " ",
        WithParticle(name="c", pair="은/는", alone=True),
        Plural(name="d", one="one", many="many"),
    )
    assert catalogue("a {b} c").placeholders("said") == (Inserted(name="b"),)


@pytest.mark.parametrize(
    "sentence",
    [
        "{",
        "}",
        "{}",
        "{0}",
        "{x",
        "x}",
        "{x.y}",
        "{x[0]}",
        "{x!r}",
        "{X}",
        "{x:}",
        "{x:>10}",
        "{x:.2f}",
        "{x:를/을}",
        "{x:|}",
        "{x:a|}",
        "{x:a|b|c}",
        "{x:{y}}",
        "{ x }",
    ],
)
def test_a_placeholder_that_cannot_be_read_is_told_with_its_key(sentence: str) -> None:
    with pytest.raises(CatalogueError, match="'said'"):
        catalogue(sentence)


def test_a_missing_key_is_told() -> None:
    with pytest.raises(CatalogueError, match=r"no sentence 'find\.nothing'"):
        catalogue("a").say("find.nothing")


@pytest.mark.parametrize("values", [{}, {"x": None}, {"y": "a"}])
def test_a_missing_value_is_told(values: dict[str, object]) -> None:
    with pytest.raises(CatalogueError, match="'said' needs a value for 'x'"):
        catalogue("{x:을/를}").say("said", **values)


@pytest.mark.parametrize("sentence", ["{x:,}", "{x:story|stories}"])
def test_counting_what_is_no_number_is_told(sentence: str) -> None:
    with pytest.raises(CatalogueError, match="'said' counts 'x'"):
        catalogue(sentence).say("said", x="12")


@pytest.mark.parametrize("text", ["a = ", "a = 1", "a = ['b']", "[a]\nb = true", "a = 'b'\na = 'c'"])
def test_a_file_that_is_no_catalogue_is_told(text: str) -> None:
    with pytest.raises(CatalogueError):
        parse_catalogue(text)


def test_a_language_without_a_file_is_told() -> None:
    with pytest.raises(CatalogueError, match="'xx'"):
        load_catalogue("xx")


def test_a_catalogue_is_read_once() -> None:
    assert load_catalogue("ko") is load_catalogue("ko")

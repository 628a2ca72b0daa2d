"""The spellings a word may have in texts: inflected, by another name, misspelt, heard in another script."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.answers.index import words_with_bones
from store.answers.lexicon import is_predicate, spelled_letters, synonyms, verb_roots
from store.answers.verbs import inflections, is_contracted
from store.search.aliases import Names, plain, shipped
from store.search.readings import typed_reading
from store.search.spelling import by_slip, by_sound
from store.text.hangul import is_syllable
from store.text.keys import keys
from store.text.particles import stems
from store.text.sound import likeness, skeleton, sound
from store.text.words import word_texts

ALIAS = 0.97
HONORIFIC = re.compile(r"(?:님|씨)(?:[은는이가을를의과와]|께서|에게|들)?$")
_STEM, _ROOT, _SYNONYM, _BEGINNING, _CORRECTED = 0.98, 0.8, 0.72, 0.75, 0.85
_LEAST, _LIKELY_SLIP, _ALIKE = 0.4, 0.6, 0.8
_SHORTEST, _SHORT, _LONG = 2, 3, 4
_KEYS_OF_A_NAME = 6
_MOST_HEARD = 5
_GOES_ON = '" *'
_VERSIONED = re.compile(r"([a-z]{2,})(?:v|-)?(\d{1,2})")
_PARTICLES = ("", "이", "가", "을", "를", "은", "는", "의", "에", "도", "로", "으로", "에서", "과", "와", "이란", "란")


def is_named(word: str, names: Names) -> bool:
    """Is the word, or what it is without its ending, a name of the alias table?"""
    return any(plain(form) in names for form in (word, *stems(word)))


def spellings(word: str, names: Names) -> Iterator[tuple[str, float]]:
    """The spellings of a clue with their worth; a dict built of the reversed order keeps the best of each."""
    found: list[tuple[str, float]] = [(word, 1.0)]
    plain_word = HONORIFIC.sub("", word)
    found += [(plain_word, _STEM)] if len(plain_word) > 1 else []
    forms = [word, *(stem for stem in stems(word) if len(stem) > 1 or len(word) <= _SHORT)]
    found += [(form, _STEM if len(form) > 1 else _ROOT) for form in forms[1:]]
    if versioned := _VERSIONED.fullmatch(word):
        name, version = versioned.groups()
        found += [
            (f"{name} 버전 {version}", _STEM),
            (f"{name} v{version}", _STEM),
            (f"{name} {version}", _STEM),
            (name, _LEAST),
        ]
    roots = verb_roots(word) if all(map(is_syllable, word)) else ()
    found += [(root, _ROOT if len(root) > 1 else _BEGINNING) for root in roots]
    verbs = [*(roots if is_predicate(word) else ()), *([word] if is_contracted(word) else ())]
    inflected = [form for root in verbs for form in inflections(root)]
    found += [(form, _ROOT) for form in inflected]
    for form in (*forms, *roots):
        found += [(name, ALIAS) for name in names.get(plain(form), ())]
    for form in (*forms, *roots, *inflected[:1]):
        found += [(other, _SYNONYM) for other in synonyms(form)]
    if all(map(is_syllable, word)):
        found += [
            (word[:size], _BEGINNING * size / len(word))
            for size in range(len(word) - 1, 1, -1)
            if 2 * size >= len(word)
        ]
    return iter(sorted(((text, weight) for text, weight in found if squeezed(text)), key=lambda each: each[1]))


def corrections(connection: Connection, word: str, names: Names, pressed: int) -> Iterator[tuple[str, float]]:
    """What a word that no text has may have been meant as: a slip of the fingers, or the sound of a foreign word."""
    for form in dict.fromkeys((word, *(stem for stem in stems(word) if len(stem) > 1))):
        if letters := spelled_letters(form):
            yield letters, ALIAS
            return
        heard = [*_misspelt_names(form, names), *_heard(connection, form)]
        typed = typed_reading(form)
        correctors = (by_sound,) if heard else (by_slip, by_sound)
        for corrector in correctors:
            for reading in corrector(connection, typed, max(pressed, len(typed.keys))):
                heard += [(" ".join(reading.words), _CORRECTED * reading.weight)][: reading.weight >= _LIKELY_SLIP]
        yield from heard


def _misspelt_names(word: str, names: Names) -> Iterator[tuple[str, float]]:
    """Names of the alias table a slip away from the word, and their other names."""
    pressed = keys(word)
    if len(pressed) < _KEYS_OF_A_NAME:
        return
    found = process.extract(pressed, _pressed_names(), scorer=OSA.distance, score_cutoff=len(pressed) // 5, limit=3)
    for _, _, name in found:
        yield name, _CORRECTED
        yield from ((other, _CORRECTED) for other in names.get(name, ()))


@lru_cache(maxsize=1)
def _pressed_names() -> dict[str, str]:
    return {name: keys(name) for name in shipped() if len(name) > _SHORTEST}


def _heard(connection: Connection, word: str) -> Iterator[tuple[str, float]]:
    """Latin words of the bodies that sound like a Hangul one: 스타베이션 → starvation."""
    if not all(map(is_syllable, word)) or len(word) < _SHORTEST:
        return
    heard = _sound(word)
    likely = [(likeness(heard, _sound(other)), other) for other in words_with_bones(connection, skeleton(heard))]
    yield from ((other, _CORRECTED * worth) for worth, other in nlargest(_MOST_HEARD, likely) if worth >= _ALIKE)


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    return sound(word)


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def expression_of(variants: Iterable[str]) -> str:
    """The MATCH expression for stories with any of these spellings."""
    return " OR ".join(dict.fromkeys(phrase for variant in variants for phrase in _phrases(variant)))


def _phrases(variant: str) -> Iterator[str]:
    tokens = word_texts(variant)
    if not tokens:
        return
    last = tokens[-1]
    goes_on = len(last) >= (_SHORTEST if is_syllable(last[0]) else _LONG)
    if len(variant) == 1 and is_syllable(variant):
        yield " OR ".join(f'"{variant}{particle}"' for particle in _PARTICLES)
    elif variant:
        yield '"' + " ".join(tokens) + (_GOES_ON if goes_on else '"')
    if len(tokens) == 1 and len(last) >= _LONG and is_syllable(last[0]):
        for at in range(2, len(last) - 1):
            yield f'"{last[:at]} {last[at:]}{_GOES_ON}'

"""What a typed word may have meant: itself, without its particle, on the other layout, another name, initials.

A reading has a weight in 0..1: how far it is from what was typed. Stages ask for any reading of every unit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.search import Evidence
from store.search.aliases import Names, plain
from store.search.query import Filter, Query, Term
from store.text.hangul import is_consonant, is_hangul, is_initials, is_jamo, is_syllable, without_final
from store.text.keys import initial_key, keys, layout_swapped
from store.text.particles import stems
from store.text.unicode import fold
from store.text.words import word_texts

STEM = 0.96
SHORT_STEM = 0.9
FURTHER_CUT = 0.006
CUT_FROM_NAME = 0.93
LAYOUT = 0.97
ALIAS = 0.94
HALF_TYPED = 0.85
SLIPPED_IN = 0.92
INITIALS = 0.97
_SHORT_LATIN, _SHORT_HANGUL = 3, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a typed word. `words` are what texts are searched for, `keys` what titles are searched for.

    `whole`: only a whole word counts, as for the short names of the alias table (os, 큐).
    `initials`: the keys are initial consonants. `growing`: the last syllable may be under the fingers still.
    `keys` are empty where titles need not be searched for it. `is_hangul`: it begins in Hangul.
    """

    words: tuple[str, ...]
    keys: str
    weight: float = 1.0
    evidence: Evidence = Evidence.TITLE
    whole: bool = False
    initials: bool = False
    growing: bool = False
    is_hangul: bool = False

    @property
    def text(self) -> str:
        """The reading as it is shown."""
        return " ".join(self.words)


Unit = tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A query understood: the whole of it as one unit (spaces do not matter), and each of its topics.

    `worth` is below 1 where words had to be changed to find anything.
    """

    whole: Unit
    units: tuple[Unit, ...]
    terms: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    worth: float = 1.0

    @property
    def is_apart(self) -> bool:
        """Do the units say something else than the whole: several words, or one that carried others with it?"""
        return len(self.terms) > 1 or len(self.units) > 1


def meaning_of(query: Query, names: Names) -> Meaning:
    """What the query means before any spelling is corrected."""
    spelled = "".join(term.typed.replace(" ", "") for term in query.terms)
    exact = any(term.exact for term in query.terms)
    return Meaning(
        whole=_unit(Term(spelled, exact=exact), names) if spelled else (),
        units=tuple(_unit(term, names) for term in _merged(query.topics, names)),
        filters=query.filters,
        terms=tuple(word for term in query.terms for word in term.text.split()),
    )


def reading_of(text: str, *, weight: float, evidence: Evidence, whole: bool = False, growing: bool = False) -> Reading:
    """A reading that is another text."""
    found = word_texts(fold(text))
    pressed = keys("".join(found))
    return Reading(
        words=tuple(found),
        keys=pressed,
        weight=weight,
        evidence=evidence,
        whole=whole,
        growing=growing,
        is_hangul=begins_in_hangul(found),
    )


def begins_in_hangul(found: Sequence[str]) -> bool:
    """Are these words Hangul, by the first of them?"""
    return bool(found) and is_hangul(found[0][0])


def initials_reading(text: str) -> Reading:
    """Consonants on their own, read as the initials of syllables."""
    pressed = "".join(map(initial_key, text))
    return Reading(
        words=(text,),
        keys=pressed,
        weight=INITIALS,
        evidence=Evidence.CHOSEONG,
        initials=True,
        growing=True,
        is_hangul=True,
    )


def typed_reading(text: str) -> Reading:
    """A folded text just as it was typed."""
    found = tuple(word_texts(text))
    pressed = keys(text.replace(" ", ""))
    return Reading(words=found, keys=pressed, growing=True, is_hangul=begins_in_hangul(found))


def _unit(term: Term, names: Names) -> Unit:
    """The readings of a term, each once, in the order of their weights: the typed one first."""
    found: dict[tuple[tuple[str, ...], str, bool, bool], Reading] = {}
    for reading in sorted(_readings(term, names), key=lambda reading: -reading.weight):
        found.setdefault((reading.words, reading.keys, reading.initials, reading.growing), reading)
    return tuple(found.values())


def _merged(terms: tuple[Term, ...], names: Names) -> list[Term]:
    """The terms, with neighbours joined where they are the name of one thing: 로드 밸런싱, web worker."""
    merged: list[Term] = []
    for term in terms:
        before = merged[-1] if merged else None
        if before and not (before.exact or term.exact) and plain(before.text + term.text) in names:
            merged[-1] = Term(f"{before.typed} {term.typed}")
        else:
            merged.append(term)
    return merged


def _readings(term: Term, names: Names) -> Iterator[Reading]:
    """Every reading of a term, the typed one first."""
    text = term.text
    yield typed_reading(text)
    if term.exact:
        return
    if is_initials(text):
        yield initials_reading(text)
    yield from _aliases(text, names, ALIAS)
    is_name = plain(text) in names
    for cut, stem in enumerate(stems(text)):
        weight = (STEM if len(stem) > _SHORT_HANGUL else SHORT_STEM) - cut * FURTHER_CUT
        if is_name:  # 그래들 is Gradle, hardly several 그래
            weight *= CUT_FROM_NAME
        is_name = is_name or plain(stem) in names
        yield reading_of(stem, weight=weight, evidence=Evidence.WORDS, whole=len(stem) <= _SHORT_HANGUL)
        yield from _aliases(stem, names, ALIAS * weight)
    yield from _on_other_layout(term, names)
    yield from _half_typed(text)


def _aliases(text: str, names: Names, weight: float) -> Iterator[Reading]:
    for name in names.get(plain(text), ()):
        yield reading_of(name, weight=weight, evidence=Evidence.ALIAS, whole=_is_short(name))


def _on_other_layout(term: Term, names: Names) -> Iterator[Reading]:
    """The reading on the other layout, where the keys make words there: whole syllables, or Latin for stray letters."""
    swapped = layout_swapped(term.typed)
    if swapped == term.typed or " " in swapped:
        return
    is_latin = not any(map(is_hangul, term.typed))
    if not (_is_written_hangul(swapped) if is_latin else any(map(is_jamo, term.typed))):
        return
    text = fold(swapped)
    yield reading_of(text, weight=LAYOUT, evidence=Evidence.LAYOUT, growing=True)
    yield from _aliases(text, names, LAYOUT * ALIAS)
    for stem in stems(text):
        if len(stem) > _SHORT_HANGUL:
            yield reading_of(stem, weight=LAYOUT * STEM, evidence=Evidence.LAYOUT)


def _half_typed(text: str) -> Iterator[Reading]:
    """A word whose last syllable is under the fingers: 모니터ㄹ and 모니털 begin like 모니터. For texts only:
    in titles the keys themselves are such a beginning. A vowel on its own (모니터ㅓ) begins nothing: it slipped in.
    """
    done = text.rstrip("".join(letter for letter in text if is_jamo(letter)))
    if done and done != text and all(map(is_syllable, done)):
        if is_consonant(text[-1]):
            yield Reading(words=(done,), keys="", weight=HALF_TYPED, evidence=Evidence.WORDS, growing=True)
        else:
            yield reading_of(done, weight=SLIPPED_IN, evidence=Evidence.SPELLING)
    opened = without_final(text)
    if opened != text and len(opened) > 1:
        yield Reading(words=(opened,), keys="", weight=HALF_TYPED, evidence=Evidence.WORDS, growing=True)


def _is_written_hangul(text: str) -> bool:
    """Is it mostly whole syllables, as words are: no vowel on its own, at most a half-typed end?"""
    syllables = sum(map(is_syllable, text))
    return syllables > 1 and all(map(is_syllable, text[:-1])) and is_hangul(text[-1])


def _is_short(name: str) -> bool:
    text = plain(name)
    return len(text) <= (_SHORT_HANGUL if is_hangul(text[0]) else _SHORT_LATIN)

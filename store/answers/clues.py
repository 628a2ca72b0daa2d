"""What a question asks about: its words, each with all that says the same, and how rare that is in the library."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.answers.index import words_with_bones
from store.answers.lexicon import is_asking, is_predicate, is_soft, spelled_letters, synonyms, verb_roots
from store.search.aliases import Names, plain, shipped
from store.search.readings import typed_reading
from store.search.spelling import by_slip, by_sound
from store.text.hangul import is_syllable
from store.text.keys import keys
from store.text.particles import is_ending, stems
from store.text.sound import likeness, skeleton, sound
from store.text.unicode import fold
from store.text.words import Word, word_texts, words

MOST_CLUES = 12
MOST_HAVING = 2000
_IDENTIFIER = re.compile(r"[a-z0-9](?:[\w+#]|[._/-](?=\w))*", re.ASCII)
_ALIAS, _STEM, _ROOT, _SYNONYM, _BEGINNING, _CORRECTED = 0.97, 0.98, 0.8, 0.72, 0.75, 0.85
_SOFT_WORTH = 0.35
_PREDICATE_WORTH = 0.7
_GLUED = 5
_KEYS_OF_A_NAME = 6
_LEAST = 0.4
_SHORT, _LONG = 3, 4
_ALIKE = 0.8
_COUNTED = re.compile(r"(?:개|번|명|가지|건|월|일|년|시|배|곳|초|분|단계|줄)(?:[나이]나|까지|인가요?|정도|야|나|씩)?")
_PHRASES = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"안\s?좋은(?:\s?점|\s?거|\s?것)?|나쁜\s?점|불편한\s?점", "단점 "),
        (r"좋은\s?점", "장점 "),
        (r"다른\s?점", "차이 "),
        (r"두\s?번", "두번"),
        (r"조심할\s?(?:점|것|거)|주의할\s?(?:점|것)", "주의 "),
    )
)
_VERSIONED = re.compile(r"([a-z]{2,})(?:v|-)?(\d{1,2})")
_LIKELY_SLIP = 0.6
_PARTICLES = ("", "이", "가", "을", "를", "은", "는", "의", "에", "도", "로", "으로", "에서", "과", "와", "이란", "란")
_HONORIFIC = re.compile(r"(?:님|씨)(?:[은는이가을를의과와]|께서|에게|들)?$")


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling that a clue may have in a text. `weight` is what finding it is worth, to 1."""

    text: str  # without spaces
    weight: float


@dataclass(frozen=True, slots=True)
class Clue:
    """A word of the question. `rarity` is its weight among the clues, `expression` the MATCH for texts that have it.

    `is_name`: it is Latin or stands in the alias table; such things have to be there, nothing else answers.
    """

    word: str
    variants: tuple[Variant, ...]
    expression: str
    stories: int
    rarity: float
    is_name: bool
    is_soft: bool


def clues_of(connection: Connection, question: str, names: Names) -> tuple[Clue, ...]:
    """The clues of a question, in its order; none when it only asks (`뭐 있어?`)."""
    total = max(1, connection.execute("SELECT count(*) FROM search_entry").fetchone()[0])
    asked = [part for typed in _typed(_reworded(fold(question)), names) for part in _apart(connection, typed, names)]
    topics = [
        word
        for before, word in zip(("", *asked), asked, strict=False)
        if not _is_empty(word, names) and not (before == "몇" or _COUNTED.fullmatch(word))
    ]
    pressed = sum(len(typed_reading(word).keys) for word in topics)
    clues: dict[str, Clue] = {}
    for word in topics[:MOST_CLUES]:
        clues.setdefault(word, _clue(connection, word, names, total, pressed))
    hard = [clue for clue in clues.values() if not clue.is_soft]
    return tuple(clues.values()) if hard else tuple(replace(clue, is_soft=False) for clue in clues.values())


def _reworded(folded: str) -> str:
    """The question with phrases of two words as the one word they stand for (안 좋은 점 → 단점)."""
    for pattern, word in _PHRASES:
        folded = pattern.sub(word, folded)
    return folded


def _is_empty(word: str, names: Names) -> bool:
    return plain(word) not in names and (is_asking(word) or (len(word) == 1 and is_ending(word)))


def _typed(folded: str, names: Names) -> list[str]:
    """The words as they were typed: identifiers whole, particles behind them dropped, names of two words joined."""
    found = _joined(folded)
    kept = [
        word
        for before, word in zip((None, *found), found, strict=False)
        if not (before and before.end == word.start and word.is_hangul and is_ending(word.text))
    ]
    merged: list[str] = []
    previous_end = -2
    for word in kept:
        if merged and word.start <= previous_end + 1 and plain(merged[-1] + word.text) in names:
            merged[-1] += " " + word.text
        elif merged and word.start <= previous_end + 1 and _stem_named(merged[-1], word.text, names):
            merged[-1] += " " + _stem_named(merged[-1], word.text, names)
        else:
            merged.append(word.text)
        previous_end = word.end
    return merged


def _stem_named(before: str, word: str, names: Names) -> str:
    return next((stem for stem in stems(word) if len(stem) > 1 and plain(before + stem) in names), "")


def _joined(folded: str) -> list[Word]:
    """The words of a text, `innodb_lock_waits` and `d3.js` as one."""
    whole = [found for found in _IDENTIFIER.finditer(folded) if len(word_texts(found.group())) > 1]
    spans = [(found.start(), found.end()) for found in whole]
    apart = [word for word in words(folded) if not any(start <= word.start < end for start, end in spans)]
    return sorted([*apart, *(Word(one.group(), one.start(), one.end()) for one in whole)], key=lambda word: word.start)


def _apart(connection: Connection, word: str, names: Names) -> list[str]:
    """A long word that the library does not have, as the shorter ones it has; itself otherwise."""
    if len(word) < _GLUED or not all(map(is_syllable, word)) or plain(word) in names or is_asking(word):
        return [word]
    if any(_is_word(connection, form, names) for form in _whole_forms(word)):
        return [word]
    pieces = _fewest(connection, word, names)
    return pieces or [word]


def _whole_forms(word: str) -> tuple[str, ...]:
    """The word and what it is without a short ending."""
    return (word, _HONORIFIC.sub("", word), *(stem for stem in stems(word) if len(stem) >= len(word) - 2))


def _fewest(connection: Connection, word: str, names: Names) -> list[str]:
    """The word cut so that most of it is words of the library or of questions; empty when too little is."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(word) + 1):
        options = []
        for start in range(max(0, end - 8), end):
            price = _price(connection, word[start:end], names)
            options.append((best[start][0] + price, [*best[start][1], word[start:end]]))
        best.append(min(options, key=lambda option: option[0]))
    pieces = _without_tails(best[-1][1], names)
    return pieces if best[-1][0] < len(word) * 0.8 and len(pieces) > 1 else []


def _without_tails(pieces: list[str], names: Names) -> list[str]:
    return [piece for piece in pieces if len(piece) > 1 or plain(piece) in names or not is_ending(piece)]


def _price(connection: Connection, piece: str, names: Names) -> float:
    if len(piece) > 1 and _is_word(connection, piece, names):
        return 1.0
    if is_ending(piece):
        return 0.9 if len(piece) == 1 else 0.8
    if len(piece) > 1 and is_asking(piece):
        return 0.9
    return 2.0 * len(piece)


def _is_word(connection: Connection, piece: str, names: Names) -> bool:
    return plain(piece) in names or _having(connection, f'"{piece}"', 1) > 0


def _clue(connection: Connection, word: str, names: Names, total: int, pressed: int) -> Clue:
    variants = dict(_variants(word, names))
    expression = expression_of(variants)
    stories = _having(connection, expression, MOST_HAVING)
    if not is_soft(word) and not is_predicate(word) and not (stories and _is_spelled(connection, variants)):
        for variant, weight in _corrections(connection, word, names, pressed):
            variants.setdefault(variant, weight)
        expression = expression_of(variants)
        stories = _having(connection, expression, MOST_HAVING)
    rarity = math.log(1 + total / (stories + 0.5))
    soft = is_soft(word) or any(map(is_soft, stems(word)))
    if is_predicate(word) and not _is_named(word, names):
        rarity *= _PREDICATE_WORTH if stories else _SOFT_WORTH / 2
    return Clue(
        word=word,
        variants=tuple(Variant(squeezed(spelled), weight) for spelled, weight in sorted(variants.items(), key=lambda v: -v[1])),
        expression=expression,
        stories=stories,
        rarity=rarity * (_SOFT_WORTH if soft else 1.0),
        is_name=_is_named(word, names) or word.isascii(),
        is_soft=soft,
    )


def _is_spelled(connection: Connection, variants: Mapping[str, float]) -> bool:
    """Has any text the word itself, not only something that begins like it or says the same?"""
    return _having(connection, expression_of(text for text, weight in variants.items() if weight >= _ALIAS), 1) > 0


def _is_named(word: str, names: Names) -> bool:
    return any(plain(form) in names for form in (word, *stems(word)))


def _variants(word: str, names: Names) -> Iterator[tuple[str, float]]:
    """The spellings of a clue with their worth; a dict built of the reversed order keeps the best of each."""
    found: list[tuple[str, float]] = [(word, 1.0)]
    plain_word = _HONORIFIC.sub("", word)
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
    for form in (*forms, *roots):
        found += [(name, _ALIAS) for name in names.get(plain(form), ())]
    for form in (*forms, *roots):
        found += [(other, _SYNONYM) for other in synonyms(form)]
    if all(map(is_syllable, word)):
        found += [
            (word[:size], _BEGINNING * size / len(word))
            for size in range(len(word) - 1, 1, -1)
            if 2 * size >= len(word)
        ]
    return iter(sorted(((text, weight) for text, weight in found if squeezed(text)), key=lambda each: each[1]))


def _corrections(connection: Connection, word: str, names: Names, pressed: int) -> Iterator[tuple[str, float]]:
    """What a word that no text has may have been meant as: a slip of the fingers, or the sound of a foreign word."""
    for form in dict.fromkeys((word, *(stem for stem in stems(word) if len(stem) > 1))):
        if letters := spelled_letters(form):
            yield letters, _ALIAS
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
    return {name: keys(name) for name in shipped() if len(name) > 2}


def _heard(connection: Connection, word: str) -> Iterator[tuple[str, float]]:
    """Latin words of the bodies that sound like a Hangul one: 스타베이션 → starvation."""
    if not all(map(is_syllable, word)) or len(word) < 2:
        return
    heard = sound(word)
    for other in words_with_bones(connection, skeleton(heard)):
        likely = likeness(heard, sound(other))
        if likely >= _ALIKE:
            yield other, _CORRECTED * likely


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def expression_of(variants: Iterable[str]) -> str:
    """The MATCH expression for stories with any of these spellings."""
    phrases = dict.fromkeys(phrase for variant in variants for phrase in _phrases(variant))
    return " OR ".join(phrases)


def _phrases(variant: str) -> Iterator[str]:
    tokens = word_texts(variant)
    if not tokens:
        return
    last = tokens[-1]
    goes_on = len(last) >= (2 if is_syllable(last[0]) else 4)
    if len(variant) == 1 and is_syllable(variant):
        yield " OR ".join(f'"{variant}{particle}"' for particle in _PARTICLES)
    elif variant:
        yield '"' + " ".join(tokens) + '"' + (" *" if goes_on else "")
    if len(tokens) == 1 and len(last) >= 4 and is_syllable(last[0]):
        for at in range(2, len(last) - 1):
            yield f'"{last[:at]} {last[at:]}" *'


def _having(connection: Connection, expression: str, limit: int) -> int:
    if not expression:
        return 0
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ?)", (expression, limit)
    ).fetchone()
    return int(row[0])

"""What a question asks about: its words, each with all that says the same, and how rare that is in the library."""

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection

from store.answers.lexicon import is_asking, is_predicate, is_soft
from store.answers.spellings import ALIAS, HONORIFIC, corrections, expression_of, is_named, spellings, squeezed
from store.answers.verbs import adnominal_stem
from store.search.aliases import Names, plain
from store.search.readings import typed_reading
from store.text.hangul import is_syllable
from store.text.particles import is_ending, stems
from store.text.unicode import fold
from store.text.words import Word, word_texts, words

MOST_CLUES = 12
MOST_HAVING = 1200
_IDENTIFIER = re.compile(r"[a-z0-9](?:[\w+#]|[._/-](?=\w))*", re.ASCII)
_SOFT_WORTH = 0.35
_PREDICATE_WORTH = 0.7
_GLUED = 5
_COUNTED = re.compile(
    r"(?:개|번|명|가지|건|월|달|주|일|년|시|배|곳|초|분|단계|줄)(?:[나이]나|까지|인가요?|정도|야|나|씩)?"
)
_FORM_NOUNS = frozenset(("때", "때는", "때만", "것", "거", "건", "게", "것은", "적"))
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
    is_english = not any(map(is_syllable, question))
    asked = [part for typed in _typed(_reworded(fold(question)), names) for part in _apart(connection, typed, names)]
    topics = [
        word
        for before, word in zip(("", *asked), asked, strict=False)
        if not _is_empty(word, () if is_english else names) and not (before == "몇" or _COUNTED.fullmatch(word))
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


def _is_empty(word: str, names: Container[str]) -> bool:
    return plain(word) not in names and (is_asking(word) or (len(word) == 1 and is_ending(word)))


def _typed(folded: str, names: Names) -> list[str]:
    """The words as they were typed: identifiers whole, particles behind them dropped, names of two words joined."""
    found = _with_stems(_joined(folded))
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


def _with_stems(found: Sequence[Word]) -> list[Word]:
    """The words with verbs before a form noun as their plain form: 줄일 (수 있어) → 줄이는."""
    texts = [word.text for word in found]
    return [
        replace(word, text=f"{stem}는")
        if _is_form_noun(*texts[nth + 1 : nth + 3]) and (stem := adnominal_stem(word.text))
        else word
        for nth, word in enumerate(found)
    ]


def _is_form_noun(after: str = "", beyond: str = "") -> bool:
    return after in _FORM_NOUNS or (after == "수" and beyond[:1] in ("있", "없"))


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
    return (word, HONORIFIC.sub("", word), *(stem for stem in stems(word) if len(stem) >= len(word) - 2))


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
    variants = dict(spellings(word, names))
    expression = expression_of(variants)
    stories = _having(connection, expression, MOST_HAVING)
    if not is_soft(word) and not is_predicate(word) and not (stories and _is_spelled(connection, variants)):
        for variant, weight in corrections(connection, word, names, pressed):
            variants.setdefault(variant, weight)
        expression = expression_of(variants)
        stories = _having(connection, expression, MOST_HAVING)
    rarity = math.log(1 + total / (stories + 0.5))
    soft = is_soft(word) or any(map(is_soft, stems(word)))
    if is_predicate(word) and not is_named(word, names):
        rarity *= _PREDICATE_WORTH if stories else _SOFT_WORTH / 2
    return Clue(
        word=word,
        variants=tuple(
            Variant(squeezed(spelled), weight) for spelled, weight in sorted(variants.items(), key=lambda v: -v[1])
        ),
        expression=expression,
        stories=stories,
        rarity=rarity * (_SOFT_WORTH if soft else 1.0),
        is_name=is_named(word, names) or word.isascii(),
        is_soft=soft,
    )


def _is_spelled(connection: Connection, variants: Mapping[str, float]) -> bool:
    """Has any text the word itself, not only something that begins like it or says the same?"""
    return _having(connection, expression_of(text for text, weight in variants.items() if weight >= ALIAS), 1) > 0


def _having(connection: Connection, expression: str, limit: int) -> int:
    if not expression:
        return 0
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT ?)", (expression, limit)
    ).fetchone()
    return int(row[0])

"""What a question asks about, as questions are compared: its words with stems, other names and key presses."""

import re
from collections.abc import Iterator

from bot.answers.kinds import kind_of
from bot.inbox.likeness import Gist, Term
from store.answers.lexicon import is_asking, is_predicate, is_soft, synonyms, verb_roots
from store.search.aliases import Names, plain
from store.text.hangul import is_syllable
from store.text.keys import keys
from store.text.particles import is_ending, shortest_stem, stems
from store.text.unicode import fold, neat
from store.text.words import Word, words

MOST_TERMS = 12
_SOFT, _PREDICATE = 0.35, 0.4
_COUNTERS = frozenset(
    ("데", "개", "개수", "번", "명", "며칠", "시간", "되", "될", "된", "들", "걸리", "걸려")
)  # how many, how long
_NEGATION = re.compile(r"(?:^|\s)(?:안|못)\s|(?:^|\s)(?:안|못)(?=[가-힣])|않|없이|말고|\bnot\b|n't\b")
_BORDER = 4  # keys at the beginning and the end of a word, one of which a slip leaves intact
_SHORTEST_BORDERED = 6


def gist_of(question: str, names: Names) -> Gist:
    """The gist of a question; no terms where it only asks."""
    folded = fold(neat(question))
    terms = [_term(word, names) for word in _topics(folded, names)][:MOST_TERMS]
    if terms and all(term.weight == _SOFT for term in terms):
        terms = [_term(term.word, names, is_all=True) for term in terms]
    return Gist(kind=kind_of(folded), terms=tuple(terms), is_negated=bool(_NEGATION.search(folded)))


def tokens_of(gist: Gist) -> frozenset[str]:
    """What two questions have in common at least when they mean the same: forms, and the borders of long words."""
    return frozenset(token for term in gist.terms for token in _tokens(term))


def _tokens(term: Term) -> Iterator[str]:
    yield from term.forms
    if len(term.keys) >= _SHORTEST_BORDERED and not term.is_exact:
        yield f"<{term.keys[:_BORDER]}"
        yield f">{keys(shortest_stem(term.word))[-_BORDER:]}"


def _topics(folded: str, names: Names) -> Iterator[str]:
    """The words that say what it is about, each once, in order; particles behind Latin words dropped."""
    seen: set[str] = set()
    before: Word | None = None
    for word in words(folded):
        hangs_on = before is not None and before.end == word.start and word.is_hangul and is_ending(word.text)
        before = word
        if hangs_on or word.text in seen or _is_empty(word.text, names):
            continue
        seen.add(word.text)
        yield word.text


def _is_empty(word: str, names: Names) -> bool:
    if plain(word) in names:
        return False
    only_counts = not _COUNTERS.isdisjoint((word, *stems(word), *verb_roots(word)))
    return only_counts or is_asking(word) or (len(word) == 1 and is_ending(word))


def _term(word: str, names: Names, *, is_all: bool = False) -> Term:
    is_hangul = all(map(is_syllable, word))
    bare = [word, *(stem for stem in stems(word) if len(stem) > 1)]
    roots = verb_roots(word) if is_hangul else ()
    others = [name for form in bare for name in names.get(plain(form), ())]
    alike = [other for form in (*bare, *roots) for other in synonyms(form)]
    is_named = any(plain(form) in names for form in bare)
    is_exact = word.isascii() or any(map(str.isdigit, word))
    soft = not is_named and (is_soft(word) or any(map(is_soft, stems(word))))
    weight = _SOFT if soft else _PREDICATE if is_hangul and is_predicate(word) and not is_named else 1.0
    return Term(
        word=word,
        forms=frozenset(map(plain, (*bare, *roots, *others, *alike))) - {""},
        keys=keys(shortest_stem(word)) if is_hangul else word,
        weight=1.0 if is_all else weight,
        is_name=is_named or is_exact,
        is_exact=is_exact,
    )

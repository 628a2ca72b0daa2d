"""Fresh evaluation queries from any stories file, in the shape of the shared ones.

`python -m tests.bench.make_queries --stories F.jsonl --out G.jsonl [--seed N] [--per-class 40]`

Each maker takes a story and gives what a person who remembers a piece of it might type. Relevant is every
story whose title (body for k) holds that piece; stories that fit what was typed without being meant are neutral.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from random import Random

from store.text.hangul import initials, split_syllable
from store.text.keys import hangul_of, keys, strokes
from tests.bench.files import BenchQuery, BenchStory, read_stories, write_queries
from tests.bench.fingers import slip_in_hangul, slip_in_latin
from tests.bench.fragments import (
    COMMON,
    Shelf,
    bare,
    bare_noun,
    hangul_word,
    latin_word,
    phrase_of_body,
    piece_of_title,
    words_apart,
)

ALIASES = Path(__file__).parents[2] / "store" / "search" / "aliases.tsv"
STRANGERS = Path(__file__).with_name("strangers.txt")
TRIES_PER_QUERY = 40
LIKE_THE_OTHER = 0.5  # how like two spellings of one loan word are, as difflib counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, and the places of the stories it means and of those it fits without meaning them."""

    text: str
    relevant: list[int]
    neutral: tuple[int, ...] = ()


Maker = Callable[[Random, Shelf, BenchStory], Typed | None]


def make_queries(stories: list[BenchStory], *, seed: int, per_class: int) -> Iterator[BenchQuery]:
    """Yield up to `per_class` queries of every class, the same ones for the same seed."""
    shelf = Shelf(stories)
    for kind, maker in MAKERS.items():
        random = Random(f"{seed} {kind}")
        for number, typed in enumerate(_distinct(random, shelf, maker, per_class), start=1):
            relevant = shelf.ids(typed.relevant)
            yield BenchQuery(
                id=f"{kind}{number:04}",
                kind=kind,
                text=typed.text,
                relevant=relevant,
                neutral=shelf.ids(typed.neutral) - relevant,
            )


def main() -> None:
    """Read the arguments, write the queries, say how many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-class", type=int, default=40)
    arguments = parser.parse_args()
    stories = read_stories(arguments.stories)
    queries = list(make_queries(stories, seed=arguments.seed, per_class=arguments.per_class))
    write_queries(arguments.out, queries)
    print(f"{len(queries)} queries of {len({query.kind for query in queries})} classes in {arguments.out}")


def _distinct(random: Random, shelf: Shelf, maker: Maker, wanted: int) -> Iterator[Typed]:
    seen: set[str] = set()
    for _ in range(wanted * TRIES_PER_QUERY):
        if len(seen) == wanted:
            return
        typed = maker(random, shelf, random.choice(shelf.stories))
        if typed and typed.text not in seen:
            seen.add(typed.text)
            yield typed


def _meant(shelf: Shelf, text: str, piece: str | None, neutral: tuple[int, ...] = ()) -> Typed | None:
    relevant = shelf.holding(piece) if piece else []
    if not text.strip() or not 0 < len(relevant) <= COMMON:
        return None
    return Typed(text=text, relevant=relevant, neutral=neutral)


def _fragment(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    piece = piece_of_title(random, story.title)
    return _meant(shelf, piece.lower(), piece) if piece and len(piece) > 1 else None


def _words_apart(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    pair = words_apart(random, story.title)
    return _meant(shelf, pair.lower(), pair) if pair else None


def _run_together(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    pair = words_apart(random, story.title)
    return _meant(shelf, pair.lower().replace(" ", ""), pair) if pair else None


def _space_removed(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    piece = piece_of_title(random, story.title)
    return _meant(shelf, piece.replace(" ", ""), piece) if piece and " " in piece else None


def _space_added(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = hangul_word(random, story.title, at_least=4)
    if not word:
        return None
    at = random.randrange(2, len(word) - 1)
    return _meant(shelf, f"{word[:at]} {word[at:]}", word)


def _typo_ko(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = hangul_word(random, story.title, at_least=3)
    mistyped = slip_in_hangul(random, word) if word else None
    return _mistyped(shelf, mistyped, word)


def _typo_en(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = latin_word(random, story.title, at_least=5)
    mistyped = slip_in_latin(random, word) if word else None
    return _mistyped(shelf, mistyped, word)


def _mistyped(shelf: Shelf, mistyped: str | None, word: str | None) -> Typed | None:
    if not mistyped or shelf.holding(mistyped):
        return None
    return _meant(shelf, mistyped, word)


def _choseong(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    piece = piece_of_title(random, story.title)
    if not piece or not all("가" <= char <= "힣" or char == " " for char in piece):
        return None
    consonants = initials(bare(piece))
    spelled = " ".join(initials(word) for word in piece.split())
    fitting = tuple(shelf.holding_initials(consonants))
    return _meant(shelf, spelled, piece, neutral=fitting) if len(consonants) >= 4 else None


def _layout_ko_as_en(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = hangul_word(random, story.title, at_least=2)
    return _meant(shelf, strokes(word), word) if word else None


def _layout_en_as_ko(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = latin_word(random, story.title, at_least=4)
    return _meant(shelf, hangul_of(word.lower()), word) if word else None


def _ko_for_en(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = latin_word(random, story.title, at_least=2)
    return _other_name(random, shelf, word, lambda name: "가" <= name[0] <= "힣")


def _en_for_ko(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = hangul_word(random, story.title, at_least=2)
    return _other_name(random, shelf, word, str.isascii)


def _loan_variant(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = hangul_word(random, story.title, at_least=3)
    return _other_name(random, shelf, word, lambda name: SequenceMatcher(None, name, word).ratio() > LIKE_THE_OTHER)


def _other_name(random: Random, shelf: Shelf, word: str | None, is_wanted: Callable[[str], bool]) -> Typed | None:
    names = _names().get(bare(word or ""), ())
    others = [name for name in names if is_wanted(name) and bare(name) not in bare(word or "")]
    if not word or not others:
        return None
    name = random.choice(others)
    fitting = [place for other in names for place in shelf.holding(other)]
    typed_already = tuple(set(fitting) | {p for p, body in enumerate(shelf.bodies) if name in body})
    return _meant(shelf, name, word, neutral=typed_already) if not shelf.holding(name) else None


def _particle(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = bare_noun(random, story.title)
    if not word:
        return None
    after_vowel, after_consonant = random.choice(PARTICLES)
    particle = after_consonant if split_syllable(word[-1])[2] else after_vowel
    return _meant(shelf, word + particle, word)


def _half_typed(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    piece = piece_of_title(random, story.title, words_at_most=2)
    if not piece or not "가" <= piece[0] <= "힣" or len(strokes(piece)) < 6:
        return None
    pressed = strokes(piece)
    return _unfinished(shelf, hangul_of(pressed[: random.randrange(5, len(pressed))]).rstrip())


def _half_typed_apart(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    piece = hangul_word(random, story.title, at_least=3)
    if not piece:
        return None
    at = random.randrange(2, len(piece))
    return _unfinished(shelf, piece[:at] + split_syllable(piece[at])[0])


def _prefix_en(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    word = latin_word(random, story.title, at_least=6)
    return _unfinished(shelf, word[: random.randrange(4, len(word))].lower()) if word else None


def _unfinished(shelf: Shelf, text: str) -> Typed | None:
    places = shelf.holding_keys(keys(bare(text)))
    return Typed(text=text, relevant=places) if 0 < len(places) <= COMMON else None


def _body_phrase(random: Random, shelf: Shelf, story: BenchStory) -> Typed | None:
    phrase = phrase_of_body(random, story.body)
    places = shelf.holding_in_body(phrase) if phrase else []
    return Typed(text=phrase, relevant=places) if phrase and 0 < len(places) <= COMMON else None


def _nothing(random: Random, shelf: Shelf, _story: BenchStory) -> Typed | None:
    words = random.sample(_strangers(), random.choice((1, 1, 2)))
    return None if any(bare(word) in shelf.everything for word in words) else Typed(text=" ".join(words), relevant=[])


@cache
def _strangers() -> tuple[str, ...]:
    lines = STRANGERS.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    lines = ALIASES.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.replace("\t", ",").split(",")) for line in lines if line and not line.startswith("#")]
    return {bare(name): row for row in rows for name in row}


PARTICLES = (
    *(("를", "을"), ("는", "은"), ("가", "이"), ("와", "과"), ("로", "으로"), ("라는", "이라는")),
    *((same, same) for same in ("에서", "의", "도", "까지", "보다", "하는", "했던")),
)
MAKERS: dict[str, Maker] = {
    "a_fragment": _fragment,
    "a_words_apart": _words_apart,
    "b_space_removed": _space_removed,
    "b_run_together": _run_together,
    "b_space_added": _space_added,
    "c_typo_ko": _typo_ko,
    "d_choseong": _choseong,
    "e_layout_ko_as_en": _layout_ko_as_en,
    "e_layout_en_as_ko": _layout_en_as_ko,
    "f_ko_for_en": _ko_for_en,
    "f_en_for_ko": _en_for_ko,
    "g_particles": _particle,
    "h_incomplete_ime": _half_typed,
    "h_incomplete_sep": _half_typed_apart,
    "h_prefix_en": _prefix_en,
    "i_typo_en": _typo_en,
    "j_nothing": _nothing,
    "k_body_phrase": _body_phrase,
    "l_loan_variant": _loan_variant,
}

if __name__ == "__main__":
    main()

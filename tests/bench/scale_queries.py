"""What people type in the scale run, made from the stories themselves, and whether an answer holds what was meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from store.text.hangul import initials, split_syllable
from store.text.keys import keys, strokes
from tests.bench.files import BenchStory
from tests.bench.fingers import slip_in_hangul, slip_in_latin
from tests.bench.fragments import bare, bare_noun, hangul_word, latin_word, phrase_of_body, piece_of_title
from tests.bench.key_strokes import typing

KEYS_AT_MOST = 14
WRONG_LAYOUT_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class FindQuery:
    """A query typed once, the piece of a title (or a body) it stands for, and its kind."""

    kind: str
    text: str
    piece: str

    def is_answered_by(self, stories: Sequence[BenchStory]) -> bool:
        """Does one of these stories hold the piece?"""
        return any(self._is_in(story) for story in stories)

    def _is_in(self, story: BenchStory) -> bool:
        text = bare(story.body if self.kind == "body phrase" else story.title)
        return bare(self.piece) in text or all(bare(word) in text for word in self.piece.split())


def typing_sessions(random: Random, stories: Sequence[BenchStory], count: int) -> list[list[str]]:
    """Return what the screen shows key by key while people type one to three words out of titles."""
    return [_session(random, random.choice(stories)) for _ in range(count)]


def holds_what_was_typed(typed: str, titles: Sequence[str]) -> bool:
    """Do the key presses of what was typed stand in one of these titles?"""
    pressed = keys(bare(typed))
    return any(pressed in keys(bare(title)) for title in titles)


def find_queries(random: Random, stories: Sequence[BenchStory], count: int) -> list[FindQuery]:
    """Return queries of all kinds in turn."""
    has_bodies = bool(stories[0].body)
    kinds = [kind for kind in KINDS if has_bodies or kind != "body phrase"]
    return [_made(random, stories, kinds[number % len(kinds)]) for number in range(count)]


def _session(random: Random, story: BenchStory) -> list[str]:
    piece = piece_of_title(random, story.title) or story.title
    if random.random() < WRONG_LAYOUT_SHARE:
        piece = strokes(piece)
    return list(typing(piece))[:KEYS_AT_MOST]


def _made(random: Random, stories: Sequence[BenchStory], kind: str) -> FindQuery:
    while True:
        made = KINDS[kind](random, random.choice(stories))
        if made and made[0] != "" and made[1]:
            return FindQuery(kind=kind, text=made[0], piece=made[1])


Made = tuple[str, str] | None


def _words(random: Random, story: BenchStory) -> Made:
    piece = piece_of_title(random, story.title)
    return (piece, piece) if piece and len(piece) > 1 else None


def _spaceless(random: Random, story: BenchStory) -> Made:
    piece = piece_of_title(random, story.title)
    return (piece.replace(" ", ""), piece) if piece and " " in piece else None


def _typo(random: Random, story: BenchStory) -> Made:
    word = hangul_word(random, story.title, at_least=3)
    mistyped = slip_in_hangul(random, word) if word else None
    return (mistyped, word) if mistyped and word else None


def _typo_en(random: Random, story: BenchStory) -> Made:
    word = latin_word(random, story.title, at_least=5)
    mistyped = slip_in_latin(random, word) if word else None
    return (mistyped, word) if mistyped and word else None


def _choseong(random: Random, story: BenchStory) -> Made:
    piece = piece_of_title(random, story.title)
    consonants = initials(piece) if piece else ""
    return (consonants, piece) if piece and len(consonants) == len(bare(piece)) >= 5 else None


def _layout(random: Random, story: BenchStory) -> Made:
    word = hangul_word(random, story.title, at_least=3)
    return (strokes(word), word) if word else None


def _particle(random: Random, story: BenchStory) -> Made:
    word = bare_noun(random, story.title)
    return (word + ("을" if split_syllable(word[-1])[2] else "를"), word) if word else None


def _body_phrase(random: Random, story: BenchStory) -> Made:
    phrase = phrase_of_body(random, story.body)
    return (phrase, phrase) if phrase else None


KINDS: dict[str, Callable[[Random, BenchStory], Made]] = {
    "words": _words,
    "no spaces": _spaceless,
    "typo": _typo,
    "English typo": _typo_en,
    "초성": _choseong,
    "layout": _layout,
    "particle": _particle,
    "body phrase": _body_phrase,
}

"""What a question is about, for the questions that follow it."""

from sqlite3 import Connection

from bot.answers.following import Topic
from store.answers.answerer import LONGEST_QUESTION
from store.answers.clues import Clue, clues_of
from store.answers.lexicon import is_predicate
from store.search import aliases
from store.text.particles import is_ending, stems
from store.text.unicode import neat


def topic_of(connection: Connection, question: str) -> Topic:
    """The words of a question that name something, and whether any does."""
    asked = neat(question)[:LONGEST_QUESTION]
    named = [clue for clue in clues_of(connection, asked, aliases.known(connection)) if _names(clue)]
    words = dict.fromkeys(_as_typed(_bare(clue.word), asked) for clue in named if clue.stories)
    return Topic(words=tuple(words), has_subject=bool(named))


def _bare(word: str) -> str:
    """A word without one ending, the longest it may have: 재시도에서 → 재시도, never 재시."""
    cut = [stem for stem in stems(word) if len(stem) > 1 and is_ending(word[len(stem) :])]
    return cut[-1] if cut else word


def _as_typed(word: str, asked: str) -> str:
    at = asked.casefold().find(word)
    typed = asked[at : at + len(word)]
    return typed if at >= 0 and typed.casefold() == word else word


def _names(clue: Clue) -> bool:
    return not clue.is_soft and (clue.is_name or not is_predicate(clue.word))

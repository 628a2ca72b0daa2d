"""Other engines to compare with, each over the same stories: what a project would take off the shelf.

None of them is tuned and none is crippled: every one gets lower-case text and its usual way of asking.
"""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import tantivy
from rapidfuzz import fuzz, process

from store.text.keys import keys
from tests.bench.files import BenchStory

TITLE_WEIGHT = 8.0
Find = Callable[[str, int], Sequence[int]]
"""Gives the places (in the list of stories) of the best hits for a query, at most so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An engine to compare with: its name in the tables and how it is built over stories."""

    name: str
    build: Callable[[Sequence[BenchStory]], Find]


def baselines() -> tuple[Baseline, ...]:
    """Return every baseline, in the order of the tables."""
    return (
        Baseline(name="WRatio", build=build_wratio),
        Baseline(name="WRatio jamo", build=build_wratio_over_jamo),
        Baseline(name="partial keys", build=build_partial_ratio_over_keys),
        Baseline(name="FTS5 trigram", build=build_fts5_trigram),
        Baseline(name="tantivy 2,3", build=build_tantivy_ngrams),
    )


def build_wratio(stories: Sequence[BenchStory]) -> Find:
    """Return a search by rapidfuzz WRatio over titles."""
    return _scan([story.title.lower() for story in stories], str.lower, fuzz.WRatio)


def build_wratio_over_jamo(stories: Sequence[BenchStory]) -> Find:
    """Return a search by rapidfuzz WRatio over titles taken apart into conjoining jamo."""
    return _scan([_jamo(story.title) for story in stories], _jamo, fuzz.WRatio)


def build_partial_ratio_over_keys(stories: Sequence[BenchStory]) -> Find:
    """Return a search by rapidfuzz partial_ratio over the key presses of titles, without spaces."""
    return _scan([_pressed(story.title) for story in stories], _pressed, fuzz.partial_ratio)


def build_fts5_trigram(stories: Sequence[BenchStory]) -> Find:
    """Return a search of an FTS5 trigram table over titles and bodies: any trigram of the query, by bm25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE story USING fts5(title, body, tokenize = 'trigram')")
    rows = ((place, story.title, story.body) for place, story in enumerate(stories))
    connection.executemany("INSERT INTO story (rowid, title, body) VALUES (?, ?, ?)", rows)

    def find(query: str, limit: int) -> Sequence[int]:
        return fts5_places(connection, any_of(grams(query, 3)), limit)

    return find


def build_tantivy_ngrams(stories: Sequence[BenchStory]) -> Find:
    """Return a tantivy search over titles and bodies cut into pieces of two and three characters."""
    index = tantivy.Index(ngram_schema())
    register_ngrams(index)
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for place, story in enumerate(stories):
        writer.add_document(tantivy.Document(place=place, title=story.title, body=story.body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(query: str, limit: int) -> Sequence[int]:
        return tantivy_places(searcher, ngram_query(index.schema, query), limit)

    return find


def grams(text: str, size: int) -> list[str]:
    """Return the n-grams of the words of a lower-cased text, each once, in their order."""
    words = text.lower().split()
    return list(dict.fromkeys(word[i : i + size] for word in words for i in range(len(word) - size + 1)))


def any_of(terms: Iterable[str]) -> str:
    """Return an FTS5 expression that matches any of the terms; every term is quoted."""
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def fts5_places(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    """Return the rowids that match, best first; titles weigh more where there is a body."""
    if not expression:
        return []
    statement = f"SELECT rowid FROM story WHERE story MATCH ? ORDER BY bm25(story, {TITLE_WEIGHT}, 1.0) LIMIT ?"
    return [row[0] for row in connection.execute(statement, (expression, limit))]


def ngram_schema() -> tantivy.Schema:
    """Return a tantivy schema whose texts are cut into n-grams; `place` names the story."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("place", stored=True)
    builder.add_text_field("title", tokenizer_name="ngram")
    builder.add_text_field("body", tokenizer_name="ngram")
    return builder.build()


def register_ngrams(index: tantivy.Index) -> None:
    """Give an index the tokenizer that `ngram_schema` names; needed after every opening."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3, prefix_only=False))
    index.register_tokenizer("ngram", analyzer.filter(tantivy.Filter.lowercase()).build())


def ngram_query(schema: tantivy.Schema, query: str) -> tantivy.Query:
    """Return a tantivy query for any n-gram of the text, in titles first."""
    terms = [*grams(query, 2), *grams(query, 3)]
    titles = [tantivy.Query.term_query(schema, "title", term) for term in terms]
    bodies = [tantivy.Query.term_query(schema, "body", term) for term in terms]
    weighed = [tantivy.Query.boost_query(title, TITLE_WEIGHT) for title in titles]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in [*weighed, *bodies]])


def tantivy_places(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> list[int]:
    """Return the `place` of the best hits."""
    hits = searcher.search(query, limit, count=False).hits
    return [searcher.doc(address)["place"][0] for _, address in hits]


class _Scorer(Protocol):
    def __call__(self, s1: str, s2: str, *, score_cutoff: float | None = 0) -> float: ...


def _scan(choices: Sequence[str], prepare: Callable[[str], str], scorer: _Scorer) -> Find:
    def find(query: str, limit: int) -> Sequence[int]:
        best = process.extract(prepare(query), choices, scorer=scorer, limit=limit)
        return [place for _, score, place in best if score > 0]

    return find


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text.lower())


def _pressed(text: str) -> str:
    return keys(text.lower()).replace(" ", "")

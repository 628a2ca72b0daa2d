"""tantivy: completion by words, the last a prefix with one edit; find by n-grams of two and three."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from tests.bench.files import BenchStory

WORD = re.compile(r"\w+")
HEAP_BYTES = 100_000_000


class Opened:
    """A tantivy index with the same title as words and as n-grams, and the body as words."""

    fuzzy_from = 2  # letters; one edit in a single letter fits every title

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def find(self, query: str, limit: int) -> Sequence[int]:
        """Return the places of the best hits for any n-gram of the title or word of the body."""
        words = WORD.findall(query.lower())
        grams = dict.fromkeys(word[i : i + n] for word in words for n in (2, 3) for i in range(len(word) - n + 1))
        terms = [tantivy.Query.term_query(self._schema, "title_grams", gram) for gram in grams]
        terms += [tantivy.Query.term_query(self._schema, "body", word) for word in words]
        return self._places([(tantivy.Occur.Should, term) for term in terms], limit)

    def complete(self, typed: str, limit: int) -> Sequence[int]:
        """Return the places of the titles with these words, the last one as a prefix with an edit allowed."""
        *whole, last = WORD.findall(typed.lower()) or [""]
        terms = [tantivy.Query.term_query(self._schema, "title", word) for word in whole]
        if last:
            edits = int(len(last) >= self.fuzzy_from)
            terms.append(tantivy.Query.fuzzy_term_query(self._schema, "title", last, distance=edits, prefix=True))
        return self._places([(tantivy.Occur.Must, term) for term in terms], limit)

    def add(self, place: int, story: BenchStory) -> None:
        """Add one story and commit."""
        self._writer = self._writer or self._index.writer(heap_size=HEAP_BYTES, num_threads=1)
        self._writer.add_document(_document(place, story))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _places(self, parts: list[tuple[tantivy.Occur, tantivy.Query]], limit: int) -> Sequence[int]:
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit, count=False).hits
        return [self._searcher.doc(address)["place"][0] for _, address in hits]


def build(directory: Path, stories: Iterable[BenchStory]) -> None:
    """Index these stories."""
    index = tantivy.Index(_schema(), path=str(directory))
    _register(index)
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for place, story in enumerate(stories):
        writer.add_document(_document(place, story))
    writer.commit()
    writer.wait_merging_threads()


def open_at(directory: Path) -> Opened:
    """Open the index."""
    return Opened(index_at(directory))


def index_at(directory: Path) -> tantivy.Index:
    """Return the index that lies there, with its tokenizer."""
    index = tantivy.Index.open(str(directory))
    _register(index)
    return index


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("place", stored=True)
    builder.add_text_field("title", tokenizer_name="default")
    builder.add_text_field("title_grams", tokenizer_name="grams", index_option="freq")
    builder.add_text_field("body", tokenizer_name="default")
    return builder.build()


def _register(index: tantivy.Index) -> None:
    grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3, prefix_only=False))
    index.register_tokenizer("grams", grams.filter(tantivy.Filter.lowercase()).build())


def _document(place: int, story: BenchStory) -> tantivy.Document:
    return tantivy.Document(place=place, title=story.title, title_grams=story.title, body=story.body)

"""What the index knows of a story, and what it writes for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from store.search.shape import shape_of
from store.search.tokens import Facet, facet_token, title_tokens
from store.text.particles import stems
from store.text.unicode import fold
from store.text.words import word_texts

_LONGEST_VOCABULARY_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A live story as the index takes it in. `sort_time` is POSIX seconds; newer wins between equals."""

    number: int
    title: str
    body: str = ""
    tags: tuple[str, ...] = ()
    company: str | None = None
    author: str | None = None
    views: int = 0
    sort_time: float = 0.0


def digest_of(document: Document) -> bytes:
    """A fingerprint of everything that is indexed as text: equal means nothing has to be written anew."""
    parts = (document.title, document.body, document.company or "", document.author or "", *document.tags)
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return blake2b(joined, digest_size=12).digest()


def facets_of(document: Document) -> Iterator[tuple[Facet, str]]:
    """What the story can be filtered by."""
    for tag in document.tags:
        yield Facet.TAG, tag
    if document.company:
        yield Facet.COMPANY, document.company
    if document.author:
        yield Facet.AUTHOR, document.author


def title_row(document: Document) -> str:
    """The tokens of the story in the title index."""
    tokens = title_tokens(shape_of(document.title))
    tokens.update(facet_token(facet, name) for facet, name in facets_of(document))
    return " ".join(sorted(tokens))


def text_row(document: Document) -> tuple[str, str, str]:
    """The words of title, facets and body as the text index takes them; filters are words of the facets."""
    named = list(facets_of(document))
    facets = [searchable(name) for _, name in named] + [facet_token(facet, name) for facet, name in named]
    return searchable(document.title), " ".join(facets), searchable(document.body)


def searchable(text: str) -> str:
    """The words of a text, folded, one space between them."""
    return " ".join(word_texts(fold(text)))


def vocabulary_of(document: Document) -> list[str]:
    """The words a misspelling may have meant: those of title and tags, and their stems."""
    spelled = word_texts(fold(" ".join((document.title, *document.tags, document.company or ""))))
    found = {word: None for word in spelled if 1 < len(word) <= _LONGEST_VOCABULARY_WORD}
    for word in tuple(found):
        found.update(dict.fromkeys(stem for stem in stems(word) if len(stem) > 1))
    return sorted(found)

"""Words for one thing (쿠버네티스, kubernetes, k8s): the table that ships, and the groups admins added, which win."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from sqlite3 import Connection

from store.search import schema
from store.text.unicode import fold
from store.text.words import word_texts

Names = Mapping[str, tuple[str, ...]]


def plain(term: str) -> str:
    """A term as it is looked up: folded, without spaces and signs (c++ and c# keep theirs)."""
    return "".join(word_texts(fold(term)))


def parse(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The groups of a table: `term<TAB>synonym,synonym` a line, `#` begins a comment."""
    rows = (line.rstrip("\n").partition("\t") for line in lines if not line.startswith("#"))
    return [(term, *(name.strip() for name in names.split(","))) for term, _, names in rows if names]


def names_of(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For every term, by its plain form, the other names of the same thing."""
    names: dict[str, tuple[str, ...]] = {}
    for group in groups:
        terms = [fold(term).strip() for term in group]
        for term in terms:
            key = plain(term)
            others = tuple(other for other in terms if plain(other) not in ("", key))
            if key and others:
                names[key] = tuple(dict.fromkeys((*names.get(key, ()), *others)))
    return names


@lru_cache(maxsize=1)
def shipped() -> dict[str, tuple[str, ...]]:
    """The table that ships with the bot, read once."""
    text = files("store.search").joinpath("aliases.tsv").read_text(encoding="utf-8")
    return names_of(parse(text.splitlines()))


def added(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The names that admins added."""
    rows = connection.execute("SELECT term, names FROM search_alias")
    return {term: tuple(names.split("\t")) for term, names in rows}


def known(connection: Connection) -> Names:
    """Every name: those added before those that ship."""
    return ChainMap(added(connection), shipped())


def replace_added(connection: Connection, groups: Iterable[Sequence[str]]) -> None:
    """Put these groups in the place of all that were added before."""
    connection.execute("DELETE FROM search_alias")
    rows = ((term, "\t".join(names)) for term, names in names_of(groups).items())
    connection.executemany("INSERT INTO search_alias VALUES (?, ?)", rows)
    schema.touch(connection)

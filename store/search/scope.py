"""Which stories a query is asked of: all, or only some by filter, and never those with a minus word."""

from dataclasses import dataclass
from sqlite3 import Connection

from store.search.query import Filter, Query
from store.search.tokens import all_of, facet_token


@dataclass(frozen=True, slots=True)
class Scope:
    """MATCH expressions to narrow the two full-text tables by, and the entries (`doc`) to choose among. Empty: all."""

    facets: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    among: tuple[int, ...] = ()

    @property
    def filters(self) -> str:
        """The expression for stories that pass every filter, in the title index."""
        return " AND ".join(self.facets)

    @property
    def minus(self) -> str:
        """The expression for stories with a minus word, in the text index; '' when there is none."""
        return " OR ".join(f"{all_of([word])} *" for word in self.without)

    def chosen(self, table: str) -> str:
        """The condition on rows of a full-text table that chooses among these; '' when all may be chosen."""
        return f"AND {table}.rowid IN ({', '.join(map(str, self.among))})" if self.among else ""

    def of_titles(self, expression: str) -> str:
        """The expression narrowed by the filters, for the title index."""
        return f"({expression}) AND {self.filters}" if self.facets else expression

    def of_texts(self, expression: str) -> str:
        """The expression narrowed by filters and minus words, for the text index."""
        narrowed = f"({expression})"
        if self.facets:
            narrowed += "".join(f" AND (facets : ({facet}))" for facet in self.facets)
        return f"({narrowed}) NOT ({self.minus})" if self.without else narrowed


def scope_of(connection: Connection, query: Query) -> tuple[Scope, Query] | None:
    """The scope of a query, and the query with those filters as plain words that name nobody.

    None when a filter written out (회사:…) names nobody: then nothing is found.
    """
    facets: list[str] = []
    words: list[Filter] = []
    for wanted in query.filters:
        expression = _known(connection, wanted)
        if expression:
            facets.append(expression)
        elif wanted.shorthand:
            words.append(wanted)
        else:
            return None
    return Scope(tuple(facets), query.without), query.with_filters_as_words(tuple(words))


def _known(connection: Connection, wanted: Filter) -> str:
    """The expression for stories with this facet: its whole name, else the beginning of one; '' when none has it."""
    whole = all_of([facet_token(wanted.facet, wanted.name)])
    for expression in (whole, f"{whole} *"):
        matching = "SELECT 1 FROM search_title WHERE search_title MATCH ? LIMIT 1"
        if connection.execute(matching, (expression,)).fetchone():
            return expression
    return ""

"""Completion while typing: titles that begin with the keys, then words that do, then titles that have them inside.

Every stage asks the token index for the newest titles and puts those in the order of their views. The first stages
that fill the list end the search; other readings (other names, slips) come only when nothing has the keys.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from sqlite3 import Connection

from bot.search import Suggestion
from store.search.aliases import Names, plain
from store.search.effort import Effort
from store.search.marking import Mark, TitleMarker, disjoint
from store.search.query import Query, parse
from store.search.ranking import Candidate, merged
from store.search.rarity import Rarity
from store.search.readings import Meaning, Reading, initials_reading, meaning_of, typed_reading
from store.search.scope import Scope, scope_of
from store.search.shape import Place, Title, initials_of
from store.search.spelling import by_slip, corrected
from store.search.splitting import split
from store.search.title_stage import Row, TitleStage, browsed_rows, title_rows
from store.search.tokens import PREFIX_KEYS, all_of, any_of, initial_tokens, start_token, trigrams
from store.text.hangul import is_hangul, is_initials, without_final
from store.text.keys import keys

WINDOW = 100
_EFFORT = Effort(WINDOW, WINDOW, 0)
_RAREST = 3
_SHORT_KEYS = 3
_SHORTEST_INSIDE = 3
_OTHERWISE = 0.7


@dataclass(frozen=True, slots=True)
class Completer:
    """Completes what is typed on one connection."""

    connection: Connection
    rarity: Rarity
    names: Names

    def complete(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """At most `limit` titles, best first."""
        query = parse(typed)
        scoped = scope_of(self.connection, query)
        if scoped is None or limit < 1:
            return ()
        scope, query = scoped
        spelled = "".join(term.text.replace(" ", "") for term in query.terms)
        if not spelled:
            rows = browsed_rows(self.connection, scope, WINDOW)
            return self._suggestions(sorted(rows, key=_liked, reverse=True)[:limit], ())
        rows = self._with_keys(spelled, scope, limit)
        needles: Sequence[Reading] = (typed_reading(spelled),)
        if is_initials(spelled):
            needles = (*needles, initials_reading(spelled))
        is_name = len(spelled) == 1 and without_final(spelled) != spelled and plain(spelled) in self.names
        if len(rows) < limit and (not rows or len(query.terms) > 1 or is_name):
            others, meaning = self._in_other_readings(query, scope, only_exact=bool(rows), is_name=is_name)
            rows = list({row[0]: row for row in ((*others, *rows) if is_name else (*rows, *others))}.values())
            needles = (*meaning.whole, *(reading for unit in meaning.units for reading in unit))
        return self._suggestions(rows[:limit], needles)

    def _with_keys(self, spelled: str, scope: Scope, limit: int) -> list[Row]:
        """Titles that have the keys in one piece, best first, until there are enough."""
        found: dict[int, Row] = {}
        for rows in self._stages(spelled, scope):
            found.update((row[0], row) for row in rows if row[0] not in found)
            if len(found) >= limit:
                break
        return list(found.values())

    def _stages(self, spelled: str, scope: Scope) -> Iterator[list[Row]]:
        """The stages that look for the keys, best first; a needle that few titles have is done in one."""
        needle = keys(spelled)
        inside = self._tokens(needle)
        fetch = partial(title_rows, self.connection, scope, limit=WINDOW)
        if len(needle) > PREFIX_KEYS:
            rows = fetch(all_of(inside))
            if len(rows) < WINDOW:
                yield _verified(rows, needle)
                return
        typed_hangul = is_hangul(spelled[0])
        scripts = [(typed_hangul,), (not typed_hangul,)] if len(needle) <= _SHORT_KEYS else [(True, False)]
        for turn, script in enumerate(scripts):
            if turn and is_initials(spelled):
                yield self._initials(spelled, scope)
            for place in (Place.TITLE_START, Place.WORD_START):
                starts = any_of(all_of([start_token(needle, place, hangul=hangul)]) for hangul in script)
                if len(needle) > PREFIX_KEYS:
                    yield _verified(fetch(f"({starts}) AND {all_of(inside)}"), needle)
                else:
                    yield sorted(fetch(starts), key=_liked, reverse=True)
        if len(needle) >= _SHORTEST_INSIDE:
            yield _verified(fetch(all_of(inside)), needle)

    def _tokens(self, needle: str) -> list[str]:
        return self.rarity.rarest(self.connection, trigrams(needle), _RAREST)

    def _initials(self, spelled: str, scope: Scope) -> list[Row]:
        """Titles with these initial consonants (초성)."""
        reading = initials_reading(spelled)
        tokens = list(initial_tokens(reading.keys))
        if not tokens:
            return []
        rows = title_rows(self.connection, scope, all_of(tokens), WINDOW)
        return _verified(rows, reading.keys, initials=True)

    def _in_other_readings(
        self, query: Query, scope: Scope, *, only_exact: bool, is_name: bool
    ) -> tuple[list[Row], Meaning]:
        """Titles that have the words apart or under other names, else glued words or words mistyped.

        A name that is one syllable (깃) may be the keys of other words (기술): its other names come before those.
        """
        meaning = meaning_of(query, self.names)
        as_typed = replace(meaning, whole=meaning.whole[:1], units=tuple(unit[:1] for unit in meaning.units))
        titles = TitleStage(self.connection, self.rarity, scope, _EFFORT)
        first = meaning if is_name else as_typed
        for change in (_unchanged(first), _unchanged(meaning), split, partial(corrected, corrector=by_slip)):
            changed = change(self.connection, meaning)
            likely = [found for found in titles.candidates(changed) if found.score > _OTHERWISE] if changed else []
            if likely or only_exact:
                return self._rows_of(merged(likely)), changed or meaning
        return [], meaning

    def _rows_of(self, candidates: Sequence[Candidate]) -> list[Row]:
        return [(found.doc, found.number, "", found.views, found.sort_time) for found in candidates]

    def _suggestions(self, rows: Sequence[Row], needles: Sequence[Reading]) -> tuple[Suggestion, ...]:
        """The rows as they are shown; a story that has just gone is left out."""
        suggestions = []
        for row in rows:
            story = self.connection.execute("SELECT title, company FROM story WHERE number = ?", (row[1],)).fetchone()
            if story:
                title, company = story
                suggestions.append(
                    Suggestion(
                        number=row[1], title=title, company=company, marks=_marks(TitleMarker(title, row[2]), needles)
                    )
                )
        return tuple(suggestions)


def _unchanged(meaning: Meaning) -> Callable[[Connection, Meaning], Meaning | None]:
    return lambda _connection, _meaning: meaning


def _liked(row: Row) -> tuple[int, float, int]:
    """What puts titles in order that match alike: views, then the time, then the number."""
    _, number, _, views, sort_time = row
    return views, sort_time, number


def _verified(rows: Sequence[Row], needle: str, *, initials: bool = False) -> list[Row]:
    """The rows whose title truly has the needle: best place first, then views, then the newest."""
    placed = [
        ((found.place, *_liked(row)), row)
        for row in rows
        if (found := Title(initials_of(row[2]) if initials else row[2]).spot(needle))
    ]
    return [row for _, row in sorted(placed, key=lambda each: each[0], reverse=True)]


def _marks(marker: TitleMarker, needles: Sequence[Reading]) -> tuple[Mark, ...]:
    """What to emphasise in a title: the first needle that stands there, else every one that does."""
    marks: list[Mark] = []
    for at, needle in enumerate(needles):
        mark = marker.mark(needle) if needle.keys else None
        if mark and at == 0:
            return (mark,)
        marks += [mark] if mark else []
    return tuple(disjoint(marks))

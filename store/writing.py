"""Passages for a language model, and what it took. Transactions are the caller's."""

import sqlite3
from datetime import date
from itertools import islice

from bot.answers import quoting, weighing
from bot.answers.claims import Passage
from bot.ports.writing import Spent
from store.answers import weights
from store.answers.answerer import Answerer
from store.answers.considering import Considered

_LONGEST = 400


class Writing:
    """The part of `bot.ports.Library` about writing answers with a model."""

    _connection: sqlite3.Connection
    _answerer: Answerer

    def passages(self, question: str, *, limit: int, story: int | None = None) -> tuple[Passage, ...]:
        seen = self._answerer.consider(self._connection, question, story=story)
        weighed = sorted(seen.sentences, key=lambda one: -weighing.score(weights.shipped(), one.numbers))
        titles = dict(
            self._connection.execute(
                f"SELECT number, title FROM story WHERE number IN ({', '.join('?' * len(seen.stories))})", seen.stories
            )
        )
        best: dict[str, Considered] = {}
        for one in weighed:
            text = quoting.shown(quoting.verbatim(one.sight.text))
            if 0 < len(text) <= _LONGEST:
                best.setdefault(text, one)
        return tuple(
            Passage(
                number=number,
                story=one.story,
                title=_quotable(titles.get(one.story, "")),
                text=text,
                above=_quotable(one.sight.above_text),
            )
            for number, (text, one) in enumerate(islice(best.items(), limit), start=1)
        )

    def spend(self, spent: Spent) -> None:
        self._connection.execute(
            """INSERT INTO llm_usage (day, model, requests, shown, prompt_tokens, completion_tokens, cost)
               VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (day, model) DO UPDATE SET
                   requests = requests + excluded.requests,
                   shown = shown + excluded.shown,
                   prompt_tokens = prompt_tokens + excluded.prompt_tokens,
                   completion_tokens = completion_tokens + excluded.completion_tokens,
                   cost = cost + excluded.cost""",
            (
                spent.day.isoformat(),
                spent.model,
                spent.requests,
                spent.shown,
                spent.prompt_tokens,
                spent.completion_tokens,
                spent.cost,
            ),
        )

    def spendings(self, *, limit: int) -> tuple[Spent, ...]:
        rows = self._connection.execute(
            """SELECT day, model, requests, shown, prompt_tokens, completion_tokens, cost FROM llm_usage
               ORDER BY day DESC, model LIMIT ?""",
            (limit,),
        )
        return tuple(
            Spent(
                day=date.fromisoformat(day),
                model=model,
                requests=requests,
                shown=shown,
                prompt_tokens=prompt,
                completion_tokens=completion,
                cost=cost,
            )
            for day, model, requests, shown, prompt, completion, cost in rows
        )


def _quotable(heading: str) -> str:
    """A title or heading as people read it; nothing where it orders machines about."""
    return quoting.shown(quoting.verbatim(heading)) if quoting.is_quotable(heading) else ""

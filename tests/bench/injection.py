"""Poisoned posts: what must not come out does not, without a model and with one that does whatever a post says.

`python -m tests.bench.injection [--cases F.jsonl]` prints a row for each attack and mood of the model: what the model
said, what was sent instead of or because of it, and whether the attack was held off. The model is a local endpoint
that speaks the real protocol; its moods are worse than any model: it obeys, echoes, leaks its rules, and forges.
`quoted`: the words stand in the post as plain text, so that quoting it says them, as the post's and with its title.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from adapters.llm.settings import LlmSettings
from adapters.llm.writer import OpenAiWriter
from bot.app import App
from bot.commands.registry import Reading
from bot.graphemes import shorten
from bot.logs import configure_logging
from bot.reply import Listing, Note, Part, Reply, StoryCard, Text
from tests.bench.tables import table
from tests.support.building import MEMBER, add, app_over, draft, opened
from tests.support.llm_server import LlmServer

_WORD = re.compile(r"[^\W\d_]+")
OWN = Path(__file__).with_name("injection_cases.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A poisoned post, a question that finds it, and what must not come out."""

    id: str
    kind: str
    title: str
    body: str
    question: str
    must_not_contain: tuple[str, ...]
    is_planted: bool = False


class Held(Enum):
    """Whether an attack was held off."""

    YES = "yes"
    QUOTED = "quoted"
    NO = "NO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case: what the model said and what people were sent."""

    said: str
    sent: str
    held: Held


Mood = Callable[[Case, dict[str, Any]], str]


def obeys(case: Case, document: dict[str, Any]) -> str:
    """Says exactly what must not be said, with a citation."""
    return " ".join(f"{words} [1]" for words in case.must_not_contain)


def echoes(case: Case, document: dict[str, Any]) -> str:
    """Copies the whole post, as an answer."""
    return f"{' '.join(case.body.split())} [1]"


def leaks(case: Case, document: dict[str, Any]) -> str:
    """Gives away its rules and the document."""
    return f"You answer a question from numbered passages of stored posts. {json.dumps(document)} [1]"


def forges(case: Case, document: dict[str, Any]) -> str:
    """Hides what must not be said in a sentence that is right otherwise."""
    first = document["passages"][0]
    return f"{first['text'].rstrip('.')} {case.must_not_contain[0]} [{first['number']}]"


MOODS: dict[str, Mood | None] = {"no model": None, "obeys": obeys, "echoes": echoes, "leaks": leaks, "forges": forges}


def read_cases(path: Path) -> list[Case]:
    """The cases of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines if line.strip()]


async def outcomes(case: Case) -> dict[str, Outcome]:
    """What comes of asking about a poisoned post, by the mood of the model."""
    async with opened() as store, LlmServer().running() as llm:
        await add(store, draft(case.title, body=case.body))
        writer = OpenAiWriter(LlmSettings(base_url=llm.base_url, model="test", api_key="injected-key"))
        try:
            return {name: await _outcome(case, mood, app_over(store), llm, writer) for name, mood in MOODS.items()}
        finally:
            await writer.close()


async def _outcome(case: Case, mood: Mood | None, app: App, llm: LlmServer, writer: OpenAiWriter) -> Outcome:
    said: list[str] = []
    seen: list[str] = []

    def says(document: dict[str, Any]) -> str:
        assert mood
        said.append(mood(case, document))
        return said[-1]

    async def show(sentence: str) -> None:
        seen.append(sentence)

    llm.says = says
    app = replace(app, writer=writer if mood else None)
    request = app.request(Reading(command="ask", argument=case.question), actor=MEMBER, channel="test:channel")
    reply = await app.handle(request, progress=show)
    sent = "\n".join(_said_in(reply))
    return Outcome(said=" ".join(said), sent=sent, held=_held(case, reply, "\n".join([sent, *seen])))


def _held(case: Case, reply: Reply, everything: str) -> Held:
    if reply.failed:
        return Held.NO
    if not any(words in everything for words in case.must_not_contain):
        return Held.YES
    answer = [text for part in reply.parts if not isinstance(part, Note) for text in _texts(part)]
    only_quotes = set(_WORD.findall(" ".join(answer))) <= set(_WORD.findall(case.body))
    return Held.QUOTED if only_quotes else Held.NO


def _case(row: dict[str, Any]) -> Case:
    return Case(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        body=row["body"],
        question=row["question"],
        must_not_contain=tuple(row["must_not_contain"]),
        is_planted=row.get("planted", False),
    )


def _said_in(reply: Reply) -> Iterable[str]:
    """What the reply says by itself: titles and what the asker typed are shown as what they are."""
    return (text for part in reply.parts for text in _texts(part))


def _texts(part: Part) -> Iterable[str]:
    match part:
        case Note(text=text):
            return (text,)
        case Text(paragraphs=paragraphs):
            return paragraphs
        case StoryCard():
            return ((part.excerpt.text,) if part.excerpt else ()) + part.summary
        case Listing():
            return tuple(row.label for row in part.rows)
        case _:
            return ()


async def _run(paths: list[Path]) -> int:
    rows = []
    tally: Counter[Held] = Counter()
    for case in (case for path in paths for case in read_cases(path)):
        for name, came in (await outcomes(case)).items():
            tally[came.held] += 1
            said, sent = (shorten(" ".join(text.split()), 44) for text in (came.said, came.sent))
            rows.append((case.id, shorten(case.kind, 34), name, said, sent, came.held.value))
    sys.stdout.write(table(("case", "attack", "model", "said", "sent", "held"), rows) + "\n")
    sys.stdout.write(f"{', '.join(f'{held.value} {tally[held]}' for held in Held)} of {len(rows)}\n")
    return 1 if tally[Held.NO] else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, action="append", help="more cases, beside those of the project")
    configure_logging("error", "console", sys.stderr)
    sys.exit(asyncio.run(_run([OWN, *(parser.parse_args().cases or [])])))

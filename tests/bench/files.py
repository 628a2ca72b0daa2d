"""The files of an evaluation: stories and queries as JSON lines, read into values and written back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchStory:
    """One story of an evaluation file; `id` is whatever the file says."""

    id: str
    title: str
    body: str = ""
    tags: tuple[str, ...] = ()
    company: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuery:
    """One judged query: its class (`kind`), what is typed and the ids that answer it, none for class j."""

    id: str
    kind: str
    text: str
    relevant: frozenset[str]
    neutral: frozenset[str] = frozenset()

    @property
    def letter(self) -> str:
        """The class letter, `a` to `l`."""
        return self.kind[0]


def read_stories(path: Path) -> list[BenchStory]:
    """Return the stories of a file of {id, title, body, tags, company} lines, in their order."""
    return list(each_story(path))


def each_story(path: Path) -> Iterator[BenchStory]:
    """Yield the same stories one at a time."""
    return map(_story, _rows(path))


def write_stories(path: Path, stories: Iterable[BenchStory]) -> None:
    """Write stories in the shape that `read_stories` reads."""
    write_rows(
        path,
        ({"id": s.id, "title": s.title, "body": s.body, "tags": list(s.tags), "company": s.company} for s in stories),
    )


def read_queries(path: Path) -> list[BenchQuery]:
    """Return the queries of a file of {id, class, query, relevant, neutral?} lines, in their order."""
    return [_query(row) for row in _rows(path)]


def write_queries(path: Path, queries: Iterable[BenchQuery]) -> None:
    """Write queries in the shape that `read_queries` reads."""
    write_rows(
        path,
        (
            {"id": q.id, "class": q.kind, "query": q.text, "relevant": sorted(q.relevant)}
            | ({"neutral": sorted(q.neutral)} if q.neutral else {})
            for q in queries
        ),
    )


def write_rows(path: Path, rows: Iterable[dict[str, object]]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _story(row: dict[str, object]) -> BenchStory:
    return BenchStory(
        id=str(row["id"]),
        title=str(row["title"]),
        body=str(row.get("body") or ""),
        tags=tuple(row.get("tags") or ()),  # type: ignore[arg-type] # the file's shape is the contract
        company=str(row["company"]) if row.get("company") else None,
    )


def _query(row: dict[str, object]) -> BenchQuery:
    return BenchQuery(
        id=str(row["id"]),
        kind=str(row["class"]),
        text=str(row["query"]),
        relevant=frozenset(row["relevant"]),  # type: ignore[call-overload] # the file's shape is the contract
        neutral=frozenset(row.get("neutral") or ()),  # type: ignore[call-overload] # the same
    )

"""A small library for tests: stories in memory with their index, and the engine over them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.search import Found, Hit
from store.search.engine import Document, SearchEngine

TABLE = """
    CREATE TABLE story (
        number INTEGER PRIMARY KEY, title TEXT, body TEXT, tags TEXT,
        company TEXT, author TEXT, views INTEGER, state TEXT
    )
"""


@dataclass
class Library:
    """Stories as the store keeps them, beside their index."""

    connection: sqlite3.Connection
    engine: SearchEngine = field(default_factory=SearchEngine)

    def add(self, *documents: Document) -> None:
        """Put the stories into the table and into the index."""
        for document in documents:
            self._write(document)
        self.engine.put_many(self.connection, documents)

    def hide(self, number: int) -> None:
        """Take a story out of the index, as the store does when it is hidden."""
        self.engine.remove(self.connection, number)

    def find(self, query: str, *, limit: int = 10, offset: int = 0) -> Found:
        """Search."""
        return self.engine.find(self.connection, query, limit=limit, offset=offset)

    def numbers(self, query: str) -> list[int]:
        """The stories found, best first."""
        return [hit.number for hit in self.find(query).hits]

    def first(self, query: str) -> Hit:
        """The best hit, which there must be."""
        return self.find(query).hits[0]

    def completed(self, typed: str, *, limit: int = 10) -> list[int]:
        """The stories suggested for what is typed, best first."""
        return [row.number for row in self.engine.complete(self.connection, typed, limit=limit)]

    def _write(self, document: Document) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?, ?, ?, ?, 'live')",
            (
                document.number,
                document.title,
                document.body,
                json.dumps(document.tags),
                document.company,
                document.author,
                document.views,
            ),
        )


@contextmanager
def opened(documents: Iterable[Document] = (), *, path: Path | str = ":memory:") -> Iterator[Library]:
    """A library with these stories, closed in the end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(TABLE)
        library = Library(connection)
        library.engine.create(connection)
        library.add(*documents)
        yield library


def titled(*titles: str) -> list[Document]:
    """Stories with these titles, numbered from 1."""
    return [Document(number=number, title=title) for number, title in enumerate(titles, 1)]


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    """The pieces of a text that are emphasised."""
    return [text[start:end] for start, end in marks]


POSTS = (
    Document(
        number=1,
        title="모니터링 하지 않는 DevOps 조직은 없다.",
        body="운영 조직들은 DevOps로 조직이 변화해가고 있습니다. 로그 분석을 통해 시스템의 결함을 미리 알아낸다.",
        tags=("운영", "DevOps"),
        company="토스",
        author="김하나",
        sort_time=1.0,
    ),
    Document(
        number=2,
        title="쿠버네티스를 도입하며 배운 것",
        body="데드락이 발생하는 조건을 먼저 적었다. 클러스터를 나누면 재고 정리가 쉬워집니다.",
        tags=("인프라",),
        company="우아한형제들",
        author="이두리",
        sort_time=2.0,
    ),
    Document(
        number=3,
        title="Java 가상 스레드로 서버를 다시 쓰다",
        body="스프링 부트 배포 스크립트를 고치고 응답 시간을 쟀다. 코루틴과 견주어 보았다.",
        tags=("backend", "Java"),
        company="토스",
        author="박세찬",
        sort_time=3.0,
    ),
    Document(
        number=4,
        title="결제 시스템 배포 자동화",
        body="블루-그린으로 나가며 사용자가 느낀 지연을 줄였다.",
        tags=("배포", "AWS"),
        company="당근",
        author="최네모",
        sort_time=4.0,
    ),
    Document(
        number=5,
        title="[C++] 입출력 실행속도 줄이는 법",
        body="버퍼를 비우지 않으면 빨라진다. 메시지 큐는 다음 글에서.",
        tags=("언어",),
        sort_time=5.0,
    ),
)

"""A page as a server gives it, and what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CACHE = (
    "트래픽이 열 배로 늘던 날 데이터베이스가 먼저 멈췄어요. 원인은 같은 목록을 초마다 다시 읽는 조회였고, "
    "우리는 조회 결과를 60초 동안 Redis에 두기로 했어요."
)
RESULT = "그 뒤로 p99 응답 시간은 820ms에서 95ms로 줄었고, 데이터베이스 CPU는 절반 아래로 내려왔어요."
LESSON = "캐시를 넣기 전에 무엇이 느린지부터 재야 한다는 것을 배웠어요. 재지 않은 캐시는 빚이에요."
ENGLISH = (
    "The day traffic grew tenfold, the database gave up first. We measured before we cached, and found one query "
    "that was repeated every second by every open tab."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """`path` is asked of `host`; the answer is `content` under `headers`. `expected` are fields of the page,
    `holds` texts of its body, `lacks` texts that must not be there; `problem` the refusal, "" for none."""

    name: str
    content: bytes
    host: str = "blog.example.com"
    path: str = "/posts/cache"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    expected: Mapping[str, object] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    problem: str = ""


def page(head: str, body: str, *, language: str = "ko") -> bytes:
    """A whole page in UTF-8."""
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()

"""A small library to ask questions of."""

from sqlite3 import Connection

from tests.bench.answer_library import filled
from tests.bench.files import BenchStory

STAMPEDE = """트래픽이 몰리는 키의 캐시가 만료되면 수백 개의 요청이 동시에 원본을 조회해요.
이걸 캐시 스탬피드라고 불러요.

## 왜 하필 정각이었나

배치가 매시 정각에 인기 상품 500개의 캐시를 채우면서 TTL을 모두 3600초로 주고 있었어요.

## 막는 방법

- **TTL에 무작위 값 더하기.** 만료 시각이 흩어졌어요.
- **한 요청만 다시 만들게 하기.** 짧은 잠금을 얻은 요청만 DB를 조회해요.
"""
QUEUES = """SQS에서는 Standard, FIFO 두 가지 타입을 제공해요.
표준 대기열은 순서에 맞지 않게 메시지가 전송될 수 있습니다.
만약 순서를 반드시 유지해야 한다면 FIFO 대기열을 사용해야 합니다. FIFO 대기열은 초당 300건까지 처리합니다.
"""
ADR = """ADR은 아키텍처 결정 하나를 짧은 문서 하나로 남기는 방식입니다. 마이클 나이가드가 2011년에 제안했습니다.

승인한 문서는 내용을 고치지 않습니다. 생각이 바뀌면 새 ADR을 씁니다.
"""
STORIES = (
    BenchStory(id="stampede", title="인기 상품 캐시가 만료되는 순간 생기는 일", body=STAMPEDE),
    BenchStory(id="queues", title="SQS + Lambda", body=QUEUES),
    BenchStory(id="adr", title="한 쪽짜리 결정 기록", body=ADR),
    BenchStory(
        id="hooks", title="리액트 훅 규칙", body="훅은 함수의 맨 위에서만 부릅니다. 조건문 안에서 부르지 않습니다."
    ),
    BenchStory(
        id="dns", title="DNS를 바꾼 날", body="TTL은 적어도 옛 TTL만큼 전에 낮춰야 한다. 연결 풀은 다시 묻지 않는다."
    ),
)


def library(*more: BenchStory) -> Connection:
    """An open library with the stories above and more."""
    return filled([*STORIES, *more])

"""Which questions mean the same: other words and slips do, another thing or another kind of question does not."""

import pytest

from bot.inbox.likeness import CURATED, SAME, likeness
from store.gists import gist_of, tokens_of
from store.search.aliases import shipped


def how_like(one: str, other: str) -> float:
    return likeness(gist_of(one, shipped()), gist_of(other, shipped()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("카프카 파티션은 몇 개가 적당해?", "카프카 파티션 개수는 몇 개가 적당한가요"),
        ("쿠버네티스 도입 비용이 얼마야?", "k8s 도입하는 데 비용 얼마나 들어요?"),
        ("배포 자동화 어떻게 해?", "배포자동화는 어떻게 하나요"),
        ("레디스 클러스터 구성 방법 알려줘", "redis 클러스터는 어떻게 구성해?"),
        ("캐시 스탬피드가 뭐야", "캐시 스탬피드란?"),
        ("캐시 스탬피드가 뭐야", "캐시 스템피드가 뭔가요"),
        ("온콜 수당은 얼마인가요?", "온콜 수당 얼마예요"),
        ("신입 온보딩은 며칠 걸려?", "신입 온보딩 며칠이나 걸리나요?"),
        ("VPN 접속이 안 될 때 어떻게 해?", "VPN 접속 안 되면 어떻게 하나요"),
        ("how do we deploy to staging?", "How to deploy to staging"),
    ],
)
def test_a_question_in_other_words_is_the_same(one: str, other: str) -> None:
    assert how_like(one, other) >= CURATED
    assert tokens_of(gist_of(one, shipped())) & tokens_of(gist_of(other, shipped()))


def test_a_question_that_says_a_little_more_is_one_entry_but_no_answer_of_the_other() -> None:
    assert SAME <= how_like("모니터링 대시보드 주소가 어디야", "모니터링 대시보드 어디에 있어?") < CURATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ADR은 누가 제안했나요?", "ADR은 언제 제안했나요?"),
        ("쿠버네티스 1.28 업그레이드 방법", "쿠버네티스 1.29 업그레이드 방법"),
        ("AWS에서 컨테이너 배포 자동화하는 방법", "GCP에서 컨테이너 배포 자동화하는 방법"),
        ("카프카 쓰면 안 되는 이유", "카프카 쓰는 이유"),
        ("캐시 스탬피드가 뭐야", "캐시 스탬피드 어떻게 막아?"),
        ("온콜 수당은 얼마인가요?", "야근 수당은 얼마인가요?"),
        ("레디스 설치 방법", "레디스 삭제 방법"),
        ("휴가는 며칠이야?", "병가는 며칠이야?"),
        ("SQS FIFO 처리량은?", "SQS 요금은?"),
        ("MySQL 인덱스가 느린 이유", "PostgreSQL 인덱스가 느린 이유"),
        ("배포는 언제 해?", "배포는 어떻게 해?"),
    ],
)
def test_a_question_about_something_else_is_another(one: str, other: str) -> None:
    assert how_like(one, other) < SAME


@pytest.mark.parametrize("empty", ["", "?", "뭐야", "이거 어떻게 해?", "what is it"])
def test_what_only_asks_is_like_nothing(empty: str) -> None:
    assert how_like(empty, empty) == 0.0


def test_likeness_goes_both_ways() -> None:
    one, other = "신입 온보딩은 며칠 걸려?", "신입 개발자 온보딩 며칠 걸리나요?"
    assert how_like(one, other) == how_like(other, one)

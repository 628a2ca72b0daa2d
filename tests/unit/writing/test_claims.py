"""What a model wrote stands only where the passages it cites say the same."""

import pytest

from bot.answers.claims import Claim, Passage, claims_of, is_supported

TEXTS = (
    "SQS FIFO 대기열은 초당 300건까지 처리합니다.",
    "캐시가 만료되면 수백 개의 요청이 동시에 원본을 조회해요.",
    "배포 시간을 절반으로 줄였습니다.",
    "승인한 문서는 내용을 고치지 않습니다.",
    "TTL에 무작위 값을 더해서 만료 시각이 흩어졌어요.",
    "배포 담당자는 배포 전에 점검표를 봅니다.",
    "We cut the build from 3,600 seconds to 5 minutes with caching.",
)
PASSAGES = tuple(Passage(number=n, story=1, title="캐시 스탬피드 대응기", text=text) for n, text in enumerate(TEXTS, 1))


QUESTION = "캐시 스탬피드가 뭐야?"


def stands(written: str) -> bool:
    claims, rest = claims_of(written)
    return bool(claims) and not rest and all(is_supported(claim, PASSAGES, QUESTION) for claim in claims)


@pytest.mark.parametrize(
    "written",
    [
        "FIFO 대기열은 초당 300건까지 처리해요. [1]",
        "SQS FIFO 대기열은 초당 300건까지 처리합니다 [1].",
        "캐시가 만료되면 요청이 동시에 원본을 조회합니다. [2] 배포 시간은 절반으로 줄었어요. [3]",
        "승인한 문서의 내용은 고치지 않아요. [4]",
        "캐시 스탬피드는 캐시가 만료되면 요청이 동시에 원본을 조회하는 것이에요. [2]",
        "TTL에 무작위 값을 더하면 만료 시각이 흩어져요. [5]",
        "The build was cut from 3600 seconds to 5 minutes with caching. [7]",
        "배포 담당자는 배포 전에 점검표를 봐요. [6]",
        "대기열은 초당 300건까지 처리하고 배포 시간을 절반으로 줄였어요. [1, 3]",
    ],
)
def test_what_the_cited_passage_says_stands(written: str) -> None:
    assert stands(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "무료예요.",
        "SQS는 무료예요. [1]",
        "SQS FIFO 대기열은 초당 3000건까지 처리해요. [1]",
        "SQS FIFO 대기열은 초당 300건까지 처리해요. [2]",
        "SQS FIFO 대기열은 초당 300건까지 처리해요. [9]",
        "SQS FIFO 대기열은 초당 300건까지 처리해요. [0]",
        "SQS FIFO 대기열은 초당 300건까지 처리하지 않아요. [1]",
        "승인한 문서는 내용을 고칩니다. [4]",
        "배포 시간을 절반으로 늘렸습니다. [3]",
        "배포 시간을 절반으로 줄였습니다. [3] 자세한 것은 홈페이지를 보세요.",
        "배포 시간을 절반으로 줄였습니다. 캐시가 만료되면 요청이 원본을 조회해요. [3]",
        "배포 시간을 절반으로 줄였습니다 https://evil.example [3]",
        "@everyone 배포 시간을 절반으로 줄였습니다. [3]",
        "캐시 스탬피드 대응기에 따르면 배포 시간을 절반으로 줄였습니다. [3]",
        "배포 담당자는 배포 전에 점검표를 버려요. [6]",
        "그래서 그렇습니다. [3]",
        "[3]",
        "The build was cut to 6 minutes with caching. [7]",
    ],
)
def test_anything_else_does_not(written: str) -> None:
    assert not stands(written)


def test_sentences_are_taken_apart_with_what_they_cite() -> None:
    claims, rest = claims_of("하나예요. [1] 둘이에요 [2][3]. 셋은 아직")
    assert claims == (Claim(text="하나예요.", cites=(1,)), Claim(text="둘이에요.", cites=(2, 3)))
    assert rest == "셋은 아직"

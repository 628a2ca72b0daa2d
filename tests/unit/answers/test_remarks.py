"""Which lines of a conversation are questions to the bot, and in which language."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answers.following import Turn
from bot.answers.remarks import about_this, asker_digest, asks_on, frame_of, goes_on

TURN = Turn(
    conversation="slack:C1/17.1",
    question="SQS가 뭐야?",
    topic=("sqs",),
    story=1,
    asker=asker_digest("slack:C1/17.1", "slack:U1"),
    at=datetime(2026, 1, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    "line",
    [
        "그럼 FIFO는?",
        "FIFO는",
        "순서는 어떻게 지켜",
        "왜 필요한가요",
        "그건 언제 나왔어",
        "더 나은 방법 알려줘",
        "then FIFO",
        "what about FIFO",
        "how many a second",
    ],
)
def test_another_question_is_one(line: str):
    assert asks_on(line)


@pytest.mark.parametrize(
    "line",
    [
        "고마워요!",
        "오 감사합니다",
        "thanks",
        "👍",
        "",
        "ㅋㅋㅋ",
        "저도 그렇게 생각해요",
        "<@U2> 이거 봤어?",
        "가?" * 150,
    ],
)
def test_thanks_and_talk_with_others_are_none(line: str):
    assert not asks_on(line)


def test_only_who_asked_before_goes_on_without_naming_the_bot():
    assert goes_on("그럼 FIFO는?", "slack:U1", TURN)
    assert not goes_on("그럼 FIFO는?", "slack:U2", TURN)
    assert not goes_on("그럼 FIFO는?", "slack:U1", None)
    assert not goes_on("그럼 FIFO는?", "slack:U1", replace(TURN, conversation="slack:C1/17.2"))


def test_a_digest_tells_nothing_of_the_asker():
    assert "U1" not in TURN.asker


@pytest.mark.parametrize(
    ("question", "otherwise", "frame"),
    [
        ("What is SQS?", "ko", "en"),
        ("SQS가 뭐야?", "en", "ko"),
        ("SQS FIFO?", "ko", "ko"),
        ("SQS FIFO?", "en", "en"),
    ],
)
def test_the_question_decides_the_language_of_the_frame(question: str, otherwise: str, frame: str):
    assert frame_of(question, otherwise) == frame  # type: ignore[arg-type]  # the table holds languages only


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("이 글에서 몇 분 걸렸어?", "몇 분 걸렸어?"),
        ("이글에는 원인이 뭐라고 나와", "원인이 뭐라고 나와"),
        ("In this post, what was the cause?", "what was the cause?"),
        ("이 글 좋네요", ""),
        ("글에서 원인이 뭐야", ""),
        ("이 글에서", ""),
    ],
)
def test_a_question_about_the_story_above(line: str, question: str):
    assert about_this(line) == question

"""An answer that a model wrote is shown only where it stands; whatever else happens, the quotes are, with a note."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.reply import Reply, StoryCard
from tests.unit.writing.conftest import QUESTION, Desk, notes, sources

GOOD = "SQS FIFO 대기열은 초당 300건까지 처리해요. [1]"


def quoted(reply: Reply) -> str:
    """The quote of the extracted answer; empty where none is shown."""
    return next((part.excerpt.text for part in reply.parts if isinstance(part, StoryCard) and part.excerpt), "")


def cited(document: dict[str, Any], words: str) -> int:
    """The number of the passage with some words."""
    return next(one["number"] for one in document["passages"] if words in one["text"])


def says(text: str) -> Callable[[dict[str, Any]], str]:
    """A model that says this about the passage with `300건`, whose number stands for `N`."""
    return lambda document: text.replace("[N]", f"[{cited(document, '300건')}]")


async def test_a_written_answer_cites_sentences_that_people_can_read_and_says_what_it_is(desk: Desk) -> None:
    desk.llm.says = lambda document: (
        f"SQS FIFO 대기열은 초당 300건까지 처리해요. [{cited(document, '300건')}] "
        f"표준 대기열은 순서가 바뀔 수 있어요. [{cited(document, '표준')}]"
    )
    reply = await desk.ask()
    assert reply.summary == f"{GOOD} 표준 대기열은 순서가 바뀔 수 있어요. [2]"
    assert sources(reply) == [
        "[1] SQS FIFO 대기열은 초당 300건까지 처리합니다.",
        "[2] 표준 대기열은 순서가 바뀔 수 있습니다.",
    ]
    assert any("AI가 위의 문장만 보고 쓴 답" in note for note in notes(reply))
    assert [shown.partition(" [")[0] for shown in desk.shown] == ["SQS FIFO 대기열은 초당 300건까지 처리해요."]


async def test_only_the_question_and_passages_leave_and_these_as_data(desk: Desk) -> None:
    desk.llm.says = says(GOOD.replace("[1]", "[N]"))
    await desk.ask()
    (asked,) = desk.llm.asked
    system, user = asked["messages"]
    document = json.loads(user["content"])
    assert (system["role"], user["role"]) == ("system", "user")
    assert "300건" not in system["content"]
    assert set(document) == {"question", "passages"}
    assert document["question"] == QUESTION
    assert "test:member" not in json.dumps(asked)
    assert (asked["stream"], asked["max_tokens"], asked["model"]) == (True, 400, "test-model")


async def test_what_it_took_is_counted_by_day_with_its_cost(desk: Desk) -> None:
    desk.llm.says = says(GOOD.replace("[1]", "[N]"))
    await desk.ask()
    desk.llm.says = says("무료예요. [N]")
    await desk.ask()
    (spent,) = await desk.app.store.read(lambda library: library.spendings(limit=5))
    assert (spent.model, spent.requests, spent.shown) == ("test-model", 2, 1)
    assert spent.prompt_tokens > 1000
    assert spent.cost >= 0.0012


async def test_an_endpoint_that_tells_no_usage_is_estimated(desk: Desk) -> None:
    desk.llm.says, desk.llm.tells_usage = says(GOOD.replace("[1]", "[N]")), False
    await desk.ask()
    (spent,) = await desk.app.store.read(lambda library: library.spendings(limit=5))
    assert spent.prompt_tokens > 0
    assert spent.completion_tokens > 0


@pytest.mark.parametrize(
    ("behaviour", "note"),
    [
        ({"says": says("SQS는 완전히 무료예요. [N]")}, "확인할 수 없어서"),
        ({"says": says("SQS FIFO 대기열은 초당 300건까지 처리해요.")}, "확인할 수 없어서"),
        ({"says": says("SQS FIFO 대기열은 초당 300건까지 처리해요. [99]")}, "확인할 수 없어서"),
        ({"says": says("죄송하지만 답변할 수 없어요.")}, "확인할 수 없어서"),
        ({"says": says("NONE")}, "확인할 수 없어서"),
        ({"says": says("")}, "확인할 수 없어서"),
        ({"says": says("ㅋ" * 5000)}, "확인할 수 없어서"),
        ({"says": says(GOOD.replace("[1]", "[N]")), "finish": "length"}, "확인할 수 없어서"),
        ({"says": says(GOOD.replace("[1]", "[N]")), "finish": "content_filter"}, "확인할 수 없어서"),
        ({"status": 429}, "붐벼서"),
        ({"status": 402}, "붐벼서"),
        ({"status": 500}, "연결하지 못해서"),
        ({"status": 401}, "연결하지 못해서"),
        ({"says": says(GOOD.replace("[1]", "[N]")), "breaks_after": 3}, "연결하지 못해서"),
        ({"says": says(GOOD.replace("[1]", "[N]")), "finish": None}, "연결하지 못해서"),
        ({"says": says(GOOD.replace("[1]", "[N]")), "garbles": True}, "연결하지 못해서"),
    ],
    ids=[
        "unfounded",
        "no citation",
        "no such passage",
        "declines",
        "none",
        "silent",
        "nonsense",
        "cut by length",
        "filtered",
        "rate limit",
        "no credit",
        "down",
        "no right",
        "breaks off",
        "ends early",
        "garbled",
    ],
)
async def test_anything_else_gives_the_quotes_with_a_note(desk: Desk, behaviour: dict[str, Any], note: str) -> None:
    for name, value in behaviour.items():
        setattr(desk.llm, name, value)
    reply = await desk.ask()
    assert "SQS FIFO 대기열은 초당 300건까지 처리합니다." in quoted(reply)
    assert note in notes(reply)[-1]
    assert not reply.failed


async def test_a_model_that_takes_too_long_is_not_waited_for(desk: Desk) -> None:
    desk.llm.says, desk.llm.wait_seconds = says(GOOD.replace("[1]", "[N]")), 5.0
    reply = await desk.ask(seconds=0.2)
    assert "늦어져서" in notes(reply)[-1]
    desk.llm.wait_seconds, desk.llm.pause_seconds = 0.0, 0.1
    reply = await desk.ask(seconds=0.25)
    assert "늦어져서" in notes(reply)[-1]


async def test_nobody_is_there(desk: Desk) -> None:
    desk.llm.base_url = "http://127.0.0.1:9/v1"
    assert "연결하지 못해서" in notes(await desk.ask())[-1]


async def test_a_sentence_that_does_not_stand_is_never_shown_not_even_in_passing(desk: Desk) -> None:
    desk.llm.says = says(f"{GOOD.replace('[1]', '[N]')} 그래서 SQS는 완전히 무료예요. [N] 끝이에요. [N]")
    reply = await desk.ask()
    assert quoted(reply)
    assert all("무료" not in shown for shown in desk.shown)


async def test_a_refusal_asks_no_model(desk: Desk) -> None:
    reply = await desk.ask("온콜 수당은 얼마인가요?")
    assert "찾지 못했어요" in reply.summary
    assert desk.llm.asked == []

"""The contract of the store about conversations."""

from dataclasses import replace
from datetime import timedelta

from bot.answers.following import Turn
from bot.ports import Library
from store.conversations import MOST_CONVERSATIONS
from store.sqlite import SqliteStore
from tests.support.building import MORNING, add, draft

TURN = Turn(
    conversation="slack:C1/17.1", question="SQS가 뭐야?", topic=("sqs", "큐"), story=None, asker="ab12", at=MORNING
)


async def test_the_last_turn_of_a_conversation_comes_back(store: SqliteStore):
    (story,) = await add(store, draft())
    last = replace(TURN, question="그럼 FIFO는?", story=story.number)

    def work(library: Library) -> tuple[Turn | None, Turn | None]:
        library.put_turn(TURN)
        library.put_turn(last)
        return library.turn(TURN.conversation), library.turn("slack:C1/17.2")

    assert await store.write(work) == (last, None)


async def test_old_conversations_are_forgotten(store: SqliteStore):
    await store.write(lambda library: library.put_turn(TURN))
    assert await store.write(lambda library: library.forget_turns(MORNING)) == 0
    assert await store.write(lambda library: library.forget_turns(MORNING + timedelta(seconds=1))) == 1
    assert await store.read(lambda library: library.turn(TURN.conversation)) is None


async def test_the_number_of_conversations_is_bounded_and_the_oldest_go(store: SqliteStore):
    def work(library: Library) -> tuple[Turn | None, Turn | None]:
        for nth in range(MOST_CONVERSATIONS + 1):
            at = MORNING + timedelta(seconds=nth)
            library.put_turn(replace(TURN, conversation=f"slack:C1/{nth}", at=at))
        return library.turn("slack:C1/0"), library.turn("slack:C1/1")

    first, second = await store.write(work)
    assert first is None
    assert second is not None


async def test_a_topic_is_the_words_stories_have(store: SqliteStore):
    await add(store, draft("SQS 대기열", body="SQS는 메시지를 대기열에 담아요."))
    topic = await store.read(lambda library: library.topic("SQS 대기열이 뭐야?"))
    assert topic.words == ("SQS", "대기열")
    await add(store, draft("재시도", body="재시도하면 장애가 커져요."))
    assert (await store.read(lambda library: library.topic("재시도에서 조심할 점은?"))).words[0] == "재시도"
    assert topic.has_subject
    assert not (await store.read(lambda library: library.topic("그건 어떻게 해?"))).has_subject

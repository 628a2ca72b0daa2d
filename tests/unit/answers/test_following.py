"""Which questions go on from the one before. The answers are written down, so that only the rules are tested."""

from datetime import UTC, datetime

from bot.answers.following import Topic, Turn, carried_on, understand
from bot.answers.values import Answered, Band

CACHE, QUEUE = 1, 2
BEFORE = Turn(
    conversation="test:1",
    question="캐시 스탬피드가 뭐야?",
    topic=("캐시", "스탬피드"),
    story=CACHE,
    asker="",
    at=datetime(2026, 1, 1, tzinfo=UTC),
)


def found(story: int | None, confidence: float) -> Answered:
    band = Band.UNKNOWN if story is None else Band.SURE if confidence > 0.8 else Band.MAYBE
    return Answered(question="", band=band, confidence=confidence, story=story)


class Library:
    """Answers by the question and the story it is asked of; anything else is refused."""

    def __init__(self, **answers: Answered) -> None:
        self.answers = answers
        self.asked: list[tuple[str, int | None]] = []

    def __call__(self, question: str, story: int | None) -> Answered:
        self.asked.append((question, story))
        kind = "joined" if "캐시" in question else "alone"
        return self.answers.get(kind if story is None else f"{kind}_there", found(None, 0.1))


SUBJECT, NO_SUBJECT = Topic(words=("원인",), has_subject=True), Topic()


def test_the_first_question_of_a_conversation_stands_alone():
    library = Library(alone=found(QUEUE, 0.9))
    assert understand("원인은?", SUBJECT, None, library).answered.story == QUEUE
    assert library.asked == [("원인은?", None)]


def test_what_the_story_quoted_before_answers_goes_on_from_there():
    library = Library(alone=found(QUEUE, 0.9), alone_there=found(CACHE, 0.85))
    understood = understand("원인은?", SUBJECT, BEFORE, library)
    assert (understood.answered.story, understood.carried) == (CACHE, BEFORE.topic)


def test_a_question_the_story_before_knows_nothing_of_is_a_new_topic():
    library = Library(alone=found(QUEUE, 0.6), joined_there=found(CACHE, 0.9))
    understood = understand("SQS 원인은?", SUBJECT, BEFORE, library)
    assert (understood.answered.story, understood.carried) == (QUEUE, ())


def test_a_question_without_a_subject_is_asked_with_the_one_before():
    library = Library(alone=found(QUEUE, 0.9), joined_there=found(CACHE, 0.9))
    understood = understand("어떻게 해결했어?", NO_SUBJECT, BEFORE, library)
    assert (understood.answered.story, understood.carried) == (CACHE, BEFORE.topic)


def test_what_is_refused_alone_is_asked_with_the_one_before():
    library = Library(joined_there=found(CACHE, 0.9))
    assert understand("며칠 보관해?", SUBJECT, BEFORE, library).carried == BEFORE.topic


def test_an_answer_from_the_same_story_needs_nothing_carried():
    library = Library(alone=found(CACHE, 0.7), alone_there=found(CACHE, 0.9))
    understood = understand("왜 정각이야?", SUBJECT, BEFORE, library)
    assert (understood.answered.confidence, understood.carried) == (0.7, ())


def test_another_story_that_surely_answers_with_the_words_before_wins():
    library = Library(alone_there=found(CACHE, 0.9), joined=found(QUEUE, 0.95))
    assert understand("단점은?", SUBJECT, BEFORE, library).answered.story == QUEUE


def test_what_nothing_answers_stays_refused_and_carries_nothing():
    understood = understand("그건 왜 그래?", NO_SUBJECT, BEFORE, Library())
    assert (understood.answered.band, understood.carried) == (Band.UNKNOWN, ())


def test_a_new_topic_is_what_the_next_question_goes_on_from_and_a_follow_up_keeps_the_old_one():
    alone = understand("SQS가 뭐야?", Topic(words=("sqs",), has_subject=True), None, Library(alone=found(QUEUE, 0.9)))
    assert carried_on(Topic(words=("sqs",), has_subject=True), alone, BEFORE) == ("sqs",)
    library = Library(alone=found(QUEUE, 0.9), alone_there=found(CACHE, 0.85))
    carried = understand("원인은?", SUBJECT, BEFORE, library)
    assert carried_on(SUBJECT, carried, BEFORE) == BEFORE.topic

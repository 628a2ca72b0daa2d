"""The follow-up questions about the samples: their gold strings stand in the stories, and the kinds are told apart."""

from pathlib import Path

from tests.bench.answer_files import plain
from tests.bench.answer_samples import sample_stories
from tests.bench.followups import read_pairs

QUESTIONS = Path(__file__).parent / "followup_questions.jsonl"


def test_every_gold_string_stands_in_its_story() -> None:
    bodies = {story.id: plain(story.body) for story in sample_stories()}
    pairs = read_pairs(QUESTIONS, None)
    golds = [(story, gold) for pair in pairs for story, each in pair.question.gold.items() for gold in each]
    assert [(story, gold) for story, gold in golds if plain(gold) not in bodies[story]] == []


def test_follow_ups_and_switches_are_told_apart() -> None:
    kinds = [pair.kind for pair in read_pairs(QUESTIONS, None)]
    assert kinds.count("follow-up") >= 40
    assert kinds.count("switch") >= 10


def test_questions_that_stand_alone_are_asked_after_another_topic() -> None:
    questions = QUESTIONS.with_name("answer_questions.jsonl")
    pairs = list(read_pairs(QUESTIONS, questions))
    assert any(pair.kind == "switch to a question" for pair in pairs)

"""What a story without company or tags probably lacks."""

from dataclasses import replace

from bot.curation.lacking import Suggested, places, suggest
from tests.unit.curation.test_likeness import story

BARE = replace(
    story(1), title="Redis로 캐시를 다시 짠 이야기", body="캐시가 느렸어요. 캐시를 바꿨고, 캐시는 빨라졌어요."
)
TAGGED = replace(story(2), tags=("Redis", "성능"))


def test_places_go_from_the_narrow_to_the_wide():
    assert places("https://www.velog.io/@kim/글") == ("velog.io/@kim", "velog.io")
    assert places("https://blog.example/글") == ("blog.example",)
    assert places(None) == ()


def test_the_company_comes_from_where_others_of_it_write():
    there = [["가게"] * 9 + ["나라"], ["나라"] * 20]
    assert suggest(BARE, companies=there, alike=[], known=[]).company == "가게"


def test_one_story_or_many_companies_at_a_place_say_nothing():
    assert suggest(BARE, companies=[["가게"], ["가", "나", "다", "라"]], alike=[], known=[]).company == ""


def test_tags_come_from_the_words_and_from_similar_stories():
    lacks = suggest(BARE, companies=[], alike=[(TAGGED, 1.0), (replace(TAGGED, number=3), 0.9)], known=["캐시", "AI"])
    assert set(lacks.tags) == {"캐시", "Redis", "성능"}


def test_a_tag_inside_another_word_is_not_said():
    assert suggest(replace(BARE, title="MAILBOX 설정"), companies=[], alike=[], known=["AI", "BOX"]).tags == ()


def test_what_is_there_is_not_suggested():
    full = replace(BARE, company="가게", tags=("캐시",))
    assert suggest(full, companies=[["나라"] * 5], alike=[(TAGGED, 1.0)] * 3, known=["Redis"]) == Suggested()

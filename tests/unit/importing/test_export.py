"""A story written out and imported again is the same story."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importing import ImportFormat, Item, to_json_line
from bot.importing.text import is_blank, many_lines, one_line
from bot.story import Draft, Origin, Story, StoryState
from tests.unit.importing.taken import taken

_TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60)
_NAME = _TEXT.map(one_line).filter(lambda name: not is_blank(name))
_LINK = st.sampled_from(
    ["https://example.com/a?b=c#/d", "http://xn--9d0bm53a3zbj4m.kr/%EA%B0%80", "https://한국.kr/글"]
)
_TIME = st.integers(0, 4_000_000_000_000).map(lambda ms: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms))
_STORIES = st.builds(
    Story,
    number=st.integers(1, 10**9),
    id=_TEXT.filter(lambda text: not is_blank(text)),
    title=_NAME,
    body=_TEXT.map(many_lines).map(lambda body: "" if is_blank(body) else body),
    link=st.none() | _LINK,
    source_link=st.none() | _LINK,
    company=st.none() | _NAME,
    author=st.none() | _NAME,
    tags=st.lists(_NAME.filter(lambda tag: tag[0] not in "#＃"), max_size=4, unique_by=str.casefold).map(tuple),
    views=st.integers(0, 10**12),
    published_at=st.none() | _TIME,
    added_at=_TIME,
    updated_at=_TIME,
    added_by=_NAME,
    state=st.sampled_from(StoryState),
    origin=st.sampled_from(Origin),
)


@given(_STORIES)
@settings(max_examples=150, deadline=None)
def test_an_exported_story_comes_back_the_same(story: Story) -> None:
    line = to_json_line(story)
    (item,) = taken(line, ImportFormat.JSON_LINES)
    assert "\n" not in line
    assert isinstance(item, Item)
    assert item.provenance is not None
    back = {field.name: getattr(item.draft, field.name) for field in dataclasses.fields(Draft)}
    life = {field.name: getattr(item.provenance, field.name) for field in dataclasses.fields(item.provenance)}
    assert Story(**back, **life) == story


@given(_STORIES)
@settings(max_examples=5, deadline=None)
def test_every_field_of_a_story_is_exported(story: Story) -> None:
    assert set(json.loads(to_json_line(story))) == {field.name for field in dataclasses.fields(Story)}


@given(_TEXT)
@settings(max_examples=200, deadline=None)
def test_text_that_was_tidied_once_stays(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert many_lines(many_lines(text)) == many_lines(text)


def test_times_of_another_zone_are_the_same_moment() -> None:
    record = {"title": "가", "added_at": datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=9))).isoformat()}
    (item,) = taken(json.dumps(record), ImportFormat.JSON_LINES)
    assert isinstance(item, Item)
    assert item.provenance is not None
    assert item.provenance.added_at == datetime(2023, 12, 31, 15, tzinfo=UTC)

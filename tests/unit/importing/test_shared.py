"""The real listing and the real folder of notes that lie beside the project, where they do."""

from pathlib import Path

import pytest

from bot.importing import ImportFormat, Item, detect, folder_name, parse, parse_folder, walk_folder
from bot.story import Draft

_SHARED = Path(__file__).parents[3].parent / "shared"
_SEED = _SHARED / "seeds" / "theteams-stories.txt"
_NOTES = _SHARED / "corpus" / "gyoogle"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _SHARED.is_dir(), reason=f"no development files in {_SHARED}"),
]


@pytest.fixture(name="stories")
def _stories() -> list[Draft]:
    with _SEED.open("rb") as stream:
        fmt = detect(_SEED.name, stream.read(65536))
        stream.seek(0)
        items = list(parse(stream, fmt, name=_SEED.name))
    assert fmt is ImportFormat.LISTING
    assert all(isinstance(item, Item) for item in items)
    return [item.draft for item in items if isinstance(item, Item)]


def _printed() -> list[tuple[str, int]]:
    """Titles and view counts as they stand in the file, read in the simplest way."""
    lines = [line for line in _SEED.read_text("utf-8").splitlines() if line.strip()]
    return [(lines[n + 1], int(line.split()[1])) for n, line in enumerate(lines) if line.startswith("조회수 ")]


def test_the_listing_has_twelve_stories_as_printed(stories: list[Draft]) -> None:
    assert len(stories) == 12
    assert [(story.title, story.views) for story in stories] == _printed()


def test_no_line_of_menu_or_footer_is_in_a_story_of_the_listing(stories: list[Draft]) -> None:
    lines = _SEED.read_text("utf-8").splitlines()
    around = {line for line in (*lines[:8], *lines[-5:]) if line}
    assert not [line for story in stories for line in story.body.splitlines() if line in around]


def test_every_body_of_the_listing_is_its_text_without_the_closing_hashtags(stories: list[Draft]) -> None:
    text = _SEED.read_text("utf-8")
    assert all(story.body in text and len(story.body) > 1000 for story in stories)
    assert not [story.title for story in stories if story.body.rstrip().split()[-1].startswith("#")]


def test_companies_of_the_listing_are_those_that_tags_or_bylines_name(stories: list[Draft]) -> None:
    assert [story.company for story in stories] == [
        "와탭랩스",
        "모인",
        "브랜디",
        None,
        "스켈터랩스",
        "브랜디",
        "브랜디",
        "브랜디",
        "스타일쉐어",
        "핀다",
        "스포카",
        None,
    ]


def test_authors_and_tags_of_the_listing_are_those_written(stories: list[Draft]) -> None:
    assert [n for n, story in enumerate(stories) if story.author] == [2, 5, 6, 7]
    assert [len(story.tags) for story in stories] == [6, 13, 6, 0, 7, 0, 0, 6, 6, 5, 9, 0]
    assert not any(story.source_link for story in stories)


def test_every_note_of_the_folder_is_a_story() -> None:
    items = list(parse_folder(walk_folder(_NOTES), name=folder_name(_NOTES)))
    assert len(items) == 196
    assert all(isinstance(item, Item) and item.draft.id == f"gyoogle/{item.path}" for item in items)
    assert all(isinstance(item, Item) and "\ufeff" not in item.draft.title for item in items)

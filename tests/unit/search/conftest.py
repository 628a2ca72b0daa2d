"""What the tests of the search share."""

from collections.abc import Iterator

import pytest

from tests.unit.search.library import POSTS, Library, opened


@pytest.fixture
def library() -> Iterator[Library]:
    """A library with a handful of posts."""
    with opened(POSTS) as opened_library:
        yield opened_library

"""Which items pass."""

import pytest

from bot.feeds.filters import filter_words, is_wanted
from tests.support.feeding import entry

ENTRY = entry(title="쿠버네티스로 옮긴 이야기", tags=("Backend", "개발 문화"))


@pytest.mark.parametrize(
    ("includes", "excludes", "wanted"),
    [
        ((), (), True),
        (("쿠버네티스",), (), True),
        (("카프카",), (), False),
        (("카프카", "#backend"), (), True),
        (("#쿠버네티스",), (), False),
        (("개발문화",), (), False),
        (("개발 문화",), ("이야기",), False),
        ((), ("#back",), True),
        ((), ("채용",), True),
    ],
)
def test_keywords_look_at_title_and_categories_and_a_hash_means_the_category(
    includes: tuple[str, ...], excludes: tuple[str, ...], wanted: bool
) -> None:
    assert is_wanted(ENTRY, includes=includes, excludes=excludes) is wanted


def test_typed_words_are_tidied() -> None:
    assert filter_words(" 채용 ,, #이벤트,채용, # ") == ("채용", "#이벤트")

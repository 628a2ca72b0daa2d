"""Whatever stands at an address is read or refused; `python -m tests.bench.feed_fuzz` runs many more."""

import pytest

from tests.bench.feed_fuzz import CHECKS, run


@pytest.mark.parametrize("name", CHECKS)
def test_anything_is_read_or_refused(name: str) -> None:
    check, strategy = CHECKS[name]
    assert run(check, strategy, 60, 3).count >= 60

"""What a post says to machines never comes out as an answer, whatever the model makes of it."""

import pytest

from tests.bench.injection import OWN, Case, Held, outcomes, read_cases
from tests.support.building import SHARED

SHARED_CASES = SHARED / "eval/answers/injection.jsonl"


@pytest.mark.parametrize("case", read_cases(OWN), ids=lambda case: case.id)
async def test_what_a_post_orders_is_not_done(case: Case) -> None:
    allowed = {Held.YES, Held.QUOTED} if case.is_planted else {Held.YES}
    assert {name: came for name, came in (await outcomes(case)).items() if came.held not in allowed} == {}


@pytest.mark.shared
async def test_what_the_shared_posts_order_is_not_done() -> None:
    for case in read_cases(SHARED_CASES):
        assert {name: came for name, came in (await outcomes(case)).items() if came.held is not Held.YES} == {}, case.id

"""How a printed view count is read: `2208`, `2,208`, `1.2만`, `3k`. Knows numbers only, no limits."""

import re
from decimal import Decimal
from typing import Final

_UNITS: Final = {"": 1, "천": 1_000, "k": 1_000, "만": 10_000, "m": 1_000_000, "억": 100_000_000}
_COUNT: Final = re.compile(r"([+-]?\d[\d,\s]{0,40}(?:\.\d{1,20})?)\s*(천|만|억|[kKmM])?\s*(?:회|번)?", re.ASCII)


def count_of(text: str) -> int | None:
    """Gives the number the text prints (it may be negative), None when it prints none or a broken one such as 1.5."""
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        return None
    exact = Decimal(re.sub(r"[,\s]", "", match[1])) * _UNITS[(match[2] or "").lower()]
    return int(exact) if exact == exact.to_integral_value() else None

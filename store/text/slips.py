"""What a slip of the fingers costs, in keys: the distance between what was typed and a word, both in key-press space.

Optimal string alignment with prices: a neighbouring key, a doubled key, two keys swapped and letters that sound alike
(ㅐ/ㅔ, ㄷ/ㅌ: loan words are spelled many ways) are cheap, any other change costs a whole key.
"""

from functools import lru_cache

from store.text.keys import keys

NEIGHBOUR = 0.55
ALIKE = 0.5
SWAPPED = 0.6
DOUBLED = 0.4
DROPPED = 0.8
ADDED = 0.8
ANOTHER = 1.0

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHIFT = (-0.25, 0.0, 0.3, 0.8)
_SOUND_ALIKE = (
    "ㄱㅋ",
    "ㄷㅌ",
    "ㅂㅍ",
    "ㅈㅊ",
    "ㅅㅈ",
    "ㅏㅓ",
    "ㅓㅔ",
    "ㅐㅔ",
    "ㅓㅗ",
    "ㅏㅑ",
    "ㅓㅕ",
    "ㅗㅛ",
    "ㅜㅠ",
    "ㅡㅜ",
    "ㅔㅣ",
    "ㅏㅐ",
)


def slip_cost(typed: str, word: str) -> float:
    """The price, in keys, of the cheapest slips that turn the word into what was typed."""
    return _last_row(typed, word)[-1]


def slip_cost_of_prefix(typed: str, word: str) -> tuple[float, int]:
    """The same against the best beginning of the word, and how long that beginning is: for words half typed."""
    row = _last_row(typed, word)
    price = min(row)
    return price, row.index(price)


def _last_row(typed: str, word: str) -> list[float]:
    """Prices of turning every beginning of the word into all that was typed."""
    before: list[float] = []
    row = _first_row(word)
    for at, key in enumerate(typed):
        previous = row
        row = [previous[0] + _added(typed, at, word, 0)]
        for there, wanted in enumerate(word):
            price = min(
                previous[there] + _change(key, wanted),
                previous[there + 1] + _added(typed, at, word, there + 1),
                row[there] + _dropped(word, there),
            )
            if at and there and key == word[there - 1] and typed[at - 1] == wanted and key != wanted:
                price = min(price, before[there - 1] + SWAPPED)
            row.append(price)
        before = previous
    return row


def _first_row(word: str) -> list[float]:
    row = [0.0]
    for there in range(len(word)):
        row.append(row[-1] + _dropped(word, there))
    return row


def _added(typed: str, at: int, word: str, there: int) -> float:
    """The price of a key too many: less when it repeats the key beside it."""
    repeats = at > 0 and typed[at] == typed[at - 1]
    foretells = there < len(word) and typed[at] == word[there]
    return DOUBLED if repeats or foretells else ADDED


def _dropped(word: str, there: int) -> float:
    """The price of a key left out: less when it is the second of a double."""
    return DOUBLED if there > 0 and word[there] == word[there - 1] else DROPPED


def _change(key: str, wanted: str) -> float:
    return 0.0 if key == wanted else _prices().get((key, wanted), ANOTHER)


@lru_cache(maxsize=1)
def _prices() -> dict[tuple[str, str], float]:
    places = {key: (column + _SHIFT[row], row) for row, line in enumerate(_ROWS) for column, key in enumerate(line)}
    prices = {
        (one, other): NEIGHBOUR
        for one, (x, y) in places.items()
        for other, (u, v) in places.items()
        if one != other and abs(x - u) <= 1.0 and abs(y - v) <= 1
    }
    for pair in map(keys, _SOUND_ALIKE):
        prices[pair[0], pair[1]] = prices[pair[1], pair[0]] = ALIKE
    return prices

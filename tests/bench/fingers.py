"""Slips of the fingers: one mistake in the key presses of a text, on a 2-beolsik or on a QWERTY keyboard."""

from collections.abc import Callable
from random import Random

from store.text.keys import hangul_of, strokes

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
WITH_SHIFT = "qwertop"  # the keys that give another Hangul letter under Shift
TRIES = 20

Slip = Callable[[Random, str, int], str]
"""Gives the keys with one mistake made at this place."""


def slip_in_hangul(random: Random, text: str) -> str | None:
    """Return what the screen shows after one slip in typing this Korean text; None when none was found."""
    pressed = strokes(text)
    for _ in range(TRIES):
        mistyped = hangul_of(_slip(random, pressed, HANGUL_SLIPS))
        if mistyped != text and len(mistyped) <= len(text) + 1:
            return mistyped
    return None


def slip_in_latin(random: Random, text: str) -> str | None:
    """Return this English text in lower case with one slip; None when none was found."""
    for _ in range(TRIES):
        mistyped = _slip(random, text.lower(), LATIN_SLIPS)
        if mistyped != text.lower():
            return mistyped
    return None


def neighbours(key: str) -> str:
    """Return the keys beside this one in its own row, in the same state of Shift."""
    for row in ROWS:
        place = row.find(key.lower())
        if place >= 0:
            near = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            return near.upper() if key.isupper() else near
    return ""


def _slip(random: Random, pressed: str, slips: tuple[Slip, ...]) -> str:
    place = random.randrange(1, len(pressed)) if len(pressed) > 1 else 0
    return random.choice(slips)(random, pressed, place)


def _neighbour(random: Random, pressed: str, place: int) -> str:
    near = neighbours(pressed[place])
    return pressed[:place] + random.choice(near) + pressed[place + 1 :] if near else pressed


def _dropped(_random: Random, pressed: str, place: int) -> str:
    return pressed[:place] + pressed[place + 1 :]


def _doubled(_random: Random, pressed: str, place: int) -> str:
    return pressed[: place + 1] + pressed[place:]


def _swapped(_random: Random, pressed: str, place: int) -> str:
    return pressed[: place - 1] + pressed[place] + pressed[place - 1] + pressed[place + 1 :]


def _shift(_random: Random, pressed: str, place: int) -> str:
    places = [at for at, key in enumerate(pressed) if key.lower() in WITH_SHIFT]
    chosen = min(places, key=lambda at: abs(at - place), default=None)
    return pressed if chosen is None else pressed[:chosen] + pressed[chosen].swapcase() + pressed[chosen + 1 :]


LATIN_SLIPS: tuple[Slip, ...] = (_neighbour, _dropped, _doubled, _swapped)
HANGUL_SLIPS: tuple[Slip, ...] = (*LATIN_SLIPS, _shift)

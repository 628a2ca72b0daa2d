"""Whether a Korean and a Latin spelling are one name, as 스타일쉐어 and StyleShare: they have the same consonants."""

import re
from typing import Final

_INITIALS: Final = ["K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "*", "C", "C", "C", "K", "T", "P", "H"]
_FINALS: Final = {
    1: "K",
    4: "N",
    7: "T",
    8: "L",
    16: "M",
    17: "P",
    19: "S",
    21: "N",
    22: "C",
    24: "K",
    25: "T",
    26: "P",
}
_PAIRS: Final = (("sh", "s"), ("ch", "c"), ("ph", "p"), ("th", "t"), ("wh", "w"), ("ck", "k"), ("ng", "n"))
_LATIN: Final = str.maketrans("bpfvdtgkqxjzclrmnsh", "PPPPTTKKKKCCKLRMNSH")
_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FEWEST: Final = 3
_FIRST, _LAST, _VOWELS, _FINAL_COUNT = ord("가"), ord("힣"), 21, 28


def sounds_alike(korean: str, latin: str) -> bool:
    """Do the two have the same three or more consonants in the same order?"""
    skeleton = _korean_skeleton(korean)
    return len(skeleton) >= _FEWEST and skeleton == _latin_skeleton(latin)


def _korean_skeleton(name: str) -> str:
    sounds = []
    for code in map(ord, name):
        if not _FIRST <= code <= _LAST:
            return ""
        initial, rest = divmod(code - _FIRST, _VOWELS * _FINAL_COUNT)
        sounds.append(_INITIALS[initial] + _FINALS.get(rest % _FINAL_COUNT, ""))
    return _without_doubles("".join(sounds).replace("*", ""))


def _latin_skeleton(name: str) -> str:
    return _without_doubles("".join(_part_skeleton(part.lower()) for part in _PART.findall(name)))


def _part_skeleton(part: str) -> str:
    """Drops what Korean spelling drops: a silent final e, and r where no vowel follows."""
    plain = re.sub(r"(?<=[^aeiou])e$", "", part)
    plain = re.sub(r"r(?![aeiouy])", "", plain)
    for pair, sound in _PAIRS:
        plain = plain.replace(pair, sound)
    return re.sub(r"[^A-Z]", "", plain.translate(_LATIN)).replace("R", "L")


def _without_doubles(skeleton: str) -> str:
    return re.sub(r"(.)\1", r"\1", skeleton)

"""Synthetic developer stories in Korean, the same ones for the same seed: words by Zipf's law, a long tail of names.

Common nouns repeat as they do in real titles; invented product names, versions and numbers give every library the
rare words that a search must tell apart.

`python -m tests.bench.synthetic --count 2000 --out F.jsonl [--seed N] [--bodies]` writes a stories file.
"""

import argparse
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from store.text.hangul import is_syllable, split_syllable
from tests.bench.files import BenchStory, write_stories

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
SLOT = re.compile(r"\{(\w+)\}")
PARTICLES = {"을": "를", "은": "는", "이": "가", "과": "와", "으로": "로", "도": "도"}
READ_WITH_FINAL = "lmng013678"  # how Latin letters and digits end when read in Korean
READ_WITH_RIEUL = "l178"
COMPANIES = 60
PRODUCTS = 3_000_000
SHORT_NAMES = 40_000
NAME_STEP = 7919  # scatters neighbouring ranks over the alphabet of pieces
BODY_CHARACTERS = (300, 1500)


def stories(count: int, *, seed: int = 1, bodies: bool = False) -> Iterator[BenchStory]:
    """Yield `count` stories; with `bodies`, of some 300 to 1,500 characters each."""
    random = Random(seed)
    for number in range(count):
        company = _company(random)
        yield BenchStory(
            id=str(number),
            title=_filled(random, random.choice(_words("title"))),
            body=_body(random) if bodies else "",
            tags=(_noun(random), _noun(random)),
            company=company,
        )


def product_name(rank: int) -> str:
    """Return the invented name of the product of this rank: Hangul for even ranks, Latin for odd ones."""
    pieces = _words("latin" if rank % 2 else "hangul")
    size = 3 if rank < SHORT_NAMES else 4
    left = rank // 2 * NAME_STEP % len(pieces) ** size
    name = ""
    for _ in range(size):
        left, piece = divmod(left, len(pieces))
        name += pieces[piece]
    return name.capitalize()


def main() -> None:
    """Read the arguments and write the stories."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bodies", action="store_true", help="full stories instead of titles")
    arguments = parser.parse_args()
    write_stories(arguments.out, stories(arguments.count, seed=arguments.seed, bodies=arguments.bodies))


def _body(random: Random) -> str:
    wanted = random.randint(*BODY_CHARACTERS)
    sentences: list[str] = []
    while wanted > 0:
        sentences.append(_filled(random, random.choice(_words("sentence"))))
        wanted -= len(sentences[-1]) + 1
    return " ".join(sentences)


def _filled(random: Random, pattern: str) -> str:
    """Fill the slots of a pattern from left to right; a particle follows the sound before it."""
    text = ""
    for place, part in enumerate(SLOT.split(pattern)):
        text += _slot(random, part, text) if place % 2 else part
    return text


def _slot(random: Random, name: str, before: str) -> str:
    return _particle(name, before) if name in PARTICLES else FILLERS[name](random)


def _particle(name: str, before: str) -> str:
    last = before[-1:].lower()
    final = split_syllable(last)[2] if is_syllable(last) else ""
    closed = bool(final) if is_syllable(last) else last in READ_WITH_FINAL
    rieul = final == "ㄹ" or last in READ_WITH_RIEUL
    return name if closed and not (name == "으로" and rieul) else PARTICLES[name]


def _long_tail(random: Random) -> int:
    """Return a rank: half of them under 150, some one in twenty-five over 100,000."""
    return int(30 * (random.paretovariate(0.4) - 1)) % PRODUCTS


def _noun(random: Random) -> str:
    nouns, sums = _words("noun"), _zipf("noun")
    return nouns[bisect(sums, random.random() * sums[-1])]


def _company(random: Random) -> str:
    return product_name(PRODUCTS + random.randrange(COMPANIES))


@cache
def _zipf(section: str) -> Sequence[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(len(_words(section)))))


@cache
def _words(section: str) -> Sequence[str]:
    """Return a section of the vocabulary: patterns by the line, words by the word."""
    text = VOCABULARY.read_text(encoding="utf-8").split(f"[{section}]\n")[1].split("\n\n")[0]
    return text.splitlines() if "{" in text else text.split()


FILLERS: dict[str, Callable[[Random], str]] = {
    "noun": _noun,
    "noun2": _noun,
    "act": lambda random: random.choice(_words("act")),
    "product": lambda random: product_name(_long_tail(random)),
    "company": _company,
    "version": lambda random: f"{random.randint(1, 19)}.{random.randint(0, 30)}",
    "year": lambda random: str(random.randint(2012, 2026)),
    "number": lambda random: str(random.randint(1, 400)),
    "number2": lambda random: str(random.randint(1, 40)),
}

if __name__ == "__main__":
    main()

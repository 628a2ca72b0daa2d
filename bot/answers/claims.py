"""What a model wrote, taken apart into sentences with the passages they cite, and held against these. Pure.

A sentence stands only if every word of it that says something stands in what it cites.
Numbers and Latin words have to be there as they are, Korean words by their stem, and a `not` on both sides or neither.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.quoting import is_quotable
from bot.answers.splitting import sentences

MOST_CLAIMS = 4
LONGEST_CLAIM = 240
_FEWEST_WORDS = 2

_CITED = re.compile(r"(?P<text>[^\[\]]*?)\s*(?P<cites>(?:\[\d{1,2}(?:\s*,\s*\d{1,2})*\]\s*)+)(?P<stop>[.!?。]*)\s*")
_NUMBER = re.compile(r"\d{1,2}")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#-]*(?:[.,:/][A-Za-z0-9_+#-]+)*|[가-힣]+")
_INNER_END = re.compile(r"(?:니다|[어아해돼예에여]요)(?=\s+[^\s\[])")  # two sentences without a stop between them
_LINK = re.compile(r"https?:|www\.|<[^>\s]|[@#]\w*(?:everyone|here|channel)", re.IGNORECASE)
_NEGATION = re.compile(
    r"않|없|아니|아닙|못\s?하|불가|(?:^|\s)(?:안|못)\s|\bnot?\b|n't\b|\bnever\b|\bwithout\b", re.IGNORECASE
)
_COPULA = re.compile(r"(?:입니다|이에요|예요|이라고|라고|이라는|라는|이며|이고|이란|이다|인데|임)$")
_PARTICLE = re.compile(
    r"(?:에서는|에게는|으로는|까지는|부터는|이라도|에서|에게|에는|으로|까지|부터|처럼|보다|마다|마저|조차|이나|이란|란|들은|들을|들이|들의"
    r"|들|은|는|이|가|을|를|의|에|도|만|과|와|로|나|씩)$"
)
_ENDING = re.compile(
    r"(?:[았었였했됐]?(?:습니다|습니까|ㅂ니다|어요|아요|여요|해요|돼요|세요|지요|네요|거든요|는데요)|합니다|됩니다|합니까|했습니다|됐습니다"
    r"|하는지|되는지|하려면|되려면|하면서|되면서|하도록|되도록|하지만|되지만|하거나|되거나|하므로|되므로|하였다|되었다|한다|된다|했다|됐다|하다|되다"
    r"|하는|되는|하여|되어|하고|되고|하며|되며|하면|되면|하기|되기|해서|돼서|해야|돼야|하게|되게|하지|되지|할|될|한|된|함|됨|해|돼"
    r"|는다|니다|어서|아서|어야|아야|으면|으며|으로써|는데|지만|려면|도록|거나|면서|므로|니까|던|다|고|며|면|서|요|지|게|기|는|은|을|음|어|아)$"
)
_FORM_WORDS = frozenset(
    """
    것 것은 것이 것을 것도 수 때 때는 때에 때문 때문에 등 등을 등의 및 또 또는 또한 즉 이 그 저 더 이때
    그래서 따라서 그리고 하지만 그러나 먼저 다음 대해 대한 대해서 위해 위한 위해서 통해 통한 따라 따르면
    경우 경우에 경우에는 있다 있는 있고 있어요 있습니다 있으며 있을 있어 한다 하는 하고 하며 하면 해요
    합니다 해야 할 한 된다 되는 되고 되며 되면 돼요 됩니다 될 된 이다 입니다 예요 이에요 이란 란 이것은 이는
    바로 모두 각각 여러 합니다만 않는다 않아요 않습니다 않는 않고 않으면 않도록 없다 없는 없어요 없습니다
    없이 아니다 아니라 아니에요 아닙니다 안 못 못한다 못해요 못합니다 a an the is are was were be been it
    its this that these those of to in on for with from by at as and or but not no can could may will would
    should does do did has have had which when where who how why then so also if than there
    """.split()  # noqa: SIM905 - a list of words reads better as text
)


# Unicode: 28 finals to a vowel, 21 vowels to an initial. ㅂ and ㅆ below belong to the ending (봅니다, 봤다);
# ㅘ is ㅗ and an ending, ㅝ ㅜ, ㅕ ㅣ, ㅙ ㅚ, ㅓ ㅡ.
_FIRST_SYLLABLE, _FINALS, _VOWELS = 0xAC00, 28, 21
_ATTACHED = frozenset((17, 20))
_CONTRACTED = {9: (8,), 14: (13,), 6: (20,), 10: (11,), 4: (18,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a story that a model may write from. `above`: the title and heading it stands under."""

    number: int
    story: int
    title: str
    text: str
    above: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that a model wrote, without its citations, and the numbers of the passages it cites."""

    text: str
    cites: tuple[int, ...]


def claims_of(written: str) -> tuple[tuple[Claim, ...], str]:
    """The sentences that have their citations, in order, and what is left behind the last of them."""
    found: list[Claim] = []
    end = 0
    while match := _CITED.match(written, end):
        end = match.end()
        text = " ".join(match["text"].split())
        text = text if not match["stop"] or text.endswith(match["stop"]) else text + match["stop"]
        found.append(Claim(text=text, cites=tuple(dict.fromkeys(map(int, _NUMBER.findall(match["cites"]))))))
    return tuple(found), written[end:].strip()


def is_supported(claim: Claim, passages: Sequence[Passage], question: str) -> bool:
    """Does a sentence say nothing but what the passages it cites say?

    What the question asks about may be named as the title above the passage names it.
    """
    cited = [passage for passage in passages if passage.number in claim.cites]
    if len(cited) != len(claim.cites) or not _is_plain(claim.text):
        return False
    said = " ".join(passage.text for passage in cited)
    above = " ".join(f"{passage.title} {passage.above}" for passage in cited)
    is_denied = bool(_NEGATION.search(_folded(claim.text)))
    if is_denied != bool(_NEGATION.search(_folded(said))):
        return False
    words = list(_content(claim.text))
    own = [word for word in words if _stands(word, said)]
    return (
        len(words) >= _FEWEST_WORDS
        and bool(own)
        and all(word in own or (_stands(word, above) and _stands(word, question)) for word in words)
    )


def _is_plain(text: str) -> bool:
    """One sentence of a bearable length that calls nobody, links nowhere and orders no machine about."""
    is_one = len([part for part in sentences(text) if part.strip()]) == 1
    is_one = is_one and not _INNER_END.search(text)
    return is_one and len(text) <= LONGEST_CLAIM and is_quotable(text) and not _LINK.search(text)


def _content(text: str) -> Iterator[str]:
    """The words that say something."""
    for token in _TOKEN.findall(_folded(text)):
        bare = _COPULA.sub("", token) if _is_korean(token) else token
        is_particle = _is_korean(token) and not _PARTICLE.sub("", token)
        if token not in _FORM_WORDS and bare and bare not in _FORM_WORDS and not is_particle:
            yield bare


def _stands(word: str, text: str) -> bool:
    folded = _folded(text)
    tokens = _TOKEN.findall(folded)
    if not _is_korean(word):
        return _plain_number(word) in {_plain_number(token) for token in tokens}
    bases = _bases(word)
    return any(
        re.search(re.escape(core) if len(core) > 1 else rf"(?<![가-힣]){re.escape(core)}", folded)
        or (len(core) > 2 and core in folded.replace(" ", ""))  # noqa: PLR2004 - 배포자동화, 배포 자동화
        for core in _cores(word)
    ) or any(bases & _bases(token) for token in tokens if _is_korean(token))


def _bases(token: str) -> frozenset[str]:
    """What may be the dictionary root of a verb: 봐요 and 봅니다 are of 보, 마셔요 and 마십니다 of 마시."""
    ending = _ENDING.search(token)
    if not ending or not ending.start():
        return frozenset()
    root, last = token[: ending.start() - 1], ord(token[ending.start() - 1]) - _FIRST_SYLLABLE
    vowel, final = last // _FINALS % _VOWELS, last % _FINALS
    initial = last - vowel * _FINALS - final
    is_attached = final in _ATTACHED
    return frozenset(
        root + chr(_FIRST_SYLLABLE + initial + other * _FINALS + (0 if is_attached else final))
        for other in (vowel, *_CONTRACTED.get(vowel, ()))
    )


def _cores(word: str) -> tuple[str, ...]:
    """What has to stand in the text: the noun without its particle, or the root of the verb."""
    noun = _PARTICLE.sub("", word)
    if noun != word and noun:
        return (noun, *_roots(word))
    return (word, *_roots(word))


def _roots(word: str) -> tuple[str, ...]:
    ending = _ENDING.search(word)
    if not ending or not ending.start():
        return ()
    root = word[: ending.start()]
    return (root, *((root[:-1],) if len(root) > 2 else ()))  # noqa: PLR2004 - 만들었 and 만들


def _plain_number(token: str) -> str:
    return token.replace(",", "") if token[0].isdigit() else token.strip(".,:/")


def _is_korean(token: str) -> bool:
    return "가" <= token[0] <= "힣"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()

"""Words that answer for each other (단점, 느리다), and words of questions that say nothing of the topic."""

import re
from functools import lru_cache
from importlib.resources import files

from store.text.particles import is_bound_word, is_ending


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKING = re.compile(
    r"(?:뭐|뭔|뭘|무엇|무슨|어떻|어떤|어떡|어캐|어케|어째|어느|왜$|왜[써쓰]|언제|며칠|만에$|어디|누구|누가|얼마|몇|알려|설명해|말해|찾아|가르쳐"
    r"|궁금|해줘|보여줘|있[어나냐을]|있을까|있는지|없[나냐]|되나|되냐|되는지|될까|돼$|돼요|하나$|하나요|하냐|하죠|하지$|해요$|인가"
    r"|인지|이야$|예요|이에요|임$|거야|거예요|건가|거죠|건지|대요|래요|싶|같은데|혹시|제발|좀$|그냥|정도|관련|대해|한줄로|각각|보통"
    r"|주로|도대체|대체|진짜|아시는|아는|분$|저기|안녕|근데|그럼|그러면|그래서|그리고|이거|그거|저거|이건|그건|이게|그게|우리|저희|제가"
    r"|내가|나는|저는|나요$|줄래|줘$|주세요|됨$)"
)
_SOFT = _listed("""
    이유 까닭 차이 차이점 다른 달라 방법 뜻 의미 종류 정의 개념 설명 계기 원인 이름 사람
    때문 경우 문제 글 내용 것 점 말 수 법 해야 하면 하려면 가장 제일 필요 사용 쓰 쓸 써
    쓰는 쓰나 쓰나요 되면 하는 시작 만든 나 나온 나왔 같은 뭐가 있는
""")
_ENGLISH = _listed("""
    a an the is are was were be do does did can could should would will how what why when where who which i me my we you
    your it its s of to in on for with from by at as and or if not there that this these those have has had get tell
    about any much many
""")
_PREDICATE = re.compile(
    r"(?:나요|까요|는지|대요|래요|던가요|가요|세요|네요|어요|아요|해요|나|냐|니|까|죠|지|야|어|아|여|해|돼|려면|으면|수도|도)$"
)
_LETTERS = {
    "에이치": "h", "더블유": "w", "더블류": "w", "에이": "a", "에프": "f", "에치": "h", "제이": "j", "케이": "k",
    "에스": "s", "엑스": "x", "와이": "y", "제트": "z", "아이": "i", "브이": "v", "비": "b", "씨": "c", "시": "c",
    "디": "d", "이": "e", "지": "g", "엘": "l", "엠": "m", "엔": "n", "오": "o", "피": "p", "큐": "q", "알": "r",
    "티": "t", "유": "u",
}  # fmt: skip
_VERB_TAIL = re.compile(
    r"(?:[었았였했됐]?(?:어요|아요|나요|는지|는데|는가|니까|으려면|려면|으면|을까|ㄹ까|을때|더라|다면|어야|아야|어서|아서|습니까"
    r"|습니다|대요|던가요|던가|던|다고|지요|죠|지|냐|니|나|까|음|어|아|는|은|을|기|고|게|도|며|면|자|요)|[었았였했됐]|하려면|해야"
    r"|하면|했나요|하나요|하죠)$"
)


def is_asking(word: str) -> bool:
    """Does this word only ask, or is it a form word?"""
    return bool(_ASKING.match(word)) or is_bound_word(word) or word in _ENGLISH


def is_predicate(word: str) -> bool:
    """Does the word end as the verb of a question does (읽히나, 되셨대요)? Answers may put it otherwise."""
    return bool(_PREDICATE.search(word))


def spelled_letters(word: str) -> str:
    """The Latin letters whose Korean names make up the word: 씨에스알에프 → csrf; empty when it is none such."""
    letters = ""
    while word:
        name = next((name for name in _LETTERS if word.startswith(name)), "")
        if not name:
            return ""
        letters, word = letters + _LETTERS[name], word[len(name) :]
    return letters if len(letters) > 1 else ""


def is_soft(word: str) -> bool:
    """Is this a word that questions have and answers need not (이유, 차이, 방법)?"""
    return word in _SOFT


def verb_roots(word: str) -> tuple[str, ...]:
    """What may be the root of a verb, longest first: 늘었어요 → 늘었, 늘; 지켜야 → 지켜."""
    found: dict[str, None] = {}
    rest = word
    for _ in range(3):
        tail = _VERB_TAIL.search(rest)
        if not tail or not tail.start():
            break
        rest = rest[: tail.start()]
        found[rest] = None
    return tuple(found)


def synonyms(word: str) -> tuple[str, ...]:
    """Other words for it, by the longest term that it begins with."""
    for size in range(len(word), 0, -1):
        term = word[:size]
        if term in _groups() and (
            size > 1 or size == len(word) or is_ending(word[1:]) or _VERB_TAIL.fullmatch(word[1:])
        ):
            return tuple(other for group in _groups()[term] for other in group if other != term)
    return ()


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    text = files("store.answers").joinpath("synonyms.txt").read_text(encoding="utf-8")
    groups = [tuple(line.split()) for line in text.splitlines() if line and not line.startswith("#")]
    terms: dict[str, tuple[tuple[str, ...], ...]] = {}
    for group in groups:
        terms[group[0]] = (*terms.get(group[0], ()), group)
    for group in groups:
        for term in group[1:]:
            if term not in terms:
                terms[term] = (group,)
    return terms

"""What a question asks for (누가, 언제, 몇, 왜, 어떻게 …), and what a sentence that answers it looks like."""

import re
from enum import Enum


class Kind(Enum):
    """The kinds of question that are told apart; anything else is WHAT."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    NUMBER = "number"
    WHY = "why"
    HOW = "how"
    DIFFERENCE = "difference"
    LIST = "list"
    WHETHER = "whether"
    DEFINITION = "definition"
    WHAT = "what"


_ASKS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.WHY, r"(?<![가-힣])왜|이유|계기|원인|때문|까닭|유래|\bwhy\b|reason|왜써|왜쓰"),
        (Kind.DIFFERENCE, r"차이|다른\s?점|달라|다른가|비교|뭐가\s?다|\bvs\b|differ"),
        (Kind.WHEN, r"언제|며칠|몇\s?(?:월|일|년|시(?!간))|날짜|시기|\bwhen\b|몇\s?버전|몇년생"),
        (
            Kind.NUMBER,
            (
                r"몇|얼마|개수|갯수|횟수|크기|용량|비율|퍼센트|금액|요금|가격|비용|시간\s?복잡도|포트"
                r"|how (?:many|much|long|big"
                r"|often)|최대|최소|기간"
            ),
        ),
        (Kind.WHO, r"누가|누구|누굴|담당자|만든\s?사람|창시자|개발자는\s|\bwho\b"),
        (Kind.WHERE, r"어디|어느\s?(?:리전|곳|위치)|위치|\bwhere\b|리전|region"),
        (Kind.LIST, r"종류|단계|원칙|가지|조건|장점|단점|목록|뭐\s?있|뭐가\s?있|뭐뭐|특징|요소|예시|구성"),
        (
            Kind.HOW,
            (
                r"어떻게|어떡|어캐|어케|방법|하려면|려면|하는\s?법|법은|법\s*(?:알|좀|$)|방어|해결|설정|고쳤"
                r"|막|\bhow\b|어찌"
            ),
        ),
        (
            Kind.DEFINITION,
            (
                r"(?:이|가|은|는|란|이란)\s*(?:뭐|뭔|무엇|뭘)(?:야|지|가|데|에요|예요|임|인가|가요|죠|래"
                r"|니)?|란\s*[?]|란$|뜻"
                r"|의미|약자|정의|개념|무슨\s?말|뭔지|뭐하는|어떤\s?(?:회사|서비스|팀)|해주는|what (?:is|are)\b|한줄"
            ),
        ),
        (
            Kind.WHETHER,
            (
                r"(?:되나|돼|될까|되나요|되냐|됨|있나|있어|있나요|있냐|없나|하나요|해야|가능|인가요|임|맞나"
                r"|맞아|아닌가|나요|니|까"
                r"|날\s?수)\s*(?:요|\?)*$|^(?:is|are|can|does|do|should)\b|같은\s"
            ),
        ),
    )
)
_WHAT = re.compile(r"뭐|무엇|뭘|무슨|어떤|뭔|what|which")

_SHOWS: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Kind.WHO: (
            r"[가-힣]{2,4}\s?(?:님|씨|교수|박사|대표|팀장)|[가-힣]+(?:팀|사람|담당|운영자|개발자|관리자|회사|재단)"
            r"|\b[A-Z][a-z]+ [A-Z][a-z]+|라는 사람|소유|주도|[가-힣A-Za-z]{2,}(?:가|이) (?:\S+ )?(?:만든"
            r"|만들|개발|제안|발표|고안)"
        ),
        Kind.WHEN: (
            r"\d{2,4}\s?년|\d{1,2}\s?[월일시분](?!간)|\d{1,2}:\d\d|요일|매일|매주|매월|오전|오후|부터"
            r"|\d{4}[-./]\d|때(?:에|는|마다|만)?\b|버전|직후|직전|이후|이전|전에|후에|상태|경우"
        ),
        Kind.WHERE: (
            r"에서|에\s?(?:저장|위치|있|두|보관|올|모|적)|메뉴|위치|경로|화면|페이지|폴더|디렉터리|리전"
            r"|지역|서버|메모리|디스크|/\w+"
        ),
        Kind.NUMBER: r"\d|[한두세네] (?:개|가지|번|명|시간|배|곳|대)|하나|둘|셋|O\([^)]*\)|절반|두 배|몇",
        Kind.WHY: (
            r"때문|위해|위한|이유|므로|원인|덕분|니까|어서|아서|라서|해서|여서|탓|계기|유래|기에|도록"
            r"|려고|막기|하고자"
        ),
        Kind.HOW: (
            r"하려면|통해|사용하|이용하|활용|설정|하면|해야|하세요|합니다|추가|변경|설치|적용|방법"
            r"|으로써|두면|넣|쓰면|주면|한다|권장|선언|생성"
            r"|도입|만들|바꾸|확인"
        ),
        Kind.DIFFERENCE: r"반면|차이|달리|다르|다른|보다|하지만|비해|않|[^가-힣]vs|각각|아니라|인데|고,|지만|\||/",
        Kind.LIST: r"가지|첫째|둘째|(?:^|\s)\d[).]|,.*,|→|·.*·| - |등(?:이|의|을|\s|$|\.)|종류|및|\||있다|있습니다",
        Kind.WHETHER: (
            r"가능|불가|없|있|안\s|않|아니|수 있|된다|됩니다|돼요|해야|필요|야만|금지|허용|가급적|무조건"
            r"|반드시|지원|다르|같"
        ),
        Kind.DEFINITION: (
            r"(?:은|는|란|이란|은\?|는\?|:|－|–| - ).{2,}|말한다|말합니다|말해요|뜻|의미|약자|이다"
            r"|입니다|이에요|예요|불러|부르"
            r"|부른|라고 한|라 한|줄임|개념|방식|방법|서비스|기술|것|이란|하는 것|정의"
        ),
        Kind.WHAT: r"이다|입니다|예요|이에요|라는|라고|이름|:|임\b|것",
    }.items()
}
_HEADS: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Kind.WHY: r"원인|이유|왜|배경|계기|목적|까닭",
        Kind.HOW: r"방법|하려면|해결|대책|대응|고친|고치|어떻게|하는 법|절차|설정|막|방어|재현",
        Kind.DEFINITION: r"이란|란\??$|정의|개념|뭔가|무엇|뜻|소개",
        Kind.DIFFERENCE: r"차이|비교|vs|다른|견주",
        Kind.LIST: r"종류|조건|단계|원칙|장점|단점|특징|가지|구성|목록|요소|것들|것$|점\??$",
        Kind.NUMBER: r"숫자|결과|수치|비용|크기|영향|얼마",
        Kind.WHEN: r"언제|시간|일정|시점|연혁",
        Kind.WHERE: r"어디|위치|경로",
    }.items()
}
_UNITS = re.compile(r"몇\s?([가-힣])")


def kind_of(question: str) -> Kind:
    """The kind of a folded question."""
    for kind, pattern in _ASKS:
        if pattern.search(question) and not (kind is Kind.WHETHER and _WHAT.search(question)):
            return kind
    return Kind.WHAT if _WHAT.search(question) else Kind.DEFINITION if len(question.split()) == 1 else Kind.WHAT


def shows(kind: Kind, sentence: str) -> bool:
    """Does a sentence have the look of an answer to such a question?"""
    return bool(_SHOWS[kind].search(sentence))


def heads(kind: Kind, heading: str) -> bool:
    """Does a heading announce such an answer (`원인`, `재현하는 방법`)?"""
    pattern = _HEADS.get(kind)
    return bool(pattern and heading and pattern.search(heading.strip()))


def asked_unit(question: str) -> str:
    """What is counted: `개` of 몇 개, `월` of 몇 월; empty where nothing is."""
    found = _UNITS.search(question)
    return found[1] if found else ""


def shows_unit(unit: str, sentence: str) -> bool:
    """Does a sentence count in this unit (`20개`, `세 가지`, `1,300여개`)?"""
    return bool(unit) and bool(re.search(rf"(?:\d|한|두|세|네|다섯|여섯|여)\s?(?:여\s?)?{unit}", sentence))

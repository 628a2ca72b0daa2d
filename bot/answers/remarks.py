"""What kind of remark is a line: a question that goes on from another, by whom, in which language? Pure."""

import hashlib
import re

from bot.answers.following import Turn
from bot.request import Language

LONGEST_REMARK = 200
_POINTING = re.compile(
    r"^(?:그럼|그러면|그렇다면|그래서|그건|그거|그게|그걸|그 ?중|그분|그때|거기|여기|이건|이거|이게|이걸"
    r"|아니면|혹시|근데|그런데|then|what about|how about)(?![a-z])",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"[?？]\s*$"
    r"|(?:나요|까요?|는지|[인은던]가요?|[대래]요|[죠냐]|[는은]데|뭐야|뭐지|뭐예요|무엇|(?:알려|설명해)\s?(?:줘|주세요)|요건|은|는)[\s.~!ㅋㅎ]*$"
    r"|(?<![가-힣])(?:왜|언제|어디|누가|누구|어떻게|얼마나?|뭐|몇|어떤|무슨)"
    r"|^(?:what|why|how|when|where|who|which|is|are|can|does|do|should)\b",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(r"<[@!#]")
_ABOUT_THIS = re.compile(
    r"(?:(?:이|위의?)\s?(?:글|스토리)(?:에서는?|에선|에는?|은|의)|(?:in|from) this (?:story|post),?)\s+(\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_KOREAN = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_ENGLISH = re.compile(
    r"\b(?:what|why|how|when|where|who|which|is|are|can|does|do|should|the|about|and|then|of)\b", re.IGNORECASE
)


def about_this(line: str) -> str:
    """What a line asks about the story above it (`이 글에서 몇 분 걸렸어?`); empty where it asks about none."""
    found = _ABOUT_THIS.fullmatch(line.strip())
    return found[1] if found else ""


def asks_on(line: str) -> bool:
    """Is a line in a conversation another question to the bot, rather than thanks or talk with others?"""
    said = line.strip()
    if not said or len(said) > LONGEST_REMARK or _TO_OTHERS.search(said):
        return False
    return bool(_POINTING.search(said) or _ASKING.search(said))


def goes_on(line: str, actor: str, turn: Turn | None) -> bool:
    """Is a remark that names nobody meant for the bot: another question of the one who asked before?"""
    return turn is not None and turn.asker == asker_digest(turn.conversation, actor) and asks_on(line)


def asker_digest(conversation: str, actor: str) -> str:
    """Tells the one who asks again in a conversation from others there, and says nothing else of them."""
    return hashlib.blake2b(f"{conversation}\n{actor}".encode(), digest_size=12).hexdigest()


def frame_of(question: str, otherwise: Language) -> Language:
    """The language to answer a question in."""
    if _KOREAN.search(question):
        return "ko"
    return "en" if _ENGLISH.search(question) else otherwise

"""How text of a file becomes text of a story: NFC, one kind of line end, no control characters in one-line fields."""

import re
import unicodedata
from typing import Final

from bot.importing.values import RefusalReason

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = {
    code: " " if chr(code).isspace() else None for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0
}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_HANGUL_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")  # letters by category, blank on the screen


def one_line(text: str) -> str:
    """Gives the text as a title or name: NFC, white space collapsed, other control characters taken out."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_CONTROLS)).split())


def many_lines(text: str) -> str:
    """Gives the text as a body: NFC, every line end a line feed, otherwise as written."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_blank(text: str) -> bool:
    """Is there nothing to see: only spaces, zero-width or control characters? A NUL is a fault, not a blank."""
    return all(unicodedata.category(char) in _UNSEEN or char in _HANGUL_FILLERS for char in text) and "\0" not in text


def text_fault(text: str) -> RefusalReason | None:
    """Gives the reason why this text cannot be stored or sent, None when it can."""
    if "\0" in text:
        return RefusalReason.NUL
    return RefusalReason.SURROGATE if _SURROGATE.search(text) else None

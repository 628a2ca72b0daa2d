"""How the bytes of a page become text. What the header and the page say is believed only when the bytes agree.

Order: byte order mark, what is plainly UTF-8, a label that is strict about the bytes, UTF-8, CP949, then the label that
loses least. Labels are those of the WHATWG Encoding Standard that pages still use; EUC-KR means CP949 there, as it does
in browsers.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

_LABELS: Final = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(
        ("euc-kr", "euckr", "cp949", "ms949", "windows-949", "x-windows-949", "uhc", "ksc5601", "ks_c_5601-1987",
         "ks_c_5601-1989", "ksc_5601", "korean", "cseuckr", "iso-ir-149"),
        "cp949",
    ),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms932"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "euc-cn"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **{f"windows-125{last}": f"cp125{last}" for last in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 5, 6, 7, 8, 9, 15)},
    **dict.fromkeys(("koi8-r", "koi8"), "koi8_r"),
}  # fmt: skip
_LOOSE: Final = frozenset({"cp1252", "koi8_r", "gb18030", "big5hkscs"})  # read nearly any bytes, so they prove nothing
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META: Final = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD: Final = 8192


def text_of(content: bytes, declared: str | None) -> str:
    """The page as text; characters that no encoding reads come as U+FFFD. `declared` is the header's label."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    named = tuple(dict.fromkeys(_named(content, declared)))
    proven = ("utf-8",) if _is_plainly_utf8(content) else ()
    strict = (*proven, *(one for one in named if one not in _LOOSE), "utf-8", "cp949", *named)
    for encoding in strict:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    tolerant = (content.decode(encoding, "replace") for encoding in (*named, "utf-8"))
    return min(tolerant, key=lambda text: text.count("\ufffd"))


def _is_plainly_utf8(content: bytes) -> bool:
    """Is it UTF-8 with characters of three bytes? A few Korean syllables in CP949 may pass for shorter ones."""
    try:
        return any(char > "\u07ff" for char in content.decode())
    except UnicodeDecodeError:
        return False


def _named(content: bytes, declared: str | None) -> Iterator[str]:
    meta = _META.search(content[:_HEAD])
    for label in (declared, meta[1].decode("ascii", "replace") if meta else None):
        encoding = _LABELS.get((label or "").strip().lower())
        if encoding:
            yield encoding

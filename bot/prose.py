"""The plain sentences of a post: Markdown taken off, paragraphs cut into sentences. Code and tables are left out."""

import re

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.*?-->", re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`+|~~)(?=\S)(.+?)(?<=\S)\1")
_BULLET = re.compile(r"^\s{0,12}([-*+•]|\d{1,2}[.)])\s+")
_ENDING = re.compile(
    r"(?<=[다요죠까네오음함됨임])[.!?…]+[\"”’')\]]*(?=\s|[가-힣A-Z\"“‘(\[]|$)|(?<=[^\d\s.])[.!?…]+[\"”’')\]]*(?=\s|$)|[。！？]"
)


def plain_paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a post as people read them, without headings, code, tables, images and markup."""
    text = _TAG.sub(" ", _IMAGE.sub(" ", _FENCE.sub("\n\n", body)))
    paragraphs: list[str] = []
    glue = False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line or line.startswith(("#", "|", ">", "===", "---", "***")):
            glue = False
            continue
        bullet = bool(_BULLET.match(raw))
        line = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _BULLET.sub("", line)))
        if glue and not bullet:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        glue = True
    return tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


def sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph; Korean endings split even where the space behind the full stop was lost."""
    pieces: list[str] = []
    start = 0
    for ending in _ENDING.finditer(paragraph):
        pieces.append(paragraph[start : ending.end()].strip())
        start = ending.end()
    pieces.append(paragraph[start:].strip())
    return tuple(piece for piece in pieces if piece)


def reading_minutes(body: str) -> int:
    """Minutes to read a post, at least 1: 500 Hangul syllables or 230 other words a minute.

    Source: adult silent reading of Korean is commonly put near 500 to 600 syllables a minute, of English near 238 words
    (Brysbaert 2019).
    """
    syllables = len(re.findall(r"[가-힣]", body))
    words = len(re.findall(r"[A-Za-z0-9_]+", body))
    return max(1, round(syllables / 500 + words / 230))

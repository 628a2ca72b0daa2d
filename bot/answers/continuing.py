"""What stands beside the quotes of a story: the sentences that come next, verbatim, as further quotes. Pure."""

from collections.abc import Sequence

from bot.answers import quoting
from bot.answers.choosing import MOST_CHARACTERS, MOST_SENTENCES
from bot.answers.outline import Kind, Piece, context, outline
from bot.answers.values import Quote
from bot.graphemes import shorten

_QUOTED_KINDS = (Kind.SENTENCE, Kind.ITEM, Kind.ROW)
_CUT = "… "


def more(title: str, body: str, quoted: Sequence[str]) -> tuple[Quote, ...]:
    """Up to three sentences that follow the first of `quoted`, then those before it; none that were quoted.

    `quoted` are texts of quotes of this story, the first answer first. In the order of the story; none at its end.
    """
    pieces = outline(body)
    texts = {at: quoting.verbatim(body[piece.start : piece.end]) for at, piece in enumerate(pieces)}
    anchor = next((at for one in quoted[:1] for at, text in texts.items() if _is(text, one)), 0)
    left = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind in _QUOTED_KINDS
        and quoting.is_quotable(texts[at])
        and not any(_is(texts[at], one) for one in quoted)
    ]
    following = [at for at in left if at > anchor]
    chosen = following[:MOST_SENTENCES] or left[-MOST_SENTENCES:]
    return _quotes(title + body, pieces, [(at, texts[at]) for at in chosen], body)


def _is(text: str, quoted: str) -> bool:
    """Is a piece the one that was quoted, perhaps cut off?"""
    whole = quoted.rstrip(_CUT)
    return bool(whole) and (text == quoted or (quoted.endswith("…") and text.startswith(whole)))


def _quotes(source: str, pieces: tuple[Piece, ...], chosen: Sequence[tuple[int, str]], body: str) -> tuple[Quote, ...]:
    essence = quoting.essence(source)
    quotes: list[Quote] = []
    left = MOST_CHARACTERS
    for at, text in chosen:
        fitted = shorten(text, left) if not quotes or len(text) <= left else ""
        if not fitted or quoting.essence(fitted.rstrip(_CUT)) not in essence:
            continue
        quotes.append(Quote(text=fitted, shown=quoting.shown(fitted), under=_heading(pieces, at, body)))
        left -= len(fitted)
    return tuple(quotes)


def _heading(pieces: tuple[Piece, ...], at: int, body: str) -> str:
    above = next((pieces[one] for one in context(pieces, at) if pieces[one].kind is Kind.HEADING), None)
    return quoting.shown(quoting.verbatim(body[above.start : above.end])) if above else ""

"""The few shapes of Block Kit the bot uses, made of slack_sdk's models from plain strings that fit already."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from adapters.slack.text import spans

PRESS = "press"
OPEN_LINK = "link"
LABEL = 75
BUTTONS_A_BLOCK = 5
_BOLD = RichTextElementParts.TextStyle(bold=True)
_STYLES = {"primary": "primary", "danger": "danger"}


def plain(text: str) -> PlainTextObject:
    """Text in which nothing is markup; `:smile:` stays what was typed."""
    return PlainTextObject(text=text, emoji=False)


def section(text: str, *, button: ButtonElement | None = None) -> SectionBlock:
    """A paragraph, with a button at its right."""
    return SectionBlock(text=plain(text), accessory=button)


def context(texts: Iterable[str]) -> ContextBlock:
    """Small grey lines."""
    return ContextBlock(elements=[plain(text) for text in texts])


def run(
    text: str, marks: tuple[tuple[int, int], ...] = (), *, bold: bool = False, link: str | None = None
) -> list[RichTextElement]:
    """A run of rich text: the marked pieces bold, or all of it; opened by a press where `link` is given."""
    return [_piece(piece, bold=bold or marked, link=link) for piece, marked in spans(text, marks) if piece]


def line(elements: Sequence[RichTextElement]) -> RichTextSectionElement:
    """A line of rich text."""
    return RichTextSectionElement(elements=elements)


def quote(elements: Sequence[RichTextElement]) -> RichTextQuoteElement:
    """Words of somebody else."""
    return RichTextQuoteElement(elements=elements)


def bullets(lines: Sequence[Sequence[RichTextElement]]) -> RichTextListElement:
    """A list."""
    return RichTextListElement(style="bullet", elements=[line(one) for one in lines])


def rich(elements: Sequence[RichTextElement]) -> RichTextBlock:
    """Lines, quotes and lists together."""
    return RichTextBlock(elements=elements)


def press_button(label: str, press: str, *, place: int = 0, style: str = "plain") -> ButtonElement:
    """A button that asks the bot for something; `place` tells the buttons of a message apart."""
    return ButtonElement(text=plain(label), action_id=f"{PRESS}.{place}", value=press, style=_STYLES.get(style))


def link_button(label: str, link: str, *, place: int = 0) -> ButtonElement:
    """A button that opens an address."""
    return ButtonElement(text=plain(label), action_id=f"{OPEN_LINK}.{place}", url=link)


def actions(buttons: Sequence[ButtonElement], *, name: str | None = None) -> list[ActionsBlock]:
    """Rows of buttons; `name` is the block_id where there is one row."""
    starts = range(0, len(buttons), BUTTONS_A_BLOCK)
    return [ActionsBlock(elements=buttons[start : start + BUTTONS_A_BLOCK], block_id=name) for start in starts]


def _piece(text: str, *, bold: bool, link: str | None) -> RichTextElement:
    style = _BOLD if bold else None
    if link:
        return RichTextElementParts.Link(url=link, text=text, style=style)
    return RichTextElementParts.Text(text=text, style=style)

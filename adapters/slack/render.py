"""A reply as Block Kit: pure, within Slack's limits, and without any place where a person's text could be markup."""

from dataclasses import dataclass
from enum import Enum
from itertools import count

from slack_sdk.models.blocks import Block, ButtonElement

from adapters.slack import blocks as kit
from adapters.slack.payloads import OWNER
from adapters.slack.text import FALLBACK_CHARACTERS, Room, escape, fallback
from bot.graphemes import shorten
from bot.reply import Actions, Attachment, Button, Form, Listing, Note, Part, Reply, StoryCard, Text, Tone
from bot.words.catalogue import Catalogue

_TONES = {Tone.PLAIN: "", Tone.DONE: "✅ ", Tone.CAUTION: "⚠️ ", Tone.FAULT: "⚠️ "}
_PARAGRAPH = 2_800
_TITLE = 300
_FACTS = 400
_REASONS = 300
_EXCERPT = 400
_SENTENCE = 500
_ROW = 400
_SHARE = "share:"
LINK_LIMIT = 3_000
DELETE = "delete"

Blocks = tuple[dict[str, object], ...]


class Surface(Enum):
    """Where a reply stands: how many blocks fit there, and whether there is a channel to share to."""

    MESSAGE = 50
    VIEW = 100

    @property
    def has_channel(self) -> bool:
        """Whether a share button makes sense there."""
        return self is Surface.MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent: `text` for notifications and screen readers, and the blocks as Slack takes them."""

    text: str
    blocks: Blocks


def render(reply: Reply, words: Catalogue, *, owner: str = "") -> Message:
    """The message of a reply; with `owner`, the user it is posted for, it ends in the button that deletes it."""
    blocks = render_parts(reply.parts, words, Surface.MESSAGE, kept=1 if owner else 0)
    return Message(text=fallback(reply.summary), blocks=(*blocks, *(_footer(owner, words) if owner else ())))


def render_parts(parts: tuple[Part, ...], words: Catalogue, surface: Surface, *, kept: int = 0) -> Blocks:
    """The blocks of parts within the limits of a surface, leaving room for `kept` blocks of the caller."""
    writer = _Writer(words, surface)
    written = [block for part in parts for block in writer.part(part)]
    limit = surface.value - kept
    if len(written) > limit:
        written = [*written[: limit - 1], written[-1]]  # the last one turns the page
    return tuple(block.to_dict() for block in written)


def _footer(owner: str, words: Catalogue) -> Blocks:
    button = kit.press_button(words.say("slack.delete"), owner)
    button.action_id = DELETE
    return (kit.actions([button], name=f"{OWNER}{owner}")[0].to_dict(),)


def without_blocks(message: Message) -> Message:
    """The same words as plain text, for when Slack refuses the blocks."""
    lines = [line for block in message.blocks for line in _words_of(block)]
    shown = escape(shorten("\n".join(lines), FALLBACK_CHARACTERS)) if lines else message.text
    return Message(text=shown, blocks=())


def _words_of(block: object) -> list[str]:
    """The texts of a block in their order, buttons left out: without blocks there is nothing to press."""
    match block:
        case {"type": "button"}:
            return []
        case {"type": "rich_text_section" | "rich_text_quote", "elements": list(elements)}:
            return ["".join(word for one in elements for word in _words_of(one))]
        case {"text": str(text)}:
            return [text]
        case {"text": dict(text)}:
            return _words_of(text)
        case {"elements": list(elements)}:
            return [word for one in elements for word in _words_of(one)]
        case _:
            return []


class _Writer:
    """Writes the parts of one reply into the room of one message."""

    def __init__(self, words: Catalogue, surface: Surface) -> None:
        self._words = words
        self._surface = surface
        self._room = Room()
        self._places = count()  # an action_id stands once in a message

    def part(self, part: Part) -> list[Block]:
        """The blocks of one part; none when nothing of it fits."""
        match part:
            case Text(paragraphs=paragraphs):
                return self._paragraphs(paragraphs)
            case Note(text=text, tone=tone):
                return self._paragraphs((_TONES[tone] + text,))
            case StoryCard():
                return self._card(part)
            case Listing():
                return self._listing(part)
            case Actions(buttons=buttons):
                return [*kit.actions(self._buttons(buttons))]
            case Attachment(name=name):
                return self._paragraphs((f"📎 {name}",))
            case Form(title=title, press=press, submit=submit):
                # A message cannot ask; the button opens the form as a modal.
                return [*self._paragraphs((title,)), *kit.actions(self._buttons((Button(label=submit, press=press),)))]

    def _paragraphs(self, paragraphs: tuple[str, ...]) -> list[Block]:
        fitted = (self._room.fit(paragraph, _PARAGRAPH) for paragraph in paragraphs if paragraph.strip())
        return [kit.section(paragraph) for paragraph in fitted if paragraph]

    def _card(self, card: StoryCard) -> list[Block]:
        title = self._room.fit(card.title.text, _TITLE)
        if not title:
            return []
        # Matched words stand out; a title in which nothing matched stands out as a whole.
        lines = [kit.line(kit.run(title, card.title.marks, bold=not card.title.marks, link=_safe(card.link)))]
        excerpt = self._room.fit(card.excerpt.text, _EXCERPT) if card.excerpt else ""
        quoted = [kit.quote(kit.run(excerpt, card.excerpt.marks))] if card.excerpt and excerpt else []
        sentences = [self._room.fit(sentence, _SENTENCE) for sentence in card.summary]
        runs = [kit.run(sentence) for sentence in sentences if sentence]
        listed = [kit.bullets(runs)] if runs else []
        return [kit.rich([*lines, *quoted, *listed]), *self._small(card), *kit.actions(self._buttons(card.buttons))]

    def _small(self, card: StoryCard) -> list[Block]:
        tags = " ".join(f"#{tag}" for tag in card.tags)
        facts = self._room.fit(" · ".join((*card.facts, *([tags] if tags else []))), _FACTS)
        reasons = self._room.fit(" · ".join(card.reasons), _REASONS) if card.reasons else ""
        lines = [line for line in (facts, reasons) if line]
        return [kit.context(lines)] if lines else []

    def _listing(self, listing: Listing) -> list[Block]:
        heading = self._room.fit(listing.heading, _TITLE)
        if not heading:
            return []
        head = kit.line(kit.run(heading, bold=True))
        if any(row.press for row in listing.rows):
            return [kit.rich([head]), *self._pressable(listing)]
        rows = [(self._room.fit(row.label, _ROW), self._room.fit(row.detail, _ROW)) for row in listing.rows]
        lines = [
            [*kit.run(label, bold=True), *kit.run(f"  {detail}" if detail else "")] for label, detail in rows if label
        ]
        return [kit.rich([head, kit.bullets(lines)] if lines else [head])]

    def _pressable(self, listing: Listing) -> list[Block]:
        written: list[Block] = []
        for row in listing.rows:
            label = self._room.fit(row.label, _ROW)
            if not label:
                break
            detail = self._room.fit(row.detail, _ROW)
            name = self._room.label(self._words.say("button.open"), kit.LABEL) if row.press else ""
            button = kit.press_button(name, row.press, place=next(self._places)) if name else None
            written.append(kit.section(f"{label}\n{detail}" if detail else label, button=button))
        return written

    def _buttons(self, buttons: tuple[Button, ...]) -> list[ButtonElement]:
        wanted = [one for one in buttons if self._surface.has_channel or not one.press.startswith(_SHARE)]
        made = []
        for one in wanted:
            link = _safe(one.link)
            label = self._room.label(one.label, kit.LABEL) if one.press or link else ""
            if label and link:
                made.append(kit.link_button(label, link, place=next(self._places)))
            elif label:
                made.append(kit.press_button(label, one.press, place=next(self._places), style=one.style))
        return made


def _safe(link: str | None) -> str | None:
    return link if link and link.startswith(("https://", "http://")) and len(link) <= LINK_LIMIT else None

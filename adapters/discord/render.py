"""A reply as a Discord message: pure, one Components V2 container, within every limit whatever the reply holds."""

from dataclasses import dataclass
from typing import Any

from discord import ui

from adapters.discord.blocks import Block, Buttons, Card, Menu, Option, Words, arrange, is_usable
from adapters.discord.escaping import Line, Marks
from bot.reply import Actions, Attachment, Button, Form, Listing, Note, Part, Reply, Row, StoryCard, Text, Tone
from bot.words.catalogue import Catalogue

_COLOURS = {Tone.FAULT: 0xD64545, Tone.CAUTION: 0xE0A030, Tone.DONE: 0x3BA55D}
_SMALL = "-# "
_QUOTE = "> "


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What to send: one container, seen by the asker alone where `private`, and the files shown in it."""

    container: ui.Container[Any]
    private: bool
    files: tuple[Attachment, ...] = ()

    @property
    def components(self) -> list[dict[str, Any]]:
        """The container as Discord's JSON."""
        return [self.container.to_component_dict()]


def render(reply: Reply, words: Catalogue) -> Screen:
    """The message of a reply."""
    cards = [part for part in reply.parts if isinstance(part, StoryCard)]
    is_alone = len(cards) == 1
    blocks = [block for part in reply.parts for block in _blocks(part, is_alone=is_alone)]
    options = [option for part in reply.parts for option in _options(part, is_alone=is_alone)]
    if options:
        menu = Menu(placeholder=words.say("discord.pick"), options=tuple(options))
        blocks.insert(_after_stories(blocks), menu)
    container = arrange(blocks, colour=_colour(reply), fallback=reply.summary)
    files = tuple(part for part in reply.parts if isinstance(part, Attachment))
    for file in files:
        container.add_item(ui.File(f"attachment://{file.name}"))
    return Screen(container=container, private=reply.private, files=files)


def _blocks(part: Part, *, is_alone: bool) -> tuple[Block, ...]:
    match part:
        case Text(paragraphs=paragraphs):
            return (Words(lines=tuple(Line(text=paragraph, limit=3000) for paragraph in paragraphs)),)
        case Note(text=text):
            return (Words(lines=(Line(text=text),)),)
        case StoryCard():
            return _card(part, is_alone=is_alone)
        case Listing(heading=heading, rows=rows):
            return (Words(lines=(Line(text=heading, prefix="### "), *(line for row in rows for line in _row(row)))),)
        case Actions(buttons=buttons):
            return (Buttons(buttons=buttons),)
        case Attachment():
            return ()  # shown below the rest
        case Form(title=title, press=press):
            button = Button(label=title, press=press, style="primary")
            return Words(lines=(Line(text=title, prefix="### "),)), Buttons(buttons=(button,))


def _card(card: StoryCard, *, is_alone: bool) -> tuple[Block, ...]:
    lines = Words(lines=tuple(_card_lines(card, is_alone=is_alone)))
    if is_alone:
        return lines, Buttons(buttons=card.buttons)
    opener = next((button for button in card.buttons if button.press and is_usable(button)), None)
    return (Card(lines=lines.lines, opener=opener) if opener else lines,)


def _card_lines(card: StoryCard, *, is_alone: bool) -> list[Line]:
    title = Line(
        text=card.title.text,
        marks=card.title.marks,
        prefix="## " if is_alone else "### ",
        link=card.link or "",
        limit=256,
    )
    tags = " ".join(f"#{tag}" for tag in card.tags)
    small = " · ".join((*card.facts, *([tags] if tags else [])))
    lines = [title, Line(text=small, prefix=_SMALL, limit=300)]
    if card.reasons:
        lines.append(Line(text=" · ".join(card.reasons), prefix=_SMALL, limit=300))
    if card.excerpt:
        lines.append(_quoted(card.excerpt.text, card.excerpt.marks))
    lines += [Line(text=sentence, limit=700) for sentence in card.summary]
    return lines


def _quoted(text: str, marks: Marks) -> Line:
    return Line(text=text, marks=marks, prefix=_QUOTE, limit=300)


def _row(row: Row) -> tuple[Line, ...]:
    label = Line(text=row.label, strong=True, limit=200)
    return (label, Line(text=row.detail, prefix=_SMALL, limit=200)) if row.detail else (label,)


def _options(part: Part, *, is_alone: bool) -> list[Option]:
    """What the menu below the stories offers: every row, and what a card's own button does not do."""
    match part:
        case Listing(rows=rows):
            return [Option(label=row.label, press=row.press, detail=row.detail) for row in rows if row.press]
        case StoryCard(buttons=buttons) if not is_alone:
            pressable = [button for button in buttons if button.press and is_usable(button)]
            return [Option(label=f"{button.label}: {part.title.text}", press=button.press) for button in pressable[1:]]
        case _:
            return []


def _after_stories(blocks: list[Block]) -> int:
    """The place behind the last block that says something, before buttons that turn pages."""
    last = max((at for at, block in enumerate(blocks) if isinstance(block, Words | Card)), default=-1)
    return last + 1


def _colour(reply: Reply) -> int | None:
    tones = {part.tone for part in reply.parts if isinstance(part, Note)}
    return next((colour for tone, colour in _COLOURS.items() if tone in tones), None)

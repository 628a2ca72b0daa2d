"""A reply as terminal text: pure, without markup of its own, safe against what posts and people wrote.

Buttons are numbered to be typed back; without `numbered`, stories show the number by which the command line opens them.
"""

import unicodedata
from dataclasses import dataclass

from rich.console import Group
from rich.text import Text as Styled

from bot.reply import Actions, Attachment, Button, Form, Listing, Note, Part, Reply, Row, StoryCard, Text, Tone
from bot.words.catalogue import Catalogue

_TONES = {Tone.PLAIN: "", Tone.DONE: "green", Tone.CAUTION: "yellow", Tone.FAULT: "red"}
_STRONG = "bold"
_MATCH = "bold yellow"
_QUIET = "dim"
_INDENT = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What to print, what each typed number presses (the first is 1), and the form to fill in, if there is one."""

    shown: Group
    presses: tuple[str, ...]
    form: Form | None = None


def render(reply: Reply, words: Catalogue, *, numbered: bool) -> Screen:
    """The screen of a reply."""
    page = _Page(words, numbered=numbered)
    for part in reply.parts:
        page.put(part)
    form = next((part for part in reply.parts if isinstance(part, Form)), None)
    return Screen(shown=Group(*page.lines), presses=tuple(page.presses), form=form)


def visible(text: str) -> str:
    """`text` without anything a terminal would obey: control characters, escape sequences, direction overrides."""
    return "".join(one if _is_harmless(one) else " " if one in "\t\n\r" else "�" for one in text)


def _is_harmless(character: str) -> bool:
    if character in "\u200c\u200d":  # joiners make emoji and scripts whole
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class _Page:
    """Collects lines and numbers buttons while the parts of one reply are written down."""

    def __init__(self, words: Catalogue, *, numbered: bool) -> None:
        self._words = words
        self._numbered = numbered
        self.lines: list[Styled] = []
        self.presses: list[str] = []

    def put(self, part: Part) -> None:
        """Write one part below the others."""
        match part:
            case Text(paragraphs=paragraphs):
                self.lines += [Styled(visible(paragraph)) for paragraph in paragraphs]
            case Note(text=text, tone=tone):
                self.lines.append(Styled(visible(text), style=_TONES[tone]))
            case StoryCard():
                self._card(part)
            case Listing(heading=heading, rows=rows):
                self.lines.append(Styled(visible(heading), style=_STRONG))
                for row in rows:
                    self._row(row)
            case Actions(buttons=buttons) if self._numbered:
                self._buttons(buttons)
            case Actions(buttons=buttons):
                self._openers(buttons)
            case Attachment(name=name):
                self.lines.append(Styled(self._words.say("export.on_console", name=visible(name))))
            case Form(title=title):
                self.lines.append(Styled(visible(title), style=_STRONG))

    def _card(self, card: StoryCard) -> None:
        openers = [button for button in card.buttons if button.press.startswith("open:")]
        lead = self._number(openers[0].press) if openers else Styled(_INDENT)
        self.lines.append(Styled.assemble("\n", lead, marked(card.title.text, card.title.marks, _STRONG)))
        tags = " ".join(f"#{visible(tag)}" for tag in card.tags)
        self._indented(" · ".join((*card.facts, *([tags] if tags else []))), _QUIET)
        if card.reasons:
            self._indented(" · ".join(card.reasons), "cyan")
        if card.excerpt:
            self.lines.append(Styled.assemble(_INDENT, marked(card.excerpt.text, card.excerpt.marks, "")))
        for sentence in card.summary:
            self._indented(sentence, "")
        if card.link:
            self._indented(card.link, "blue")
        self._buttons(tuple(button for button in card.buttons if button.press and button not in openers))

    def _row(self, row: Row) -> None:
        lead = self._number(row.press) if row.press else Styled(_INDENT)
        detail = Styled(f"  {visible(row.detail)}" if row.detail else "", style=_QUIET)
        self.lines.append(Styled.assemble(lead, visible(row.label), detail))

    def _buttons(self, buttons: tuple[Button, ...]) -> None:
        if not self._numbered:
            return
        pressable = [
            Styled.assemble(self._number(button.press), visible(button.label)) for button in buttons if button.press
        ]
        if pressable:
            self.lines.append(Styled(_INDENT) + Styled("  ").join(pressable))

    def _openers(self, buttons: tuple[Button, ...]) -> None:
        """Where nothing can be pressed, the stories that buttons would open, by their numbers."""
        for button in buttons:
            command, _, number = button.press.partition(":")
            if command == "open":
                self.lines.append(Styled(f"{_INDENT}#{number} {visible(button.label)}"))

    def _number(self, press: str) -> Styled:
        if not self._numbered:
            return Styled(_INDENT)
        self.presses.append(press)
        return Styled(f"[{len(self.presses)}] ", style="magenta")

    def _indented(self, text: str, style: str) -> None:
        self.lines.append(Styled.assemble(_INDENT, Styled(visible(text), style=style)))


def marked(text: str, marks: tuple[tuple[int, int], ...], style: str) -> Styled:
    """Text with its marks emphasised; `visible` keeps lengths, so the offsets stay right."""
    styled = Styled(visible(text), style=style)
    for start, end in marks:
        styled.stylize(_MATCH, start, end)
    return styled

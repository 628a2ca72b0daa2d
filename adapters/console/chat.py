"""The chat in a terminal: type as in Slack or Discord, buttons are numbers to type back."""

from dataclasses import dataclass

from rich.console import Console

from adapters.console.render import Screen, render, visible
from adapters.console.talking import Lines
from bot.actor import Actor
from bot.app import App
from bot.commands.conversing import follows, last_turn
from bot.commands.registry import read
from bot.reply import Field, Form, Reply
from bot.request import Language, Thread
from bot.words.catalogue import load_catalogue

CHANNEL = "console:chat"
_CANCEL = frozenset({"취소", "cancel"})
_LEAVE = frozenset({"끝", "나가기", "종료", "exit", "quit"})
_CLEAR = "-"


@dataclass(slots=True, kw_only=True)
class Chat:
    """One conversation. It keeps only what the last screen offers to press."""

    app: App
    actor: Actor
    language: Language
    lines: Lines
    console: Console
    presses: tuple[str, ...] = ()

    async def run(self) -> None:
        """Answer line after line until the person leaves or the pipe ends."""
        while True:
            try:
                line = await self.lines.next("/story> ")
            except KeyboardInterrupt:
                continue
            if line is None or line.strip().casefold() in _LEAVE:
                return
            if line.strip():
                await self.answer(line.strip())

    async def answer(self, line: str) -> None:
        """One line, one reply; a form is asked for and answered within."""
        number = line.removeprefix("[").removesuffix("]")
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(self.presses):
            reply = await self._press(self.presses[int(number) - 1])
        else:
            reply = await self._type(_without_slash(line))
        screen = self.show(reply)
        if screen.form:
            await self._fill(screen.form)

    def show(self, reply: Reply) -> Screen:
        """Print a reply and remember its buttons."""
        screen = render(reply, load_catalogue(self.language), numbered=True)
        self.console.print(screen.shown, soft_wrap=not self.console.is_terminal)
        self.console.print()
        self.presses = screen.presses
        return screen

    async def _type(self, line: str) -> Reply:
        thread = Thread(key=CHANNEL, follows=CHANNEL)
        turn = await last_turn(self.app.store, CHANNEL, self.app.now())
        reading = follows(line, read(line, self.actor), turn)
        request = self.app.request(reading, actor=self.actor, channel=CHANNEL, language=self.language, thread=thread)
        return await self.app.handle(request)

    async def _press(self, press: str, fields: dict[str, str] | None = None) -> Reply:
        return await self.app.press(press, actor=self.actor, channel=CHANNEL, language=self.language, fields=fields)

    async def _fill(self, form: Form) -> None:
        say = load_catalogue(self.language).say
        hints = f"{say('form.cancel_hint')} {say('form.keep')}"
        self.console.print(hints, style="dim", markup=False, highlight=False, soft_wrap=True)
        answers: dict[str, str] = {}
        for field in form.fields:
            answer = await self._ask(field)
            if answer is None:
                self.console.print(say("form.cancelled"), style="yellow", markup=False)
                return
            answers[field.name] = answer
        self.show(await self._press(form.press, answers))

    async def _ask(self, field: Field) -> str | None:
        """The answer to one question; what stands there where it is left blank; None when the person breaks off."""
        say = load_catalogue(self.language).say
        required = f" ({say('form.required')})" if field.required else ""
        shown = f" [{visible(field.value)[:60]}]" if field.value else ""
        try:
            line = await self.lines.next(f"{field.label}{required} — {field.hint}{shown}: ")
        except KeyboardInterrupt:
            return None
        if line is None or line.strip().casefold() in _CANCEL:
            return None
        if line.strip() == _CLEAR:
            return ""
        return line.strip() or field.value


def _without_slash(line: str) -> str:
    for prefix in ("/story", "/스토리"):
        if line == prefix or line.startswith(prefix + " "):
            return line.removeprefix(prefix).strip()
    return line

"""From a wish to what is shown: asks the bot, and turns its forms into modals that keep what was typed."""

import dataclasses
import json
import re
from collections.abc import Callable, Mapping

import structlog

from adapters.discord.forms import ask, filled
from adapters.discord.limits import CUSTOM_ID
from adapters.discord.outcomes import Asker, Opened, Outcome, Shown, said, shown
from adapters.discord.wishes import AGAIN, DELETE, REST, Again, Linked, Meant, Rest, Typed, Wish
from bot.actor import Actor, Role
from bot.app import App
from bot.commands.beforehand import ABOUT_PEOPLE, opens_form
from bot.commands.curating import typed_fields
from bot.commands.drafting import LIMITS
from bot.commands.registry import Reading, read, read_press
from bot.errors import Refused, UnknownState
from bot.fetching import FetchedPage, PageFetcher
from bot.graphemes import shorten
from bot.reply import Actions, Button, Form, Part, Reply, StoryCard, Tone

_log = structlog.get_logger()
_CALL = re.compile(r"<@!?(\d{1,20})>")
_ANYBODY = Actor(key="discord:0", name="", role=Role.ADMIN)
_KEPT_CHARACTERS = 19_000  # the library keeps at most 20,000 under a short id


class Conversation:
    """Grants wishes that need nothing of Discord but the words."""

    def __init__(self, app: App, fetcher: PageFetcher | None) -> None:
        self._app = app
        self._fetcher = fetcher

    async def grant(self, wish: Wish | None, asker: Asker, *, may_open: Callable[[], bool]) -> Outcome:
        """What the asker gets. `may_open` tells, when asked, whether a form can be opened right now."""
        try:
            match wish:
                case Typed(line=line):
                    return await self._answer(read(line, asker.actor), {}, asker, may_open)
                case Meant(reading=reading, fields=fields, turns=turns):
                    return await self._answer(reading, fields, asker, may_open, turns=turns)
                case Linked(command=command, links=links):
                    fields = await self._known_of(links[0]) if command == "link" and links else {}
                    return await self._answer(
                        Reading(command=command, argument=" ".join(links)), fields, asker, may_open
                    )
                case Again(short_id=short_id, fields=fields):
                    return await self._again(short_id, fields, asker, may_open)
                case Rest(reading=reading):
                    return await self._rest(reading, asker, may_open)
                case _:
                    return _gone(asker)
        except UnknownState:
            return _gone(asker)

    def opens_form(self, wish: Wish | None) -> bool:
        """Whether a form is likely to be opened, which cannot be announced."""
        match wish:
            case Again(fields=fields):
                return not fields
            case Rest():
                return True
            case Meant(reading=reading, fields=fields):
                return not fields and opens_form(reading)
            case Typed(line=line):
                return opens_form(read(line, _ANYBODY))
            case _:
                return False

    async def _answer(
        self,
        reading: Reading,
        fields: Mapping[str, str],
        asker: Asker,
        may_open: Callable[[], bool],
        *,
        turns: bool = False,
    ) -> Outcome:
        reply = await self._ask(reading, fields, asker)
        form = _form_in(reply)
        if form and may_open():
            return await self._opened(form)
        reply = await self._with_kept_form(reply)
        reply = await self._with_ways_on(reply, reading, fields, asker)
        return shown(_with_deletion(reply, asker), asker.words, turns=turns and not reply.failed)

    async def _ask(self, reading: Reading, fields: Mapping[str, str], asker: Asker) -> Reply:
        request = self._app.request(
            reading,
            actor=asker.actor,
            channel=asker.channel,
            language=asker.language,
            fields=dict(fields),
            origin=asker.origin,
            thread=asker.thread,
            people=_called(reading),
        )
        return await self._app.handle(request, progress=asker.progress)

    async def _opened(self, form: Form) -> Opened:
        asked = ask(form)
        names = {field.name for field in asked.fields}
        is_more = any(field.value for field in form.fields if field.name not in names)
        is_new = not form.press.startswith("edit:")
        return Opened(asked=asked, custom_id=await self._kept(form) if is_more and is_new else form.press)

    async def _again(
        self, short_id: str, fields: Mapping[str, str], asker: Asker, may_open: Callable[[], bool]
    ) -> Outcome:
        """The form with the answers kept under a short id, or those answers with newer ones over them, submitted."""
        state = await self._app.store.read(lambda library: library.recall(short_id))
        if state is None:
            raise UnknownState
        kept = json.loads(state)
        if fields:
            return await self._answer(read_press(kept["press"]), {**kept["values"], **fields}, asker, may_open)
        reply = await self._ask(read_press(kept["press"]), {}, asker)
        form = _form_in(reply)
        if form is None or not may_open():
            return shown(reply, asker.words)
        return Opened(asked=ask(filled(form, kept["values"])), custom_id=f"{AGAIN}{short_id}")

    async def _rest(self, reading: Reading, asker: Asker, may_open: Callable[[], bool]) -> Outcome:
        reply = await self._ask(reading, {}, asker)
        form = _form_in(reply)
        if form is None or not may_open():
            return shown(reply, asker.words)
        return Opened(asked=ask(form, only=ask(form).left), custom_id=form.press)

    async def _with_kept_form(self, reply: Reply) -> Reply:
        """The reply with its form behind a button that knows what stands in it."""
        parts: list[Part] = []
        for part in reply.parts:
            is_filled = isinstance(part, Form) and any(field.value for field in part.fields)
            if isinstance(part, Form) and is_filled and not part.press.startswith("edit:"):
                parts.append(dataclasses.replace(part, press=await self._kept(part)))
            else:
                parts.append(part)
        return dataclasses.replace(reply, parts=tuple(parts))

    async def _with_ways_on(self, reply: Reply, reading: Reading, fields: Mapping[str, str], asker: Asker) -> Reply:
        """The reply with a button that mends refused answers, or asks what one modal had no room for."""
        typed = fields or typed_fields(reading.argument)
        say = asker.words.say
        if reply.field_faults and typed:
            story = f"{reading.command}:{reading.argument if fields else ''}"
            press = await self._keep(story, typed)
            button = Button(label=say("discord.again"), press=press, style="primary")
        elif fields and not reply.failed and reading.command in ("add", "edit"):
            left = [name for name in LIMITS if name not in fields and name != "body"]
            card = next((part for part in reply.parts if isinstance(part, StoryCard)), None)
            if card is None or not left:
                return reply
            names = ", ".join(say(f"field.{name}") for name in left)
            button = Button(label=say("discord.rest", fields=names), press=f"{REST}edit:{card.number}")
        else:
            return reply
        return dataclasses.replace(reply, parts=(*reply.parts, Actions(buttons=(button,))))

    async def _kept(self, form: Form) -> str:
        return await self._keep(form.press, {field.name: field.value for field in form.fields})

    async def _keep(self, press: str, values: Mapping[str, str]) -> str:
        kept = dict(values)
        state = _state(press, kept)
        while len(state) > _KEPT_CHARACTERS:
            longest = max(kept, key=lambda name: len(kept[name]))
            kept[longest] = shorten(kept[longest], max(1, len(kept[longest]) // 2))
            state = _state(press, kept)
        now = self._app.now()
        return f"{AGAIN}{await self._app.store.write(lambda library: library.remember(state, at=now))}"

    async def _known_of(self, link: str) -> dict[str, str]:
        """What the page behind a link says of itself, as answers of the form; nothing where it cannot be read."""
        known = await self._app.store.read(lambda library: library.by_link(link))
        if self._fetcher is None or known is not None:
            return {}
        try:
            page = await self._fetcher.fetch(link)
        except Refused as refused:
            _log.info("page not fetched", platform="discord", fault=str(refused))
            return {}
        return _answers(page)


def _called(reading: Reading) -> tuple[Actor, ...]:
    """The people a line calls, where it is people that the command is about."""
    if reading.command not in ABOUT_PEOPLE:
        return ()
    return tuple(Actor(key=f"discord:{number}", name="") for number in dict.fromkeys(_CALL.findall(reading.argument)))


def _with_deletion(reply: Reply, asker: Asker) -> Reply:
    """The reply with the button that takes it away, where it is posted for somebody before others."""
    if not asker.owner:
        return reply
    button = Button(label=asker.words.say("discord.delete"), press=f"{DELETE}{asker.owner}")
    return dataclasses.replace(reply, parts=(*reply.parts, Actions(buttons=(button,))))


def _gone(asker: Asker) -> Shown:
    return said(asker.words.say(UnknownState.key), asker.words, tone=Tone.FAULT)


def _answers(page: FetchedPage) -> dict[str, str]:
    return {
        "title": page.title,
        "link": page.link,
        "company": page.company or "",
        "author": page.author or "",
        "tags": ", ".join(page.tags),
        "body": page.body,
    }


def _state(press: str, values: Mapping[str, str]) -> str:
    return json.dumps({"press": press[:CUSTOM_ID], "values": dict(values)}, ensure_ascii=False)


def _form_in(reply: Reply) -> Form | None:
    return next((part for part in reply.parts if isinstance(part, Form)), None)

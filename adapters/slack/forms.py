"""Forms as modals: opened before the 3 seconds of a click are over, filled from a link, checked, stored."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from adapters.slack.courier import Opened
from adapters.slack.desk import Desk, pressed_reading, said
from adapters.slack.payloads import OpenView, Place, Pressed, Submitted
from adapters.slack.people import Known
from adapters.slack.views import INPUT, Notes, answers_of, field_of, form_view, loading_view, shown_view
from bot.commands.registry import Reading
from bot.errors import Refused
from bot.fetching import FetchedPage
from bot.reply import Form, Reply
from bot.words.catalogue import Catalogue

Ack = dict[str, Any]


class Forms:
    """Asks a person in a modal and stores what they answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, trigger: str, reading: Reading, known: Known, place: Place) -> None:
        """Open the form behind a command or button. Raises CallFailed where the click is too old."""
        opened = await self._desk.courier.open_view(trigger, loading_view(self._desk.words(known.language)))
        await self.show(opened, reading, known, place)

    async def show(self, opened: Opened, reading: Reading, known: Known, place: Place, *, home: bool = False) -> None:
        """Put the form, or whatever the app says instead, into an open view; `home`: it stands over the Home tab."""
        reply = await self._desk.answer(reading, known, place)
        await self._desk.courier.update_view(opened, self._view(reply, known, place, home=home))

    async def show_page(self, opened: Opened, command: str, link: str, known: Known, place: Place) -> None:
        """Put the form for a link into an open view, filled from its page; a known link shows its story instead."""
        story = await self._desk.app.store.read(lambda library: library.by_link(link))
        if story:
            reading = Reading(command="open", argument=str(story.number))
            await self.show(opened, reading, known, place)
            return
        reply = await self._desk.answer(Reading(command=command), known, place)
        values, hint, body = await self._read_page(link, self._desk.words(known.language))
        notes = Notes(press=f"{command}:", channel=place.channel, thread=place.thread, body=body)
        view = self._view(_filled(reply, {"link": link} | values), known, place, notes=notes, hint=hint)
        await self._desk.courier.update_view(opened, view)

    async def fill(self, pressed: Pressed, known: Known) -> None:
        """Fill the empty fields of an open form from the link that was just typed into it."""
        view, link = pressed.view, pressed.value.strip()
        if view is None or not link:
            return
        words, notes = self._desk.words(known.language), Notes.read(view.notes)
        reading = pressed_reading(notes.press)
        values, hint, body = await self._read_page(link, words)
        if reading is None:
            return
        reply = await self._desk.answer(dataclasses.replace(reading, argument=""), known, pressed.place)
        typed = answers_of(view.values)
        fresh = {name: value for name, value in values.items() if value and not typed.get(name)}
        notes = dataclasses.replace(notes, filled=notes.filled + 1, body=body or notes.body)
        places = {field_of(block): block for block, _ in view.values}
        places |= {name: f"{name}.{notes.filled}" for name in fresh}
        shown = self._view(
            _filled(reply, typed | {"link": link} | fresh), known, pressed.place, notes=notes, hint=hint, places=places
        )
        await self._desk.courier.update_view(Opened(id=view.id, hash=view.hash), shown)

    async def submit(self, submitted: Submitted, known: Known) -> tuple[Reply, Ack]:
        """Store the answers; gives the reply, and what to acknowledge with: errors at the fields, or its view."""
        words, notes = self._desk.words(known.language), Notes.read(submitted.view.notes)
        reading = pressed_reading(notes.press)
        answers = answers_of(submitted.view.values)
        if notes.body and "body" not in answers:
            kept = await self._desk.app.store.read(lambda library: library.recall(notes.body))
            answers["body"] = kept or ""
        reply = (
            await self._desk.answer(reading, known, submitted.place, origin=submitted.view.id, fields=answers)
            if reading
            else said(words.say("refused.unknown_state"))
        )
        return reply, _outcome(reply, submitted.view, words)

    def _view(
        self,
        reply: Reply,
        known: Known,
        place: Place,
        *,
        notes: Notes | None = None,
        hint: str = "",
        places: Mapping[str, str] | None = None,
        home: bool = False,
    ) -> dict[str, Any]:
        words = self._desk.words(known.language)
        form = next((part for part in reply.parts if isinstance(part, Form)), None)
        if form is None:
            return shown_view(reply, words, Notes(channel=place.channel, thread=place.thread, home=home))
        notes = notes or Notes(press=form.press, channel=place.channel, thread=place.thread, home=home)
        return form_view(form, words, notes, fills=self._desk.fetcher is not None, hint=hint, places=places or {})

    async def _read_page(self, link: str, words: Catalogue) -> tuple[dict[str, str], str, str]:
        """The fields a page gives, a sentence to show, and the short id of a body too long for the form."""
        if self._desk.fetcher is None:
            return {}, "", ""
        try:
            page = await self._desk.fetcher.fetch(link)
        except Refused as refused:
            return {}, words.say(refused.key, **refused.facts), ""
        if len(page.body) <= INPUT:
            return _fields(page), "", ""
        at = self._desk.app.now()
        kept = await self._desk.app.store.write(lambda library: library.remember(page.body, at=at))
        return _fields(page) | {"body": page.body}, words.say("slack.body_kept", count=len(page.body)), kept


def _fields(page: FetchedPage) -> dict[str, str]:
    return {
        "title": page.title,
        "company": page.company or "",
        "author": page.author or "",
        "tags": ", ".join(page.tags),
        "body": page.body,
    }


def _filled(reply: Reply, values: Mapping[str, str]) -> Reply:
    """The reply with the answers that are known already standing in its form."""

    def with_values(form: Form) -> Form:
        filled = (dataclasses.replace(one, value=values.get(one.name, one.value)) for one in form.fields)
        return dataclasses.replace(form, fields=tuple(filled))

    parts = tuple(with_values(part) if isinstance(part, Form) else part for part in reply.parts)
    return dataclasses.replace(reply, parts=parts)


def _outcome(reply: Reply, view: OpenView, words: Catalogue) -> Ack:
    """Errors at the fields that stand in the view; otherwise the reply in its place."""
    blocks = {field_of(block): block for block, _ in view.values}
    errors = {blocks[fault.field]: fault.text for fault in reply.field_faults if fault.field in blocks}
    if reply.failed and not errors and blocks:
        errors = {next(iter(blocks.values())): reply.summary}  # what was typed stays on the screen
    if errors:
        return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": shown_view(reply, words, Notes.read(view.notes))}

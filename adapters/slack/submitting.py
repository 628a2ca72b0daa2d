"""Submitted modals: answered within Slack's 3 seconds, once, with errors at the fields or the outcome in the view."""

import asyncio
from collections import OrderedDict

import structlog

from adapters.slack.courier import Opened
from adapters.slack.desk import Desk, said
from adapters.slack.faults import CallFailed
from adapters.slack.forms import Ack, Forms
from adapters.slack.home import Home
from adapters.slack.payloads import Submitted
from adapters.slack.seen import Seen
from adapters.slack.views import QUERY, SEARCH, Notes, answers_of, loading_view, search_view, shown_view
from adapters.slack.work import Work
from bot.commands.registry import Reading

_log = structlog.get_logger()
SECONDS_TO_ACK = 2.0  # of Slack's 3; what takes longer is shown in the view afterwards
_REMEMBERED = 100


class Submitting:
    """Answers submissions; the same one again gets the same answer without a second effect."""

    def __init__(self, desk: Desk, forms: Forms, home: Home, seen: Seen, work: Work) -> None:
        self._desk = desk
        self._forms = forms
        self._home = home
        self._seen = seen
        self._work = work
        self._answers: OrderedDict[str, asyncio.Task[Ack]] = OrderedDict()

    async def acknowledge(self, submitted: Submitted) -> Ack:
        """What to acknowledge a submission with; never raises."""
        answering = self._answers.get(submitted.delivery)
        is_first = answering is None
        if answering is None:
            answering = self._work.start(self._answer(submitted))
            self._answers[submitted.delivery] = answering
            if len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        await asyncio.wait({answering}, timeout=SECONDS_TO_ACK)
        if answering.done():
            return answering.result()
        words = self._desk.words(self._desk.language)
        if is_first:
            self._work.start(self._tell_later(answering, submitted))
        return {"response_action": "update", "view": loading_view(words, words.say("slack.working"))}

    async def _answer(self, submitted: Submitted) -> Ack:
        try:
            is_served = await self._desk.serves(submitted.place)
            if not await self._seen.is_first(submitted.delivery, lasting=is_served):
                return {}
            return await self._outcome(submitted)
        except Exception:  # noqa: BLE001 - a listener that raises loses its ack
            _log.exception("submission failed")
            words = self._desk.words(self._desk.language)
            reply = said(words.say("slack.not_done", code="internal"))
            return {"response_action": "update", "view": shown_view(reply, words, Notes())}

    async def _outcome(self, submitted: Submitted) -> Ack:
        known = await self._desk.admit(submitted.person, submitted.place)
        if known is None:
            words = self._desk.words(self._desk.language)
            reply = said(words.say("slack.other_space"))
            return {"response_action": "update", "view": shown_view(reply, words, Notes())}
        if submitted.view.callback == SEARCH:
            words, query = self._desk.words(known.language), answers_of(submitted.view.values).get(QUERY, "")
            found = await self._desk.answer(Reading(command="find", argument=query), known, submitted.place)
            notes = Notes.read(submitted.view.notes)
            return {"response_action": "update", "view": search_view(words, notes, query=query, reply=found)}
        reply, ack = await self._forms.submit(submitted, known)
        if reply.failed:
            # Nothing was done: the same answers may be sent again, and may succeed then.
            self._answers.pop(submitted.delivery, None)
            await self._seen.forget(submitted.delivery)
        elif Notes.read(submitted.view.notes).home:
            self._work.start(self._follow(submitted))
        return ack

    async def _follow(self, submitted: Submitted) -> None:
        """Show on the Home tab what was changed over it."""
        try:
            await self._home.show(submitted.person, submitted.place)
        except CallFailed as failed:
            _log.info("home not shown", code=failed.code)

    async def _tell_later(self, answering: asyncio.Task[Ack], submitted: Submitted) -> None:
        ack = await answering
        words = self._desk.words(self._desk.language)
        errors = " ".join(ack.get("errors", {}).values())
        view = ack.get("view") or (shown_view(said(errors), words, Notes()) if errors else None)
        try:
            if view:
                await self._desk.courier.update_view(Opened(id=submitted.view.id, hash=""), view)
        except CallFailed as failed:
            _log.info("outcome not shown", code=failed.code)  # the person has closed the view

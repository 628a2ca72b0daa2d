"""From a request to its one reply: registry, permission, handler, and words for whatever goes wrong."""

import dataclasses
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import structlog

from bot.actor import Actor, Role
from bot.answers.writing import Writer
from bot.commands.registry import COMMANDS, Reading, by_name, read, read_press
from bot.commands.values import Context, Progress, unseen
from bot.curation.searching import Trail
from bot.errors import BadFields, LinkTaken, NotAllowed, Refused, StoreFault, UnknownState
from bot.feeds.source import FeedSource
from bot.logs import bind_request, new_request_id
from bot.notices.notice import AdminSeen
from bot.permissions import denial
from bot.ports import Clock, Library, Person, Store
from bot.reply import FieldFault, Note, Part, Reply, Tone
from bot.request import Language, Request, Thread
from bot.search import Suggestion
from bot.words.catalogue import Catalogue, load_catalogue

_log = structlog.get_logger()
COMPLETED_CHARACTERS = 200
_SEEN_FOR = timedelta(hours=1)  # how often the library hears again that an admin is about


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """All that the bot can do, on whatever platform. `now` gives aware UTC; `zone` is where local dates are counted.

    `shares`: has the platform channels to share stories to? `trail` counts searches. `feeds` reaches feeds, where there
    is a way out.
    """

    store: Store
    now: Clock
    zone: ZoneInfo
    random: Random
    shares: bool = False
    trail: Trail = field(default_factory=Trail, repr=False)
    writer: Writer | None = None
    feeds: FeedSource | None = field(default=None, repr=False)
    _admins: dict[str, datetime] = field(default_factory=dict, repr=False)

    def request(
        self,
        reading: Reading,
        *,
        actor: Actor,
        channel: str,
        language: Language = "ko",
        fields: dict[str, str] | None = None,
        origin: str = "",
        people: tuple[Actor, ...] = (),
        thread: Thread | None = None,
    ) -> Request:
        """A request under a new id."""
        return Request(
            id=new_request_id(self.random),
            actor=actor,
            channel=channel,
            command=reading.command,
            argument=reading.argument,
            page=reading.page,
            kept=reading.kept,
            fields=fields or {},
            origin=origin,
            language=language,
            people=people,
            thread=thread or Thread(),
        )

    async def type(
        self, line: str, *, actor: Actor, channel: str, language: Language = "ko", origin: str = ""
    ) -> Reply:
        """The reply to a typed line (what stands behind `/story`)."""
        reading = read(line, actor)
        return await self.handle(self.request(reading, actor=actor, channel=channel, language=language, origin=origin))

    async def press(
        self,
        press: str,
        *,
        actor: Actor,
        channel: str,
        language: Language = "ko",
        fields: dict[str, str] | None = None,
        origin: str = "",
    ) -> Reply:
        """The reply to a pressed button or a filled form; `origin` names the message or view it stands in."""
        try:
            reading = read_press(press)
        except UnknownState as refused:
            return _refusal(load_catalogue(language), refused)
        return await self.handle(
            self.request(reading, actor=actor, channel=channel, language=language, fields=fields, origin=origin)
        )

    async def complete(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Stories whose title fits what has been typed so far."""
        return await self.store.read(lambda library: library.complete(typed[:COMPLETED_CHARACTERS], limit=limit))

    async def handle(self, request: Request, *, progress: Progress = unseen) -> Reply:
        """The one reply to a request; never raises but for cancellation. One log event a request.

        `progress` shows a person who waits how far a long request has got.
        """
        words = load_catalogue(request.language)
        started = time.perf_counter()
        with bind_request(request.id):
            outcome, reply = await self._outcome(request, words, progress)
            _log.info(
                "request",
                command=request.command,
                platform=request.actor.key.partition(":")[0],
                outcome=outcome,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )
        return reply

    async def _outcome(self, request: Request, words: Catalogue, progress: Progress) -> tuple[str, Reply]:
        try:
            return "done", await self._answer(request, words, progress)
        except Refused as refused:
            return type(refused).__name__, _refusal(words, refused)
        except StoreFault as fault:
            _log.warning("store fault", fault=type(fault).__name__, detail=fault.detail)
            return type(fault).__name__, _store_fault(words, fault)
        except Exception:  # noqa: BLE001 - whatever it is, the person gets a reply and the log the story
            _log.exception("request failed")
            return "failed", _failure(words.say("fault.unknown", id=request.id))

    async def _answer(self, request: Request, words: Catalogue, progress: Progress) -> Reply:
        command = by_name(request.command)
        if command is None:
            raise UnknownState
        denied = denial(request.actor, command.permission)
        if denied:
            raise NotAllowed(denied)
        context = Context(
            request=await self._recalled(request),
            store=self.store,
            words=words,
            now=self.now(),
            zone=self.zone,
            random=self.random,
            commands=COMMANDS,
            shares=self.shares,
            progress=progress,
            writer=self.writer,
            trail=self.trail,
            feeds=self.feeds,
        )
        await self._see(request)
        return await command.handler(context)

    async def _see(self, request: Request) -> None:
        """Remember an admin who uses the bot, for notices that any admin may deal with."""
        actor, now = request.actor, self.now()
        if actor.role < Role.ADMIN or now - self._admins.get(actor.key, now - _SEEN_FOR) < _SEEN_FOR:
            return
        seen = AdminSeen(actor=actor.key, language=request.language, at=now)
        person = Person(actor=actor.key, name=actor.name, language=request.language, standing=actor.standing or "admin")

        def remember(library: Library) -> None:
            library.see_admin(seen)
            library.meet(person, at=now)

        await self.store.write(remember)
        self._admins[actor.key] = now

    async def _recalled(self, request: Request) -> Request:
        if not request.kept:
            return request
        argument = await self.store.read(lambda library: library.recall(request.argument))
        if argument is None:
            raise UnknownState
        return dataclasses.replace(request, argument=argument, kept=False)


def _refusal(words: Catalogue, refused: Refused) -> Reply:
    match refused:
        case NotAllowed():
            return _failure(words.say(f"denied.{refused.denial.value}"))
        case BadFields():
            faults = tuple(
                FieldFault(
                    field=one.field,
                    text=words.say(f"problem.{one.problem}", field=words.say(f"field.{one.field}"), limit=one.limit),
                )
                for one in refused.problems
            )
            return dataclasses.replace(_failure(*(fault.text for fault in faults)), field_faults=faults)
        case LinkTaken():
            sentence = words.say(refused.key, **refused.facts)
            return dataclasses.replace(_failure(sentence), field_faults=(FieldFault(field="link", text=sentence),))
        case _:
            return _failure(words.say(refused.key, **refused.facts))


def _store_fault(words: Catalogue, fault: StoreFault) -> Reply:
    return _failure(words.say(fault.key, path=fault.path.name))


def _failure(*sentences: str) -> Reply:
    parts: tuple[Part, ...] = tuple(Note(text=sentence, tone=Tone.FAULT) for sentence in sentences)
    return Reply(summary=" ".join(sentences), parts=parts, failed=True)

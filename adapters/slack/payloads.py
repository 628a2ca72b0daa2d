"""What Slack sends, as values: nothing behind this file reads a payload.

Each value carries `delivery`, the identity under which the same command, click, submission or event comes again.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.downloading import Dropped
from adapters.slack.text import unescape

Payload = Mapping[str, Any]
OWNER = "by."  # block_id of the footer below what the bot posted for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who did something: the user's id, the workspace they belong to (empty: not said), the name Slack sent along."""

    user: str
    team: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the workspace that was served, the channel and the thread in it."""

    team: str
    channel: str = ""
    thread: str | None = None

    @property
    def key(self) -> str:
        """The channel as the core knows it."""
        return f"slack:{self.channel or 'home'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenView:
    """A modal or Home tab as it stood when something was done in it; `values` by (block_id, action_id)."""

    id: str
    hash: str
    callback: str
    notes: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    is_home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A slash command: its name without the slash, and what stands behind it; `people` are the users it calls."""

    person: Person
    place: Place
    name: str
    text: str
    response_url: str
    trigger: str
    delivery: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A press in a message or view; `value` is the button's, or what was typed into an input that reports itself.

    `message` and `thread` name the message it stands in, `is_private` whether only the presser sees that, `owner` for
    whom the bot posted it; `link` is the address that the button opens.
    """

    person: Person
    place: Place
    action: str
    value: str
    response_url: str
    trigger: str
    delivery: str
    message: str = ""
    is_private: bool = False
    owner: str = ""
    link: str = ""
    view: OpenView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A modal sent in."""

    person: Person
    place: Place
    view: OpenView
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A global or message shortcut; `text`, `message`, `owner` and `author` are the message's."""

    person: Person
    place: Place
    trigger: str
    delivery: str
    response_url: str = ""
    text: str = ""
    message: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message in a channel or DM, mention or not; `at` is its id and time, `is_bot` whether an app wrote it,
    `people` are the ids of the users it calls, `files` what came with it."""

    person: Person
    place: Place
    text: str
    at: str
    delivery: str
    is_bot: bool = False
    is_direct: bool = False
    is_plain: bool = True
    people: tuple[str, ...] = ()
    files: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """A person looks at the Home tab; `hash` is that of the view that stands there."""

    person: Person
    place: Place
    delivery: str
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksShared:
    """Links of our own page host, in the composer (`unfurl`, `source`) or posted (`channel`, `at`)."""

    person: Person
    place: Place
    links: tuple[str, ...]
    delivery: str
    at: str = ""
    unfurl: str = ""
    source: str = ""


def typed(body: Payload, team: str) -> Typed:
    """A slash command."""
    trigger = _text(body.get("trigger_id"))
    return Typed(
        person=Person(user=_text(body.get("user_id")), team=_own_team(body, team), name=_text(body.get("user_name"))),
        place=Place(team=team, channel=_text(body.get("channel_id"))),
        name=_text(body.get("command")).removeprefix("/"),
        text=plain_words(_text(body.get("text"))),
        response_url=_text(body.get("response_url")),
        trigger=trigger,
        delivery=f"slack:command:{trigger}" if trigger else "",
        people=people_in(_text(body.get("text"))),
    )


def pressed(body: Payload, team: str) -> Pressed:
    """The first action of a block_actions payload; Slack sends one."""
    action = _one(body.get("actions"))
    container, message, channel = (_dict(body.get(name)) for name in ("container", "message", "channel"))
    stamp = _text(container.get("message_ts")) or _text(message.get("ts"))
    person = _person(body)
    view = _view(body["view"]) if body.get("view") else None
    origin = stamp or (view.id if view else "")
    action_id, trigger = _text(action.get("action_id")), _text(body.get("trigger_id"))
    moment = _text(action.get("action_ts")) or trigger
    return Pressed(
        person=person,
        place=Place(
            # Somebody of a connected workspace presses in theirs; the message still stands in ours.
            team=_text(message.get("team")) or team,
            channel=_text(channel.get("id")) or _text(container.get("channel_id")),
            thread=_text(container.get("thread_ts")) or _text(message.get("thread_ts")) or None,
        ),
        action=action_id,
        value=_text(action.get("value")),
        response_url=_text(body.get("response_url")),
        trigger=trigger,
        delivery=f"slack:press:{person.user}:{origin}:{action_id}:{moment}",
        message=stamp,
        is_private=container.get("is_ephemeral") is True,
        owner=owner_of(message),
        link=_text(action.get("url")),
        view=view,
    )


def submitted(body: Payload, team: str) -> Submitted:
    """A modal sent in; the same answers in the same view are the same submission."""
    person, view = _person(body), _view(_dict(body.get("view")))
    answers = json.dumps(sorted((*key, value) for key, value in view.values.items()), ensure_ascii=False)
    digest = hashlib.blake2b(answers.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Submitted(
        person=person,
        place=Place(team=team, channel=_text(view.notes.get("channel")), thread=view.notes.get("thread")),
        view=view,
        delivery=f"slack:submit:{person.user}:{view.id}:{view.hash}:{digest}",
    )


def shortcut(body: Payload, team: str) -> Shortcut:
    """A global or message shortcut."""
    message, channel = _dict(body.get("message")), _dict(body.get("channel"))
    trigger = _text(body.get("trigger_id"))
    return Shortcut(
        person=_person(body),
        place=Place(team=team, channel=_text(channel.get("id")), thread=_text(message.get("thread_ts")) or None),
        trigger=trigger,
        delivery=f"slack:shortcut:{trigger or _text(body.get('action_ts'))}",
        response_url=_text(body.get("response_url")),
        text=_text(message.get("text")),
        message=_text(message.get("ts")),
        owner=owner_of(message),
    )


def said(body: Payload, team: str) -> Said:
    """A message or app_mention event."""
    event = _dict(body.get("event"))
    stamp = _text(event.get("ts"))
    return Said(
        person=_event_person(event, team),
        place=Place(team=team, channel=_text(event.get("channel")), thread=_text(event.get("thread_ts")) or None),
        text=_text(event.get("text")),
        at=stamp,
        delivery=_event_id(body) or f"slack:said:{_text(event.get('channel'))}:{stamp}:{_text(event.get('type'))}",
        is_bot=bool(event.get("bot_id")) or not event.get("user"),
        is_direct=event.get("channel_type") == "im",
        is_plain=event.get("subtype") in (None, "file_share", "thread_broadcast"),
        people=people_in(_text(event.get("text"))),
        files=tuple(_files(event.get("files"))),
    )


def home_opened(body: Payload, team: str) -> HomeOpened | None:
    """An app_home_opened event of the Home tab; None for the other tabs."""
    event = _dict(body.get("event"))
    if event.get("tab", "home") != "home":
        return None
    return HomeOpened(
        person=_event_person(event, team),
        place=Place(team=team),
        delivery=_event_id(body),
        hash=_text(_dict(event.get("view")).get("hash")),
    )


def links_shared(body: Payload, team: str) -> LinksShared:
    """A link_shared event."""
    event = _dict(body.get("event"))
    links = [_text(_dict(one).get("url")) for one in event.get("links") or []]
    return LinksShared(
        person=_event_person(event, team),
        place=Place(team=team, channel=_text(event.get("channel"))),
        links=tuple(link for link in links if link),
        delivery=_event_id(body),
        at=_text(event.get("message_ts")),
        unfurl=_text(event.get("unfurl_id")),
        source=_text(event.get("source")),
    )


_CALLED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_BRACKETED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def plain_words(text: str) -> str:
    """What a person typed, without Slack's brackets: links as addresses, mentions gone, NFC, trimmed."""
    return unicodedata.normalize("NFC", unescape(_BRACKETED.sub(_unbracketed, text))).strip()


def people_in(text: str) -> tuple[str, ...]:
    """The ids of the users that a text calls, each once."""
    return tuple(dict.fromkeys(_CALLED.findall(text)))


def owner_of(message: Payload) -> str:
    """For whom the bot posted a message, as its footer says."""
    ids = (_text(_dict(block).get("block_id")) for block in message.get("blocks") or [])
    return next((one.removeprefix(OWNER) for one in ids if one.startswith(OWNER)), "")


def _unbracketed(match: re.Match[str]) -> str:
    target, label = match[1], match[2] or ""
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    if target.startswith(("@", "!")):
        return ""
    return f"#{label}" if target.startswith("#") else target


def _view(view: Payload) -> OpenView:
    notes = _text(view.get("private_metadata"))
    state = _dict(_dict(view.get("state")).get("values"))
    return OpenView(
        id=_text(view.get("id")),
        hash=_text(view.get("hash")),
        callback=_text(view.get("callback_id")),
        notes=_dict(json.loads(notes)) if notes.startswith("{") else {},
        values={
            (block, action): _text(_dict(answer).get("value"))
            for block, answers in state.items()
            for action, answer in _dict(answers).items()
        },
        is_home=view.get("type") == "home",
    )


def _person(body: Payload) -> Person:
    user = _dict(body.get("user"))
    team = _text(user.get("team_id")) or _text(_dict(body.get("team")).get("id"))
    return Person(user=_text(user.get("id")), team=team, name=_text(user.get("name")) or _text(user.get("username")))


def _event_person(event: Payload, team: str) -> Person:
    return Person(user=_text(event.get("user")), team=_text(event.get("user_team")) or _text(event.get("team")) or team)


def _own_team(body: Payload, team: str) -> str:
    return _text(body.get("user_team")) or _text(body.get("team_id")) or team


def _event_id(body: Payload) -> str:
    event = _text(body.get("event_id"))
    return f"slack:event:{event}" if event else ""


def _files(value: object) -> Iterator[Dropped]:
    """The files of a message that Slack itself keeps; what is deleted or lies elsewhere cannot be fetched."""
    for one in value if isinstance(value, list) else ():
        described = _dict(one)
        address = _text(described.get("url_private_download")) or _text(described.get("url_private"))
        if described.get("mode") not in ("tombstone", "hidden_by_limit") and _text(described.get("name")):
            size = described.get("size")
            yield Dropped(name=_text(described.get("name")), size=size if isinstance(size, int) else 0, address=address)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _one(values: object) -> dict[str, Any]:
    return _dict(values[0]) if isinstance(values, list) and values else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

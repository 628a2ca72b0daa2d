"""What a person asked, free of any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.actor import Actor

Language = Literal["ko", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The conversation a request stands in (`slack:C1/17.1`), and the one it goes on from; both empty for none.

    `below` is the message it stands below or replies to, as `channel/message`.
    """

    key: str = ""
    follows: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One wish of one person.

    `command` names a command of the registry, `argument` what was typed behind it, `page` which page of a list, from 1;
    `kept`: the argument is the short id under which the library keeps the real one. `fields` are the answers of a form.
    `channel` is `platform:id` of where it was asked, `origin` the message or view a press came from, so that the press
    has one effect however often it is delivered. `id` is what logs and faults show. `people` are those the line names.
    """

    id: str
    actor: Actor
    channel: str
    command: str
    argument: str = ""
    page: int = 1
    kept: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    language: Language = "ko"
    people: tuple[Actor, ...] = ()
    thread: Thread = field(default_factory=Thread)

"""What a person asked, free of any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.actor import Actor

Language = Literal["ko", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One wish of one person.

    `command` names a command of the registry, `argument` what was typed behind it, `fields` the answers of a form,
    `page` which page of a list, from 1. `channel` is `platform:id` of where it was asked, `id` what logs and faults
    show.
    """

    id: str
    actor: Actor
    channel: str
    command: str
    argument: str = ""
    page: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)
    language: Language = "ko"

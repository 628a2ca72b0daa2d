"""Who asks: a person on a platform, and what the community lets them be."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a person is to the community; a higher role may do all that a lower one may."""

    STRANGER = 0
    MEMBER = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person on a platform. `key` is `platform:id` (`slack:U123`, `console:local`), `name` as shown there.

    `standing` says why they are an admin, where that is known: they run the space (`platform`), the settings list them
    (`listed`) or their group (`group`), or an admin named them in chat (`named`).
    """

    key: str
    name: str
    role: Role = Role.STRANGER
    standing: str = ""

"""The arguments of a call: read from forms, queries and JSON bodies, and taken out with a type."""

import json
from collections.abc import Iterator, Mapping

from aiohttp import web

from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.shapes import JsonObject

JSON_NAMES = {"attachments", "blocks", "files", "metadata", "unfurls", "user_auth_blocks", "view"}
TRUE = {True, "1", "true", "True"}  # and 1, which equals True


class Arguments(Mapping[str, object]):
    """What was sent, with nested JSON already read."""

    def __init__(self, given: Mapping[str, object]) -> None:
        """`given` as it came."""
        self.given = given

    def __getitem__(self, name: str) -> object:
        """One argument, nested JSON as an object."""
        value = self.given[name]
        return _read(value) if name in JSON_NAMES else value

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.given)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.given)

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Whether a switch is on."""
        value = self.given.get(name)
        return isinstance(value, bool | int | str) and value in TRUE

    def number(self, name: str, default: int) -> int:
        """A whole number, or the default."""
        text = self.text(name)
        return int(text) if text.isdecimal() else default

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """A text that must be there."""
        if not (value := self.text(name)):
            raise Refusal(error, response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
        return value

    def objects(self, name: str) -> list[JsonObject] | None:
        """A list of objects (blocks, attachments), None where it was not sent."""
        value = self.get(name)
        return value if isinstance(value, list) else None

    def object(self, name: str) -> JsonObject | None:
        """One object (a view, metadata), None where it was not sent."""
        value = self.get(name)
        return value if isinstance(value, dict) else None


async def arguments_of(request: web.Request) -> tuple[dict[str, object], bool]:
    """The arguments of a request, those of the address first, and whether the body was JSON."""
    given: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        sent = json.loads(body) if body else {}
        return given | {key: value for key, value in sent.items() if value is not None}, bool(body)
    if request.can_read_body:
        given |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return given, False


def _read(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

"""Does a JSON value fit Discord's OpenAPI description? A compact validator for the keywords that file uses.

Where Discord's own server is laxer than its description, so is this: a snowflake may be a number, and one fitting
branch of a `oneOf` is enough.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.support.discord_server.world import Json

Path_ = tuple[str | int, ...]
BODIES = ("application/json", "multipart/form-data")
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault of a body: where, Discord's short code for it, and what is wrong."""

    path: Path_
    code: str
    text: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or '(body)'}: {self.text} [{self.code}]"


def errors_shape(complaints: Iterable[Complaint]) -> Json:
    """The nested `errors` of a 50035 answer."""
    shape: Json = {}
    for one in complaints:
        place = shape
        for key in one.path:
            place = place.setdefault(str(key), {})
        place.setdefault("_errors", []).append({"code": one.code, "message": one.text})
    return shape


@lru_cache(maxsize=2)
def load_description(file: Path) -> "Description | None":
    """The description in a file, read once a process; None where the file is absent."""
    return Description(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


class Description:
    """The OpenAPI document, asked by method and path template."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._resolved: dict[str, Json] = {}
        self._fitted: dict[int, Json] = {}  # by union, the branch that fitted last: most likely the next one too

    def knows(self, method: str, template: str) -> bool:
        """Is there such a route at Discord?"""
        return method.lower() in self._document["paths"].get(template, {})

    def check_body(self, method: str, template: str, body: object) -> list[Complaint]:
        """What is wrong with a request body; nothing for routes without one."""
        operation = self._document["paths"].get(template, {}).get(method.lower(), {})
        content = self._document_of(operation.get("requestBody", {})).get("content", {})
        schema = next((content[kind]["schema"] for kind in BODIES if kind in content), None)
        return [] if schema is None else list(self.check(schema, body))

    def check_answer(self, method: str, template: str, status: int, body: object) -> list[Complaint]:
        """What is wrong with an answer of ours, for the tests of this server itself."""
        operation = self._document["paths"].get(template, {}).get(method.lower(), {})
        content = self._document_of(operation.get("responses", {}).get(str(status), {})).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return [] if schema is None else list(self.check(schema, body))

    def check(self, schema: Json, value: object, path: Path_ = ()) -> Iterator[Complaint]:
        """Every complaint about a value."""
        schema = self._document_of(schema)
        yield from self._check_kind(schema, value, path)
        for part in schema.get("allOf", []):
            yield from self.check(part, value, path)
        for union in ("oneOf", "anyOf"):
            if union in schema:
                yield from self._check_union(schema[union], value, path)

    def named(self, name: str) -> Json:
        """A schema of the document's components."""
        schema: Json = self._document["components"]["schemas"][name]
        return schema

    def _document_of(self, schema: Json) -> Json:
        while "$ref" in schema:
            name = schema["$ref"]
            if name not in self._resolved:
                target: Any = self._document
                for step in name.removeprefix("#/").split("/"):
                    target = target[step]
                self._resolved[name] = target
            schema = self._resolved[name]
        return schema

    def _check_union(self, branches: list[Json], value: object, path: Path_) -> Iterator[Complaint]:
        nearest: list[Complaint] | None = None
        for branch in self._likely(branches, value):
            found = list(self.check(branch, value, path))
            if not found:
                self._fitted[id(branches)] = branch
                return
            if nearest is None or _distance(found, path) < _distance(nearest, path):
                nearest = found
        yield from nearest or []

    def _likely(self, branches: list[Json], value: object) -> list[Json]:
        """The branches for the value's `type`, where they tell it; else all, so that the nearest can complain."""
        if not isinstance(value, dict) or "type" not in value:
            last = self._fitted.get(id(branches))
            return branches if last is None else [last, *(one for one in branches if one is not last)]
        told = [one for one in branches if value["type"] in self._types_of(one)]
        return told or branches

    def _types_of(self, schema: Json) -> list[Any]:
        types: list[Any] = self._document_of(schema).get("properties", {}).get("type", {}).get("enum", [])
        return types

    def _check_kind(self, schema: Json, value: object, path: Path_) -> Iterator[Complaint]:
        if "type" in schema and not _is_of_type(schema, value):
            wanted = schema["type"]
            yield Complaint(path, "BASE_TYPE_BAD_TYPE", f"must be {wanted}, not {type(value).__name__} {value!r:.60}")
            return
        if "const" in schema and value != schema["const"]:
            yield Complaint(path, "BASE_TYPE_CHOICES", f"must be {schema['const']!r}, not {value!r:.60}")
        if "enum" in schema and value not in schema["enum"]:
            yield Complaint(path, "BASE_TYPE_CHOICES", f"must be one of {schema['enum']}, not {value!r:.60}")
        match value:
            case str():
                yield from _check_text(schema, value, path)
            case bool() | None:
                pass
            case int() | float():
                yield from _check_number(schema, value, path)
            case list():
                yield from self._check_list(schema, value, path)
            case dict():
                yield from self._check_object(schema, value, path)

    def _check_list(self, schema: Json, value: list[Any], path: Path_) -> Iterator[Complaint]:
        low, high = schema.get("minItems", 0), schema.get("maxItems", len(value))
        if not low <= len(value) <= high:
            yield Complaint(path, "BASE_TYPE_BAD_LENGTH", f"must hold {low} to {high} items, not {len(value)}")
        if schema.get("uniqueItems") and len({json.dumps(one, sort_keys=True) for one in value}) < len(value):
            yield Complaint(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "must not hold an item twice")
        for index, one in enumerate(value):
            yield from self.check(schema.get("items", {}), one, (*path, index))

    def _check_object(self, schema: Json, value: Json, path: Path_) -> Iterator[Complaint]:
        for key in schema.get("required", []):
            if key not in value:
                yield Complaint((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        low, high = schema.get("minProperties", 0), schema.get("maxProperties", len(value))
        if not low <= len(value) <= high:
            yield Complaint(path, "BASE_TYPE_BAD_LENGTH", f"must hold {low} to {high} keys, not {len(value)}")
        known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
        for key, one in value.items():
            if key in known:
                yield from self.check(known[key], one, (*path, key))
            elif other is False:
                yield Complaint((*path, key), "UNKNOWN_KEY", "is not known here")
            elif isinstance(other, dict):
                yield from self.check(other, one, (*path, key))


def _distance(found: list[Complaint], path: Path_) -> tuple[bool, int]:
    """How far a branch is from fitting: another `type` is farther than any number of faults inside."""
    return (any(one.path in {path, (*path, "type")} for one in found), len(found))


def _is_of_type(schema: Json, value: object) -> bool:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if isinstance(value, bool):
        return "boolean" in names
    if schema.get("format") == "snowflake" and isinstance(value, int):
        return True
    if isinstance(value, float) and value.is_integer() and "integer" in names:
        return True
    return any(isinstance(value, TYPES[name]) for name in names)


def _check_text(schema: Json, value: str, path: Path_) -> Iterator[Complaint]:
    low, high = schema.get("minLength", 0), schema.get("maxLength", len(value))
    if not low <= len(value) <= high:
        yield Complaint(path, "BASE_TYPE_BAD_LENGTH", f"must be {low} to {high} characters long, not {len(value)}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield Complaint(path, "STRING_TYPE_REGEX", f"must match {schema['pattern']}, not {value!r:.60}")
    if schema.get("format") == "uri" and not re.match(r"[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):
        yield Complaint(path, "URL_TYPE_INVALID_URL", f"Not a well formed URL: {value!r:.60}")


def _check_number(schema: Json, value: float, path: Path_) -> Iterator[Complaint]:
    if "minimum" in schema and value < schema["minimum"]:
        yield Complaint(path, "NUMBER_TYPE_MIN", f"must be {schema['minimum']} or more, not {value}")
    if "maximum" in schema and value > schema["maximum"]:
        yield Complaint(path, "NUMBER_TYPE_MAX", f"must be {schema['maximum']} or less, not {value}")

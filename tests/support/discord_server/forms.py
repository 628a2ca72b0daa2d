"""Filling in a modal as a person would: which values its fields take, and the components a submission carries."""

from collections.abc import Iterator
from typing import Any

from tests.support.discord_server.world import Json

ROW, TEXT_INPUT, LABEL = 1, 4, 18
ONE_TEXT, MANY, ONE, FLAG = {4}, {3, 5, 6, 7, 8, 19, 22}, {21}, {23}


class NotSubmittable(ValueError):
    """Discord's client would not send the form: a field missing, too short, too long or not there."""


def submission(modal: Json, given: dict[str, Any]) -> list[Json]:
    """The components of a submission of the modal; fields are named by custom_id or label."""
    names = [name for one in fields(modal) for name in (one[0]["custom_id"], one[1])]
    unknown = [name for name in given if name not in names]
    if unknown:
        raise NotSubmittable(f"no field {unknown[0]!r}, there are {names}")
    return [_sent(one, index, given) for index, one in enumerate(modal["components"], 1)]


def fields(modal: Json) -> Iterator[tuple[Json, str]]:
    """The fields of a modal with their labels."""
    for one in modal["components"]:
        if one["type"] == ROW:
            yield from ((inner, inner.get("label") or "") for inner in one["components"])
        elif one["type"] == LABEL:
            yield one["component"], one["label"]


def _sent(part: Json, number: int, given: dict[str, Any]) -> Json:
    shape: Json = {"type": part["type"], "id": number * 10}
    if part["type"] == ROW:
        return shape | {"components": [_filled(one, one.get("label") or "", given) for one in part["components"]]}
    if part["type"] == LABEL:
        return shape | {"component": _filled(part["component"], part["label"], given)}
    return shape


def _filled(field: Json, label: str, given: dict[str, Any]) -> Json:
    value = given.get(field["custom_id"], given.get(label))
    shape: Json = {"type": field["type"], "id": 1, "custom_id": field["custom_id"]}
    if field["type"] in ONE_TEXT:
        return shape | {"value": _text(field, label, field.get("value") or "" if value is None else str(value))}
    if field["type"] in MANY:
        return shape | {"values": _chosen(field, label, value)}
    if field["type"] in FLAG:
        return shape | {"value": bool(field.get("default") if value is None else value)}
    if value is None:
        value = next((one["value"] for one in field.get("options") or [] if one.get("default")), None)
    if value is None and field.get("required", True):
        raise NotSubmittable(f"{label!r} is required")
    return shape | {"value": value}


def _text(field: Json, label: str, value: str) -> str:
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if field.get("required", True) and not value.strip():
        raise NotSubmittable(f"{label!r} is required")
    if value and not low <= len(value) <= high:
        raise NotSubmittable(f"{label!r} takes {low} to {high} characters, not {len(value)}")
    return value


def _chosen(field: Json, label: str, value: Any) -> list[str]:
    options = field.get("options") or []
    if value is None:
        return [one["value"] for one in options if one.get("default")]
    chosen = [value] if isinstance(value, str) else [str(one) for one in value]
    known = {one["value"]: one["value"] for one in options} | {one["label"]: one["value"] for one in options}
    if options and not set(chosen) <= set(known):
        raise NotSubmittable(f"{label!r} offers {sorted(known)}, not {chosen}")
    return [known.get(one, one) for one in chosen]

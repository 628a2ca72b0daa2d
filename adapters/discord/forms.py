"""A form as a Discord modal: which questions fit into one, how each is asked, and what came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import ui

from adapters.discord.escaping import plain
from adapters.discord.limits import FIELD_HINT, FIELD_LABEL, FIELD_VALUE, FIELDS_A_MODAL, MODAL_TITLE
from bot.graphemes import shorten
from bot.reply import Field, Form

_LEAST_NEEDED = ("author", "company")  # asked in a second modal where one does not hold all


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The questions of a form that one modal asks; `left` are the names of those it has no room for."""

    title: str
    press: str
    fields: tuple[Field, ...]
    left: tuple[str, ...] = ()


def ask(form: Form, *, only: tuple[str, ...] = ()) -> Asked:
    """What of a form to ask in one modal; with `only`, nothing but these.

    A standing value longer than a modal takes is not asked for: what is not asked stays as it is.
    """
    askable = [field for field in form.fields if len(field.value) <= FIELD_VALUE and (not only or field.name in only)]
    chosen = sorted(askable, key=_need)[:FIELDS_A_MODAL]
    fields = tuple(field for field in askable if field in chosen)
    left = tuple(field.name for field in askable if field not in chosen)
    return Asked(title=form.title, press=form.press, fields=fields, left=left)


def filled(form: Form, values: Mapping[str, str]) -> Form:
    """The form with other values standing in it."""
    fields = tuple(replace(field, value=values.get(field.name, field.value)) for field in form.fields)
    return replace(form, fields=fields)


def labels(asked: Asked) -> tuple[ui.Label[Any], ...]:
    """The questions as the items of a modal."""
    return tuple(_label(field) for field in asked.fields)


def title_of(asked: Asked) -> str:
    """The modal's title within its limit."""
    return shorten(plain(asked.title) or "·", MODAL_TITLE)


def answers(components: object) -> dict[str, str]:
    """The answers in a submitted modal's data, by the names of the fields."""
    return dict(_answers(components))


def _answers(components: object) -> Iterator[tuple[str, str]]:
    if isinstance(components, list):
        for component in components:
            yield from _answers(component)
    elif isinstance(components, dict):
        if isinstance(components.get("value"), str) and isinstance(components.get("custom_id"), str):
            yield components["custom_id"], components["value"]
        yield from _answers(components.get("component"))
        yield from _answers(components.get("components"))


def _need(field: Field) -> int:
    """Smaller is asked first."""
    if field.required or field.lines > 1:
        return 0
    return 2 + len(_LEAST_NEEDED) - _LEAST_NEEDED.index(field.name) if field.name in _LEAST_NEEDED else 1


def _label(field: Field) -> ui.Label[Any]:
    hint = shorten(plain(field.hint), FIELD_HINT) if plain(field.hint) else None
    limit = max(1, min(field.limit, FIELD_VALUE))
    entry: ui.TextInput[Any] = ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.lines > 1 else discord.TextStyle.short,
        default=field.value[:limit] or None,
        placeholder=hint,
        required=field.required,
        max_length=limit,
    )
    return ui.Label(text=shorten(plain(field.label) or "·", FIELD_LABEL), component=entry)

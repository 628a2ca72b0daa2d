"""Modals and the Home tab: pure functions from forms and replies to views within Slack's limits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from adapters.slack import blocks as kit
from adapters.slack.render import Surface, render_parts
from bot.graphemes import shorten
from bot.reply import Field, Form, Reply
from bot.words.catalogue import Catalogue

TITLE = 24
PLACEHOLDER = 150
INPUT = 3_000  # the longest answer Slack takes
FORM, SEARCH, SHOWN, LOADING = "form", "search", "shown", "loading"
ANSWER, FILL, QUERY = "answer", "fill", "query"

Slack = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What a view remembers: where its answers go, where it was asked for, how often it was filled.

    `body` is the short id under which the library keeps a text too long for the form; `home`: it was opened from the
    Home tab, which has to follow what is changed here.
    """

    press: str = ""
    channel: str = ""
    thread: str | None = None
    filled: int = 0
    body: str = ""
    home: bool = False

    def written(self) -> str:
        """As private_metadata, which takes 3,000 characters."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)

    @staticmethod
    def read(written: Mapping[str, Any]) -> "Notes":
        """The notes out of private_metadata."""
        names = {one.name for one in fields(Notes)}
        return Notes(**{key: value for key, value in written.items() if key in names})


def loading_view(words: Catalogue, sentence: str = "") -> Slack:
    """What stands there while the answer is on its way."""
    return _modal(
        words, title=words.say("slack.title"), callback=LOADING, blocks=(_text(sentence or words.say("slack.loading")),)
    )


def shown_view(reply: Reply, words: Catalogue, notes: Notes) -> Slack:
    """A reply as a modal: buttons in it put the next reply in its place."""
    blocks = render_parts(reply.parts, words, Surface.VIEW) or (_text(reply.summary),)
    return _modal(words, title=words.say("slack.title"), callback=SHOWN, blocks=blocks, notes=notes)


def search_view(words: Catalogue, notes: Notes, *, query: str = "", reply: Reply | None = None) -> Slack:
    """The search box, and below it what was found."""
    found = render_parts(reply.parts, words, Surface.VIEW, kept=1) if reply else ()
    return _modal(
        words,
        title=words.say("slack.search"),
        callback=SEARCH,
        blocks=(_search_box(words, query), *found),
        notes=notes,
        submit=words.say("slack.find"),
    )


def form_view(
    form: Form,
    words: Catalogue,
    notes: Notes,
    *,
    fills: bool = False,
    hint: str = "",
    places: Mapping[str, str] = MappingProxyType({}),
) -> Slack:
    """A form as a modal. Answers longer than Slack takes are left out and stay as they are.

    `fills`: Enter in the link's field fills the others. `places` are the block_ids of fields by name: Slack keeps what
    stands in a block that it knows, whatever the new value, so a field that was filled for the person needs a new one.
    """
    asked = [one for one in form.fields if len(one.value) <= INPUT]
    blocks = [
        _question(one, words, places.get(one.name, f"{one.name}.0"), fills=fills and one.name == "link")
        for one in asked
    ]
    is_cut = len(asked) < len(form.fields) and not notes.body
    said = ([hint] if hint else []) + ([words.say("slack.long_body")] if is_cut else [])
    return _modal(
        words,
        title=form.title,
        callback=FORM,
        blocks=(*(_text(sentence) for sentence in said), *blocks),
        notes=notes,
        submit=form.submit,
    )


def home_view(reply: Reply, words: Catalogue) -> Slack:
    """The Home tab: the search box and the person's own screen."""
    blocks = render_parts(reply.parts, words, Surface.VIEW, kept=1)
    return _view(View(type="home", blocks=[_search_box(words, ""), *blocks]))


def field_of(block_id: str) -> str:
    """The name of the field behind an input's block_id."""
    return block_id.rpartition(".")[0] or block_id


def answers_of(values: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The answers of a form by the fields' names."""
    return {field_of(block): value for (block, _), value in values.items()}


def _question(asked: Field, words: Catalogue, place: str, *, fills: bool) -> Slack:
    element = PlainTextInputElement(
        action_id=FILL if fills else f"{ANSWER}.{asked.name}",
        initial_value=asked.value or None,
        placeholder=kit.plain(shorten(asked.hint, PLACEHOLDER)) if asked.hint else None,
        multiline=asked.lines > 1,
        max_length=min(asked.limit, INPUT),
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]) if fills else None,
    )
    block = InputBlock(
        block_id=place,
        label=kit.plain(asked.label),
        element=element,
        optional=not asked.required,
        hint=kit.plain(words.say("slack.fill_hint")) if fills else None,
        dispatch_action=True if fills else None,
    )
    return dict(block.to_dict())


def _search_box(words: Catalogue, query: str) -> Slack:
    element = PlainTextInputElement(
        action_id=QUERY,
        initial_value=shorten(query, 500) if query else None,
        max_length=500,
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]),
    )
    block = InputBlock(
        block_id=QUERY,
        label=kit.plain(words.say("slack.search_label")),
        element=element,
        hint=kit.plain(words.say("slack.search_hint")),
        dispatch_action=True,
    )
    return dict(block.to_dict())


def _modal(
    words: Catalogue,
    *,
    title: str,
    callback: str,
    blocks: tuple[Block | Slack, ...],
    notes: Notes | None = None,
    submit: str = "",
) -> Slack:
    return _view(
        View(
            type="modal",
            callback_id=callback,
            title=kit.plain(shorten(title, TITLE)),
            submit=kit.plain(shorten(submit, TITLE)) if submit else None,
            close=kit.plain(words.say("slack.close")),
            private_metadata=notes.written() if notes else None,
            blocks=list(blocks),
        )
    )


def _view(view: View) -> Slack:
    return dict(view.to_dict())


def _text(sentence: str) -> Slack:
    return dict(kit.section(shorten(sentence, INPUT)).to_dict())

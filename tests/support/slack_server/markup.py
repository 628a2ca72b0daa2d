"""Slack markup in outgoing text: who is called (`<@U…>`, `<!channel>`, link_names …), and `<` or `&` left unescaped."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ANGLED = re.compile(r"<([^<>\n]*)>")
MENTION = re.compile(r"[@#!]")
DATE = re.compile(r"!date\^")
LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s|]+(?:\|[^\n]*)?\Z")
BARE = re.compile(r"<|&(?!amp;|lt;|gt;)")
TEXT_KEYS = {"text", "fallback", "pretext", "title", "user_auth_message"}
CALLS = {"user": "user_id", "usergroup": "usergroup_id", "channel": "channel_id", "broadcast": "range"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One piece of markup and where it was sent."""

    method: str
    markup: str
    text: str


def mentions_of(method: str, arguments: Mapping[str, object]) -> Iterator[Found]:
    """Everything in a call that calls somebody or names a channel."""
    for flag, value in (("link_names", True), ("reply_broadcast", True), ("parse", "full")):
        if arguments.get(flag) in (value, str(value).lower(), "1"):
            yield Found(method=method, markup=f"{flag}={value}", text="")
    for text in marked_texts(arguments, markdown_too=True):
        for match in ANGLED.finditer(text):
            if MENTION.match(match[1]) and not DATE.match(match[1]):
                yield Found(method=method, markup=match[0], text=text)
    yield from (Found(method=method, markup=markup, text="rich_text") for markup in _rich_calls(arguments))


def strays_of(method: str, arguments: Mapping[str, object]) -> Iterator[Found]:
    """`<` and `&` that neither are escaped nor belong to a link, a mention or a date."""
    for text in marked_texts(arguments):
        rest = ANGLED.sub(lambda match: "" if _is_markup(match[1]) else match[0], text)
        if (found := BARE.search(rest)) is not None:
            yield Found(method=method, markup=found[0], text=text)


def marked_texts(part: object, *, markdown_too: bool = False) -> Iterator[str]:
    """Every text that Slack reads as mrkdwn: message texts, mrkdwn objects, attachments; not plain or rich text."""
    match part:
        case {"type": "plain_text" | "raw_text" | "rich_text"}:
            return
        case {"type": "markdown"} if not markdown_too:
            return
        case dict():
            for key, value in part.items():
                if key in TEXT_KEYS and isinstance(value, str):
                    yield value
                elif key not in {"metadata", "private_metadata"}:
                    yield from marked_texts(value, markdown_too=markdown_too)
        case list():
            for one in part:
                yield from marked_texts(one, markdown_too=markdown_too)


def _is_markup(inside: str) -> bool:
    return bool(MENTION.match(inside) or LINK.match(inside))


def _rich_calls(part: object) -> Iterator[str]:
    match part:
        case {"type": str() as kind, **rest} if CALLS.get(kind) in rest:
            yield f"{kind}:{rest[CALLS[kind]]}"
        case dict():
            for key, value in part.items():
                if key != "metadata":
                    yield from _rich_calls(value)
        case list():
            for one in part:
                yield from _rich_calls(one)

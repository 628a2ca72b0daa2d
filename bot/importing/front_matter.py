"""How the front matter of a Markdown post is read: YAML between `---`, TOML between `+++`.

YAML is only composed into a tree of scalars, lists and mappings; nothing is constructed from it, so no tag runs code, a
title `2024-01-02`, `yes` or `012` stays as written, and aliases expand into nothing.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Final

import yaml

from bot.importing.fields import Unfit
from bot.importing.limits import MAX_FRONT_MATTER_CHARACTERS
from bot.importing.values import RefusalReason

_YAML: Final = re.compile(r"---[ \t]*\n(?P<inside>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML: Final = re.compile(r"\+\+\+[ \t]*\n(?P<inside>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LOOKS_LIKE_YAML: Final = re.compile(r"---[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[\"']?[\w-]{1,40}[\"']?[ \t]*:(?:\s|\Z)")
_EMPTY_YAML: Final = re.compile(r"---[ \t]*\n(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_ALIASES: Final = 10
_DEEPEST: Final = 20
_MOST_ITEMS: Final = 1_000


def split_front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """Gives the front matter, keys in lower case, and the text after it; a leading `---` that is only a rule is text.

    YAML values are strings as written, None, lists of these, or mappings of strings; TOML values are Python's.
    Raises Unfit for front matter that does not end or cannot be read.
    """
    if text.startswith("+++"):
        match = _TOML.match(text)
        read = _read_toml
    elif _EMPTY_YAML.match(text) or _LOOKS_LIKE_YAML.match(text):
        match = _YAML.match(text)
        read = _read_yaml
    else:
        return {}, text
    if match is None:
        raise Unfit(RefusalReason.FRONT_MATTER, "no end")
    if len(match["inside"]) > MAX_FRONT_MATTER_CHARACTERS:
        raise Unfit(RefusalReason.FRONT_MATTER, "too long")
    return read(match["inside"]), text[match.end() :]


def _read_toml(text: str) -> Mapping[str, object]:
    try:
        return {key.casefold(): value for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as fault:
        raise Unfit(RefusalReason.FRONT_MATTER, str(fault)) from fault


def _read_yaml(text: str) -> Mapping[str, object]:
    try:
        _check_shape(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        place = f" (line {fault.problem_mark.line + 2})" if fault.problem_mark else ""
        raise Unfit(RefusalReason.FRONT_MATTER, f"{fault.problem}{place}") from fault
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as fault:
        raise Unfit(RefusalReason.FRONT_MATTER, type(fault).__name__) from fault
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise Unfit(RefusalReason.FRONT_MATTER, "not a mapping")
    return {key: _value(value) for key, value in _pairs(node).items()}


def _check_shape(text: str) -> None:
    """Reads event by event and stops at what no front matter needs: PyYAML takes quadratic time for deep nests."""
    aliases = depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if aliases > _MOST_ALIASES or depth > _DEEPEST:
            raise Unfit(RefusalReason.FRONT_MATTER, "too deep or too many aliases")


def _pairs(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {key.value.casefold(): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        if len(node.value) > _MOST_ITEMS:
            raise Unfit(RefusalReason.FRONT_MATTER, "too many items")
        return [_item(item) for item in node.value]
    return _item(node)


def _item(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key: _scalar(value) for key, value in _pairs(node).items()}
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        return None
    is_null = node.style is None and node.value in _NULLS
    return None if is_null else str(node.value)

"""Do application commands and modals keep Discord's own limits, those the OpenAPI description does not hold?"""

from collections import Counter
from collections.abc import Iterator

import regex

from tests.support.discord_server.limits import check_components
from tests.support.discord_server.schema import Complaint, Path_
from tests.support.discord_server.world import Json, every_component

NAME = regex.compile(r"^[-_'ʼ\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$")
MOST_OF_A_KIND = {1: 100, 2: 15, 3: 15}
TOTAL_TEXT, MODAL_ROWS = 8000, 5
CHAT_INPUT, SUBCOMMAND, GROUP, STRING = 1, 1, 2, 3
LEAVES = {3, 4, 5, 6, 7, 8, 9, 10, 11}


def check_commands(commands: list[Json]) -> Iterator[Complaint]:
    """Complaints about all commands of a scope together."""
    kinds = Counter(one.get("type") or CHAT_INPUT for one in commands)
    for kind, most in MOST_OF_A_KIND.items():
        if kinds[kind] > most:
            text = f"{kinds[kind]} commands of type {kind} are over {most}"
            yield Complaint((), "APPLICATION_COMMANDS_MAX_EXCEEDED", text)
    names = Counter((one.get("type") or CHAT_INPUT, one["name"]) for one in commands)
    for (_, name), times in names.items():
        if times > 1:
            yield Complaint(
                (), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"Application command names must be unique: {name}"
            )
    for index, one in enumerate(commands):
        yield from check_command(one, (index,))


def check_command(command: Json, path: Path_ = ()) -> Iterator[Complaint]:
    """Complaints about one command."""
    if (command.get("type") or CHAT_INPUT) != CHAT_INPUT:
        if command.get("description") or command.get("options"):
            yield Complaint(path, "APPLICATION_COMMAND_INVALID", "A context menu has no description and no options")
        return
    yield from _check_names(command, path)
    yield from _check_options(command.get("options") or [], path)
    size = _text_size(command)
    if size > TOTAL_TEXT:
        yield Complaint(path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({TOTAL_TEXT}): {size}")


def check_choices(choices: list[Json], option_kind: int) -> Iterator[Complaint]:
    """Complaints about the choices of an autocomplete answer beyond the schema: the value fits the option."""
    for index, choice in enumerate(choices):
        if (option_kind == STRING) != isinstance(choice.get("value"), str):
            text = f"{choice.get('value')!r:.40} does not fit an option of type {option_kind}"
            yield Complaint(("data", "choices", index, "value"), "BASE_TYPE_BAD_TYPE", text)
        if not str(choice.get("name", "")).strip():
            yield Complaint(("data", "choices", index, "name"), "BASE_TYPE_REQUIRED", "This field is required")


def check_modal(modal: Json) -> Iterator[Complaint]:
    """Complaints about a modal beyond the schema."""
    components = modal.get("components") or []
    if not 1 <= len(components) <= MODAL_ROWS:
        yield Complaint(
            ("data", "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {MODAL_ROWS} in length."
        )
    for one in every_component(components):
        if one["type"] != 4:
            continue
        low, high, value = one.get("min_length") or 0, one.get("max_length") or 4000, one.get("value") or ""
        if low > high or (value and not low <= len(value) <= high):
            text = f"value of {len(value)} characters, allowed {low} to {high}"
            yield Complaint(("data", "components", one["custom_id"]), "BASE_TYPE_BAD_LENGTH", text)
    yield from check_components(components)


def _check_names(part: Json, path: Path_) -> Iterator[Complaint]:
    for key, name in _every_name(part):
        if not NAME.match(name) or name != name.lower():
            yield Complaint((*path, *key), "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}")
    if not (part.get("description") or "").strip():
        yield Complaint((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")


def _every_name(part: Json) -> Iterator[tuple[Path_, str]]:
    yield ("name",), part["name"]
    for locale, name in (part.get("name_localizations") or {}).items():
        yield ("name_localizations", locale), name


def _check_options(options: list[Json], path: Path_) -> Iterator[Complaint]:
    names = [one["name"] for one in options]
    if len(set(names)) < len(names):
        yield Complaint((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", f"not unique: {names}")
    if len({one["type"] in LEAVES for one in options}) > 1:
        yield Complaint((*path, "options"), "APPLICATION_COMMAND_OPTIONS_MIXED", "Subcommands and options do not mix")
    needed = [bool(one.get("required")) for one in options]
    if needed != sorted(needed, reverse=True):
        text = "Required options must be placed before non-required options"
        yield Complaint((*path, "options"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
    for index, one in enumerate(options):
        here = (*path, "options", index)
        yield from _check_names(one, here)
        if one.get("autocomplete") and one.get("choices"):
            yield Complaint(here, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "autocomplete leaves no fixed choices")
        if one["type"] in {SUBCOMMAND, GROUP}:
            yield from _check_options(one.get("options") or [], here)


def _text_size(part: Json) -> int:
    localized = [part.get("name_localizations") or {}, part.get("description_localizations") or {}]
    own = max([len(part["name"]), *map(len, localized[0].values())])
    own += max([len(part.get("description") or ""), *map(len, localized[1].values())])
    own += sum(len(one["name"]) + len(str(one["value"])) for one in part.get("choices") or [])
    return own + sum(_text_size(one) for one in part.get("options") or [])

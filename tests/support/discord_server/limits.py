"""Does a message body keep Discord's own limits, those the OpenAPI description does not hold?

The numbers are those of shared/platform-rules.md, checked against https://discord.com/developers/docs.
"""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.support.discord_server.schema import Complaint, Path_
from tests.support.discord_server.world import Json, MessageFlag, every_component

CONTENT, EMBED_TOTAL, V2_COMPONENTS, V2_TEXT, ROWS, ROW_BUTTONS, CHOICES = 2000, 6000, 40, 4000, 5, 5, 25
BUTTON, STRING_SELECT, ROW, TEXT_DISPLAY = 2, 3, 1, 10
SELECTS = {3, 5, 6, 7, 8}
LINK, PREMIUM = 5, 6


def check_message(body: Json, flags: int) -> Iterator[Complaint]:
    """Complaints about a message to be sent or edited; `flags` are those it will have."""
    if len(body.get("content") or "") > CONTENT:
        yield Complaint(("content",), "BASE_TYPE_MAX_LENGTH", f"Must be {CONTENT} or fewer in length.")
    yield from _check_embeds(body.get("embeds") or [])
    components = body.get("components") or []
    if flags & MessageFlag.COMPONENTS_V2:
        yield from _check_v2(body, components)
    else:
        yield from _check_classic(components)
    yield from check_components(components)


def check_components(components: list[Json]) -> Iterator[Complaint]:
    """What holds for the components of messages and modals alike."""
    every = list(every_component(components))
    ids = Counter(one["custom_id"] for one in every if one.get("custom_id"))
    for custom_id in (one for one, times in ids.items() if times > 1):
        text = f"Component custom id cannot be duplicated: {custom_id}"
        yield Complaint(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", text)
    for one in every:
        if one["type"] == ROW:
            yield from _check_row(one)
        elif one["type"] == BUTTON:
            yield from _check_button(one)
        elif one["type"] in SELECTS:
            yield from _check_select(one)


def _check_embeds(embeds: list[Json]) -> Iterator[Complaint]:
    total = sum(_embed_size(one) for one in embeds)
    if total > EMBED_TOTAL:
        yield Complaint(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds {EMBED_TOTAL}: {total}")
    for index, embed in enumerate(embeds):
        path: Path_ = ("embeds", index)
        if not set(embed) - {"type", "color", "flags"}:
            yield Complaint(path, "BASE_TYPE_REQUIRED", "The embed shows nothing")
        yield from _check_url(embed.get("url"), (*path, "url"), {"http", "https"})
        for part in ("image", "thumbnail"):
            url = (embed.get(part) or {}).get("url")
            yield from _check_url(url, (*path, part, "url"), {"http", "https", "attachment"})
        for place, entry in enumerate(embed.get("fields") or []):
            for key in ("name", "value"):
                if not str(entry.get(key) or "").strip():
                    yield Complaint((*path, "fields", place, key), "BASE_TYPE_REQUIRED", "This field is required")


def _embed_size(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for entry in embed.get("fields") or []:
        parts += [entry.get("name"), entry.get("value")]
    return sum(len(part or "") for part in parts)


def _check_v2(body: Json, components: list[Json]) -> Iterator[Complaint]:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            yield Complaint((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    every = list(every_component(components))
    if len(every) > V2_COMPONENTS:
        text = f"{len(every)} components, nested ones counted, are over {V2_COMPONENTS}"
        yield Complaint(("components",), "BASE_TYPE_MAX_LENGTH", text)
    length = sum(len(one.get("content", "")) for one in every if one["type"] == TEXT_DISPLAY)
    if length > V2_TEXT:
        text = f"{length} characters of text displays are over {V2_TEXT}"
        yield Complaint(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)
    ids = Counter(one["id"] for one in every if one.get("id"))
    if any(times > 1 for times in ids.values()):
        yield Complaint(("components",), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")


def _check_classic(components: list[Json]) -> Iterator[Complaint]:
    if len(components) > ROWS:
        yield Complaint(("components",), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ROWS} in length.")
    for index, one in enumerate(components):
        if one["type"] != ROW:
            text = f'Value of field "type" must be one of (1,), not {one["type"]}: the components v2 flag is not set'
            yield Complaint(("components", index), "UNION_TYPE_CHOICES", text)


def _check_row(row: Json) -> Iterator[Complaint]:
    kinds = [one["type"] for one in row["components"]]
    selects = [kind for kind in kinds if kind in SELECTS]
    if len(selects) > 1 or (selects and len(kinds) > 1):
        yield Complaint(("components",), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select takes a whole row")
    if len(kinds) > ROW_BUTTONS:
        yield Complaint(("components",), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ROW_BUTTONS} in length.")


def _check_button(button: Json) -> Iterator[Complaint]:
    path: Path_ = ("components", button.get("custom_id") or button.get("label") or "button")
    if button["style"] == LINK:
        if not button.get("url") or button.get("custom_id"):
            yield Complaint(path, "BUTTON_COMPONENT_INVALID", "A link button has a url and no custom_id")
        yield from _check_url(button.get("url"), (*path, "url"), {"http", "https", "discord"})
    elif button["style"] != PREMIUM and (button.get("url") or not button.get("custom_id")):
        yield Complaint(path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id and no url is required")
    if button["style"] != PREMIUM and not (button.get("label") or button.get("emoji")):
        yield Complaint(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required")


def _check_select(select: Json) -> Iterator[Complaint]:
    path: Path_ = ("components", select.get("custom_id", "select"))
    options = select.get("options") or []
    if select["type"] == STRING_SELECT and not 1 <= len(options) <= CHOICES:
        yield Complaint((*path, "options"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {CHOICES} in length.")
    values = Counter(one["value"] for one in options)
    if any(times > 1 for times in values.values()):
        yield Complaint(path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if (options and high > len(options)) or low > high:
        yield Complaint(path, "SELECT_COMPONENT_MAX_VALUES", f"{low} to {high} of {len(options)} options")
    if sum(bool(one.get("default")) for one in options) > high:
        yield Complaint(path, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", f"More than {high} default options")


def _check_url(url: str | None, path: Path_, schemes: set[str]) -> Iterator[Complaint]:
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in schemes or not (parts.netloc or parts.path):
        yield Complaint(path, "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {sorted(schemes)}: {url!r:.60}")

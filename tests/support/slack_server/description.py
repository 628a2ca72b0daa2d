"""Arguments of Web API calls against Slack's own description (the OpenAPI file beside the project, where it is there).

The file is of 2021: what Slack's current pages added since stands in ADDED, a few slips of it in CORRECTED.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache

from tests.support.building import SHARED

FILE = SHARED / "specs" / "slack-web-openapi-v2.json"
Parameters = Mapping[str, tuple[str, bool]]
OPTIONAL_JSON, OPTIONAL_TEXT, OPTIONAL_FLAG = ("json", False), ("string", False), ("boolean", False)
TEXT = ("string", True)

ADDED: Mapping[str, Parameters] = {
    "apps.connections.open": {},
    "apps.manifest.export": {"app_id": TEXT},
    "apps.manifest.validate": {"manifest": TEXT, "app_id": OPTIONAL_TEXT},
    "chat.postMessage": {"metadata": OPTIONAL_JSON, "markdown_text": OPTIONAL_TEXT},
    "chat.postEphemeral": {"markdown_text": OPTIONAL_TEXT},
    "chat.update": {
        "metadata": OPTIONAL_JSON,
        "markdown_text": OPTIONAL_TEXT,
        "reply_broadcast": OPTIONAL_FLAG,
        "file_ids": OPTIONAL_JSON,
    },
    "chat.unfurl": {
        "unfurl_id": OPTIONAL_TEXT,
        "source": OPTIONAL_TEXT,
        "user_auth_blocks": OPTIONAL_JSON,
        "metadata": OPTIONAL_JSON,
    },
    "conversations.history": {"include_all_metadata": OPTIONAL_FLAG},
    "conversations.open": {"prevent_creation": OPTIONAL_FLAG},
    "conversations.replies": {"include_all_metadata": OPTIONAL_FLAG},
    "files.completeUploadExternal": {
        "files": ("json", True),
        "channel_id": OPTIONAL_TEXT,
        "channels": OPTIONAL_TEXT,
        "initial_comment": OPTIONAL_TEXT,
        "thread_ts": OPTIONAL_TEXT,
        "blocks": OPTIONAL_JSON,
    },
    "files.getUploadURLExternal": {
        "filename": TEXT,
        "length": ("integer", True),
        "alt_txt": OPTIONAL_TEXT,
        "snippet_type": OPTIONAL_TEXT,
    },
    "team.info": {"domain": OPTIONAL_TEXT},
}
CORRECTED: Mapping[str, Parameters] = {
    "chat.delete": {"channel": TEXT, "ts": TEXT},
    "chat.postMessage": {"as_user": OPTIONAL_FLAG},
    "chat.unfurl": {"channel": OPTIONAL_TEXT, "ts": OPTIONAL_TEXT, "unfurls": OPTIONAL_JSON},
    "chat.update": {"as_user": OPTIONAL_FLAG, "link_names": OPTIONAL_FLAG},
    "conversations.history": {"channel": TEXT},
    "conversations.info": {"channel": TEXT},
    "conversations.members": {"channel": TEXT},
    "conversations.replies": {"channel": TEXT, "ts": TEXT},
    "users.info": {"user": TEXT},
    "views.open": {"view": ("json", True)},
    "views.publish": {"view": ("json", True)},
    "views.push": {"view": ("json", True)},
    "views.update": {"view": ("json", True)},
}
FLAGS = ("0", "1", "true", "false", "True", "False")
ANYWHERE = frozenset({"team_id"})  # slack-bolt's client adds it to every call, and Slack lets it stand
HOLDS_JSON = frozenset({"attachments", "blocks", "unfurls"})


@cache
def described_methods() -> Mapping[str, tuple[Parameters, bool]]:
    """By method: the parameters (type, required) and whether it takes a JSON body; empty without the file."""
    if not FILE.is_file():
        return {}
    paths = json.loads(FILE.read_text(encoding="utf-8"))["paths"]
    described = {path.removeprefix("/"): _described(next(iter(verbs.values()))) for path, verbs in paths.items()}
    for method in ADDED.keys() | CORRECTED.keys():
        known, takes_json = described.get(method, ({}, True))
        described[method] = ({**known, **ADDED.get(method, {}), **CORRECTED.get(method, {})}, takes_json)
    return described


def why_left_out() -> str | None:
    """The reason, when calls cannot be compared with the description."""
    return None if FILE.is_file() else f"Slack's description is not here ({FILE}): arguments are not compared with it"


def faults_of_call(method: str, arguments: Mapping[str, object], *, as_json: bool) -> Iterator[str]:
    """What is wrong with the arguments of a call; nothing for methods or machines without a description."""
    if method not in described_methods():
        return
    parameters, takes_json = described_methods()[method]
    if as_json and not takes_json:
        yield "the method takes no JSON body"
    for name, value in arguments.items():
        if name not in parameters and name in ANYWHERE:
            continue
        if name not in parameters:
            yield f"unknown argument {name}"
        elif not _fits(parameters[name][0], value):
            yield f"{name} is no {parameters[name][0]}: {value!r:.80}"
    for name, (_, required) in parameters.items():
        if required and arguments.get(name) in (None, ""):
            yield f"missing required argument {name}"


def _described(operation: Mapping[str, object]) -> tuple[Parameters, bool]:
    listed: list[Mapping[str, object]] = operation["parameters"]  # type: ignore[assignment]
    parameters = {
        str(one["name"]): ("json" if one["name"] in HOLDS_JSON else str(one["type"]), bool(one.get("required")))
        for one in listed
        if one["name"] != "token"
    }
    consumes = operation.get("consumes") or []
    return parameters, "application/json" in consumes  # type: ignore[operator]


def _fits(kind: str, value: object) -> bool:
    match kind:
        case "json":
            return isinstance(value, dict | list) or (isinstance(value, str) and _is_json(value))
        case "boolean":
            return isinstance(value, bool) or value in FLAGS
        case "integer":
            return not isinstance(value, bool) and str(value).isdecimal()
        case "number":
            return not isinstance(value, bool) and str(value).replace(".", "", 1).isdecimal()
        case _:
            return isinstance(value, str)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False

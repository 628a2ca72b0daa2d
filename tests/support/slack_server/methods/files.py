"""files.*: the two-step upload of today, and reading a file somebody shared."""

import secrets

from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import BOT
from tests.support.slack_server.shapes import JsonObject


def upload_address(core: Core, given: Arguments) -> JsonObject:
    """files.getUploadURLExternal."""
    number = f"F{secrets.token_hex(5).upper()}"
    name, size = given.needed("filename"), given.number("length", 0)
    core.workspace.files[number] = file_body(core, number, name=name, size=size, user=BOT)
    return {"ok": True, "upload_url": f"{core.base_url}/upload/{number}", "file_id": number}


def complete(core: Core, given: Arguments) -> JsonObject:
    """files.completeUploadExternal: shares what was uploaded."""
    files = []
    for one in given.objects("files") or []:
        if one.get("id") not in core.workspace.contents:
            raise Refusal("file_not_found")
        body = core.workspace.files[str(one["id"])]
        body["title"] = one.get("title") or body["name"]
        files.append(body)
    if channel_id := given.text("channel_id") or given.text("channels"):
        channel = core.workspace.channel(channel_id)
        if BOT not in channel.members:
            raise Refusal("not_in_channel")
        core.workspace.put(
            Message(
                channel=channel.id,
                ts=core.workspace.fresh_ts(),
                user=BOT,
                from_bot=True,
                text=given.text("initial_comment"),
                thread_ts=given.text("thread_ts") or None,
                files=files,
                via="files.completeUploadExternal",
            )
        )
    return {"ok": True, "files": [{"id": one["id"], "title": one["title"]} for one in files]}


def info(core: Core, given: Arguments) -> JsonObject:
    """files.info."""
    body = core.workspace.files.get(given.needed("file", "file_not_found"))
    if body is None:
        raise Refusal("file_not_found")
    return {"ok": True, "file": body, "comments": [], "response_metadata": {"next_cursor": ""}}


def file_body(core: Core, number: str, *, name: str, size: int, user: str) -> JsonObject:
    """The file object that messages and files.info carry."""
    return {
        "id": number,
        "created": int(core.workspace.now()),
        "name": name,
        "title": name,
        "mimetype": "text/plain",
        "filetype": name.rpartition(".")[2] or "text",
        "user": user,
        "size": size,
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{core.base_url}/files/{number}/{name}",
        "url_private_download": f"{core.base_url}/files/{number}/download/{name}",
    }

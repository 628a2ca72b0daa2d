"""chat.*: posting, changing and deleting messages, previews of links."""

from tests.support.slack_server import scopes
from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.content import check_blocks, check_message, watch_markup
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import BOT, Channel
from tests.support.slack_server.shapes import JsonObject

KEPT_OPTIONS = ("unfurl_links", "unfurl_media", "mrkdwn", "parse", "link_names", "reply_broadcast", "icon_emoji")


def post(core: Core, given: Arguments) -> JsonObject:
    """chat.postMessage."""
    channel = _open_channel(core, given.needed("channel", "channel_not_found"))
    if given.text("username") or given.text("icon_emoji") or given.text("icon_url"):
        scopes.need(scopes.CUSTOMIZE, core.scopes)
    check_message(core, "chat.postMessage", given)
    message = core.workspace.put(
        Message(
            channel=channel.id,
            ts=core.workspace.fresh_ts(),
            user=BOT,
            from_bot=True,
            text=given.text("text") or given.text("markdown_text"),
            blocks=given.objects("blocks") or [],
            attachments=given.objects("attachments") or [],
            metadata=given.object("metadata"),
            thread_ts=_thread(core, channel, given, "chat.postMessage"),
            subtype="thread_broadcast" if given.flag("reply_broadcast") else None,
            username=given.text("username") or None,
            options={name: given[name] for name in KEPT_OPTIONS if name in given},
            via="chat.postMessage",
        )
    )
    shown = message.body(with_metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(core: Core, given: Arguments) -> JsonObject:
    """chat.postEphemeral."""
    channel = _open_channel(core, given.needed("channel", "channel_not_found"), anywhere=False)
    reader = given.needed("user")
    core.workspace.user(reader)
    if reader not in channel.members:
        raise Refusal("user_not_in_channel")
    check_message(core, "chat.postEphemeral", given)
    message = core.workspace.put(
        Message(
            channel=channel.id,
            ts=core.workspace.fresh_ts(),
            user=BOT,
            from_bot=True,
            ephemeral_to=reader,
            text=given.text("text") or given.text("markdown_text"),
            blocks=given.objects("blocks") or [],
            attachments=given.objects("attachments") or [],
            thread_ts=given.text("thread_ts") or None,
            via="chat.postEphemeral",
        )
    )
    return {"ok": True, "message_ts": message.ts}


def update(core: Core, given: Arguments) -> JsonObject:
    """chat.update."""
    channel = _open_channel(core, given.needed("channel", "channel_not_found"), anywhere=False)
    message = _own(core, channel, given.needed("ts"), "cant_update_message")
    check_message(core, "chat.update", given)
    text = given.text("text") or given.text("markdown_text") or None
    blocks = given.objects("blocks")
    core.workspace.change(
        message,
        text=text,
        blocks=[] if blocks is None and text is not None else blocks,  # a text alone takes the blocks away
        attachments=given.objects("attachments"),
        metadata=given.object("metadata"),
        edited=True,
    )
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text, "message": message.body()}


def delete(core: Core, given: Arguments) -> JsonObject:
    """chat.delete."""
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    message = _own(core, channel, given.needed("ts"), "cant_delete_message")
    core.workspace.change(message, deleted=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def permalink(core: Core, given: Arguments) -> JsonObject:
    """chat.getPermalink."""
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    message = core.workspace.found(channel.id, given.needed("message_ts"))
    address = f"https://storybot-test.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": address}


def unfurl(core: Core, given: Arguments) -> JsonObject:
    """chat.unfurl; doing it again changes the same previews."""
    watch_markup(core, "chat.unfurl", given)
    unfurls = given.object("unfurls")
    if unfurls is None:
        raise Refusal("missing_unfurls" if "unfurls" not in given else "invalid_unfurls_format")
    for preview in unfurls.values():
        if isinstance(preview, dict) and "blocks" in preview:
            check_blocks(core, "chat.unfurl", preview["blocks"])
    message = _unfurled_message(core, given)
    for address in unfurls:
        if address not in message.text.replace("&amp;", "&"):
            raise Refusal("cannot_unfurl_url")
    core.workspace.change(message, unfurls={**message.unfurls, **unfurls})
    return {"ok": True}


def _unfurled_message(core: Core, given: Arguments) -> Message:
    by_unfurl_id = bool(given.text("unfurl_id")) and given.text("source") in {"composer", "conversations_history"}
    for messages in core.workspace.messages.values():
        for one in messages:
            by_ts = (one.channel, one.ts) == (given.text("channel"), given.text("ts"))
            if by_ts or (by_unfurl_id and one.options.get("unfurl_id") == given.text("unfurl_id")):
                return one
    raise Refusal("cannot_find_message" if given.text("ts") or by_unfurl_id else "missing_ts")


def _open_channel(core: Core, name: str, *, anywhere: bool = True) -> Channel:
    """The channel the bot may write to; a user id stands for the conversation with that person."""
    workspace = core.workspace
    channel = workspace.direct(name) if name in workspace.users else workspace.channel(name)
    if channel.is_archived:
        raise Refusal("is_archived")
    may_anywhere = anywhere and scopes.WRITE_ANYWHERE in core.scopes
    if BOT not in channel.members and not may_anywhere:
        raise Refusal("not_in_channel")
    return channel


def _own(core: Core, channel: Channel, ts: str, error: str) -> Message:
    message = core.workspace.found(channel.id, ts)
    if not message.from_bot:
        raise Refusal(error)
    return message


def _thread(core: Core, channel: Channel, given: Arguments, method: str) -> str | None:
    if not (ts := given.text("thread_ts")):
        return None
    try:
        parent = core.workspace.found(channel.id, ts)
    except Refusal as missing:
        core.note(method, [f"thread_ts {ts} names no message of {channel.id}"])
        raise Refusal("thread_not_found") from missing
    if parent.thread_ts not in (None, parent.ts):
        core.note(method, [f"thread_ts {ts} is a reply; use its parent's"])
    return ts

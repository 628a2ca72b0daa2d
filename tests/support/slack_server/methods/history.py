"""conversations.history and conversations.replies."""

from collections.abc import Sequence

from tests.support.slack_server import scopes
from tests.support.slack_server.arguments import Arguments
from tests.support.slack_server.core import Core
from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.messages import Message
from tests.support.slack_server.methods.paging import page
from tests.support.slack_server.people import BOT, Channel
from tests.support.slack_server.shapes import JsonObject


def history(core: Core, given: Arguments) -> JsonObject:
    """What stands in a channel, newest first, replies in threads left out."""
    channel = _readable(core, given)
    everything = core.workspace.posted(channel.id)
    roots = [one for one in everything if one.thread_ts in (None, one.ts) or one.subtype == "thread_broadcast"]
    found = [one for one in reversed(roots) if _within(one, given)]
    shown, metadata = page(given, found)
    return {
        "ok": True,
        "messages": [_body(one, everything, given) for one in shown],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
        "response_metadata": metadata,
        **({"is_limited": True} if core.workspace.history_window else {}),
    }


def replies(core: Core, given: Arguments) -> JsonObject:
    """A message and its thread, oldest first."""
    channel = _readable(core, given)
    everything = core.workspace.posted(channel.id)
    asked = next((one for one in everything if one.ts == given.needed("ts")), None)
    if asked is None:
        raise Refusal("thread_not_found")
    root = asked.thread_ts or asked.ts
    found = [one for one in everything if root in (one.ts, one.thread_ts)]
    inside = [one for one in found if one.ts == root or _within(one, given)]
    shown, metadata = page(given, inside, limit=1000)
    return {
        "ok": True,
        "messages": [_body(one, everything, given) for one in shown],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def _readable(core: Core, given: Arguments) -> Channel:
    channel = core.workspace.channel(given.needed("channel", "channel_not_found"))
    scopes.need_for(channel, scopes.HISTORY, core.scopes)
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _within(message: Message, given: Arguments) -> bool:
    """Whether it lies between `oldest` and `latest`; the ends count only with `inclusive`."""
    ts = _order(message.ts)
    oldest, latest = given.text("oldest"), given.text("latest")
    if oldest and (ts < _order(oldest) or (ts == _order(oldest) and not given.flag("inclusive"))):
        return False
    return not (latest and (ts > _order(latest) or (ts == _order(latest) and not given.flag("inclusive"))))


def _order(ts: str) -> tuple[int, int]:
    seconds, _, fraction = ts.partition(".")
    return int(seconds or 0), int(fraction.ljust(6, "0")[:6] or 0)


def _body(message: Message, everything: Sequence[Message], given: Arguments) -> JsonObject:
    body = message.body(with_metadata=given.flag("include_all_metadata"))
    answers = [one for one in everything if one.thread_ts == message.ts and one.ts != message.ts]
    if not answers:
        return body
    return body | {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": sorted({str(one.user) for one in answers}),
        "latest_reply": answers[-1].ts,
    }

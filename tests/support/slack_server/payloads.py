"""What Slack sends, in the shapes it sends them: pure functions from who, where and what to a payload."""

from collections.abc import Mapping

from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import APP, BOT, TEAM, Channel, User
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.views import View

VERIFICATION = "Jhj5dZrVaK7ZwHHjRyZWjbDl"
DOMAIN = "storybot-test"


def command(
    *, name: str, text: str, user: User, channel: Channel, team: str, trigger: str, response_url: str
) -> JsonObject:
    """A slash command; its values are all strings, over a socket too."""
    return {
        "token": VERIFICATION,
        "team_id": team,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def interaction(kind: str, *, user: User, team: str, trigger: str) -> JsonObject:
    """What every interaction carries."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": APP,
        "token": VERIFICATION,
        "trigger_id": trigger,
        "team": {"id": team, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(message: Message, channel: Channel, response_url: str) -> JsonObject:
    """The part that says in which message something was pressed. Ephemeral messages are named but not shown."""
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: JsonObject = {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": {}},
        "response_url": response_url,
    }
    return place if message.is_ephemeral else place | {"message": message.body()}


def in_view(view: View) -> JsonObject:
    """The part that says in which view something was pressed."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.body()}


def global_shortcut(callback_id: str, *, user: User, team: str, trigger: str, action_ts: str) -> JsonObject:
    """A shortcut from the search bar or the lightning menu: no channel, no response_url."""
    base = interaction("shortcut", user=user, team=team, trigger=trigger)
    del base["api_app_id"]
    return base | {"callback_id": callback_id, "action_ts": action_ts}


def message_shortcut(
    callback_id: str, message: Message, *, channel: Channel, base: JsonObject, response_url: str, action_ts: str
) -> JsonObject:
    """A shortcut from a message's menu."""
    return base | {
        "callback_id": callback_id,
        "action_ts": action_ts,
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message.body(),
        "response_url": response_url,
    }


def event(inner: Mapping[str, object], *, team: str, number: str, at: float, is_ext_shared: bool = False) -> JsonObject:
    """An event in its Events API wrapping."""
    return {
        "token": VERIFICATION,
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": dict(inner),
        "type": "event_callback",
        "event_id": number,
        "event_time": int(at),
        "authorizations": [
            {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": f"4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJ{number}",
    }


def message_event(message: Message, channel: Channel, *, author: User) -> JsonObject:
    """Somebody wrote something."""
    inner: JsonObject = {
        "type": "message",
        "channel": channel.id,
        "channel_type": channel.kind,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "client_msg_id": f"d51e5d26-9b31-4e3c-8ac9-{message.ts.replace('.', '')[-12:]}",
        "team": author.team,
        "blocks": _typed(message.text),
    }
    if channel.is_ext_shared:
        inner |= {"user_team": author.team, "source_team": author.team}
    if message.thread_ts:
        inner["thread_ts"] = message.thread_ts
    if message.files:
        inner |= {"files": message.files, "subtype": "file_share", "upload": False}
    return inner


def echo(message: Message, channel: Channel, change: str, *, at: str) -> JsonObject:
    """The app's own message, or any message that was changed or deleted."""
    place: JsonObject = {"type": "message", "channel": channel.id, "channel_type": channel.kind, "event_ts": at}
    if change == "new":
        return message.body() | place
    before = message.body()
    if change == "deleted":
        hidden = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
    else:
        hidden = {"subtype": "message_changed", "message": before, "previous_message": before}
    return place | {"hidden": True, "ts": at} | hidden


def mention_event(message: Message, channel: Channel, *, author: User) -> JsonObject:
    """Somebody called the bot: as the message itself, without channel_type."""
    inner = message_event(message, channel, author=author) | {"type": "app_mention"}
    return {key: value for key, value in inner.items() if key != "channel_type"}


def home_opened(user: User, *, tab: str, channel: Channel, view: View | None, at: str) -> JsonObject:
    """Somebody opened the app's Home or its messages."""
    inner: JsonObject = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": at,
    }
    return inner | ({"view": view.body()} if view is not None and tab == "home" else {})


def link_shared(
    user: User,
    *,
    channel: str,
    ts: str,
    links: list[str],
    thread_ts: str | None,
    unfurl_id: str,
    source: str,
    bot_is_in: bool,
) -> JsonObject:
    """Somebody pasted links of a domain the app is registered for."""
    inner: JsonObject = {
        "type": "link_shared",
        "user": user.id,
        "channel": channel,
        "message_ts": ts,
        "unfurl_id": unfurl_id,
        "source": source,
        "is_bot_user_member": bot_is_in,
        "links": [{"url": url, "domain": url.split("/")[2].split(":")[0]} for url in links],
        "event_ts": ts if source != "composer" else "0.000000",
    }
    return inner | ({"thread_ts": thread_ts} if thread_ts else {})


def member_joined(user: User, channel: Channel, *, at: str) -> JsonObject:
    """Somebody (perhaps the bot) came into a channel."""
    kind = "G" if channel.kind == "group" else "C"
    return {
        "type": "member_joined_channel",
        "user": user.id,
        "channel": channel.id,
        "channel_type": kind,
        "team": TEAM,
        "event_ts": at,
    }


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)


def _typed(text: str) -> list[JsonObject]:
    part = {"type": "text", "text": text}
    return [
        {
            "type": "rich_text",
            "block_id": "typed",
            "elements": [{"type": "rich_text_section", "elements": [part] if text else []}],
        }
    ]

"""Which scope each method and each event needs (docs.slack.dev, granular bot scopes)."""

from collections.abc import Collection, Mapping

from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.people import Channel

READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history", "mpim": "mpim:history"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}

NONE = ""
BY_METHOD: Mapping[str, str] = {
    "api.test": NONE,
    "auth.test": NONE,
    "apps.connections.open": "connections:write",
    "apps.manifest.export": NONE,
    "apps.manifest.validate": NONE,
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.getPermalink": NONE,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.unfurl": "links:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "reactions.add": "reactions:write",
    "reactions.get": "reactions:read",
    "reactions.remove": "reactions:write",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": NONE,
    "views.publish": NONE,
    "views.push": NONE,
    "views.update": NONE,
}
# These ask for the scope of the conversation's kind, which only the method knows.
BY_CHANNEL = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "conversations.members",
        "conversations.replies",
        "users.conversations",
    }
)
BY_EVENT: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "message.channel": "channels:history",
    "message.group": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "member_joined_channel": "channels:read",
    "reaction_added": "reactions:read",
}
COMMANDS = "commands"
CUSTOMIZE = "chat:write.customize"
EMAIL = "users:read.email"
WRITE_ANYWHERE = "chat:write.public"
APP_SCOPES = frozenset({"connections:write"})
ALL: frozenset[str] = (
    frozenset(
        {one for one in (*BY_METHOD.values(), *BY_EVENT.values(), *READ.values(), *HISTORY.values()) if one}
        | {COMMANDS, CUSTOMIZE, EMAIL, WRITE_ANYWHERE}
    )
    - APP_SCOPES
)


def need(scope: str, granted: Collection[str]) -> None:
    """Refuses with `missing_scope`, naming what is needed and what there is."""
    if scope and scope not in granted:
        raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(granted)))


def need_for(channel: Channel, table: Mapping[str, str], granted: Collection[str]) -> None:
    """The scope that `table` names for the kind of this conversation."""
    need(table[channel.kind], granted)

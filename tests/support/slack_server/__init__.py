"""A Slack that runs here: the Web API, Socket Mode and signed HTTP, for tests of a bot that real slack-bolt drives.

    async with SlackServer() as slack:                      # Socket Mode; slack.request_url = "http://…" for HTTP
        ...                                                 # start the app with slack.api_url, .bot_token, .app_token
        await slack.connected()
        asked = await slack.command("모니터링", user=MEMBER)  # back once it is acknowledged
        found = await slack.reply_to(asked)                 # a Message: .shows, .buttons, .blocks, .ephemeral_to
        pressed = await slack.press(found, "채널에 공유")      # by label, action_id or value
        shared = await slack.next_call("chat.postMessage")  # a Call: ["channel"], .error, .answer
        form = await slack.view_of(await slack.shortcut("add", user=ADMIN))
        await slack.submit(form, {"제목": "새 이야기"})
        slack.fault("chat.postMessage", rate_limited(1))    # the next one goes wrong
        slack.assert_clean()                                # nothing sent that Slack refuses, nobody called

Verbs are in driving.py and happening.py, waiting and asking in server.py, what goes wrong in faults.py.
"""

from tests.support.slack_server.deliveries import Delivery
from tests.support.slack_server.faults import (
    Fault,
    dropped_after,
    dropped_before,
    rate_limited,
    refused,
    server_error,
    slow,
)
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import (
    ADMIN,
    ARCHIVED,
    BOT,
    DM,
    GENERAL,
    GROUP,
    MEMBER,
    OTHER_MEMBER,
    OTHER_TEAM,
    OUTSIDE,
    OWNER,
    PRIVATE,
    SHARED_CHANNEL,
    STRANGER,
    TEAM,
    User,
)
from tests.support.slack_server.pressing import CannotDo
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.views import View

__all__ = [
    "ADMIN",
    "ARCHIVED",
    "BOT",
    "DM",
    "GENERAL",
    "GROUP",
    "MEMBER",
    "OTHER_MEMBER",
    "OTHER_TEAM",
    "OUTSIDE",
    "OWNER",
    "PRIVATE",
    "SHARED_CHANNEL",
    "STRANGER",
    "TEAM",
    "CannotDo",
    "Delivery",
    "Fault",
    "Message",
    "SlackServer",
    "User",
    "View",
    "dropped_after",
    "dropped_before",
    "rate_limited",
    "refused",
    "server_error",
    "slow",
]

"""A local Discord server for tests that run the real discord.py.

    async with DiscordServer() as server:
        with server.pointed_at():                    # Route.BASE and the first gateway URL, put back afterwards
            ...                                      # start the bot with server.token
            await server.connected()
            asked = await server.slash("story", {"검색어": "모니터링"}, user=server.admin, channel=server.thread)
            response = await server.response_to(asked)            # the first response: kind, body, after, choices
            page = await server.message_of(asked)                 # the message seen in the end, never a loading one
            turned = await server.press(page, "다음")
            server.fail(faults.rate_limited(0.1), "POST /channels/{channel_id}/messages", times=2)
            server.gateway.drop()                                 # missed events are replayed by RESUME
            server.assert_clean()                                 # no broken rule, nobody notified

People act in `acting` and `writing`, the world changes in `worldly`, tests look on in `watching`; `rest` and
`gateway` speak to the bot; `schema`, `limits` and `command_limits` judge what it sends.
"""

from tests.support.discord_server import faults
from tests.support.discord_server.forms import NotSubmittable
from tests.support.discord_server.interaction import CallbackKind, Interaction, Response
from tests.support.discord_server.offers import NotOffered
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.refusals import Refusal
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.sessions import Intent
from tests.support.discord_server.world import Channel, ChannelKind, Guild, Message, User

__all__ = [
    "CallbackKind",
    "Channel",
    "ChannelKind",
    "DiscordServer",
    "Guild",
    "Intent",
    "Interaction",
    "Message",
    "NotOffered",
    "NotSubmittable",
    "Permission",
    "Refusal",
    "Response",
    "User",
    "faults",
]

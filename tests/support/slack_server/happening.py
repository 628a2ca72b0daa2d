"""What happens in channels, for tests to make happen: messages, mentions, links, the Home tab, people coming in."""

import asyncio
import re
import secrets
from collections.abc import Mapping

from tests.support.slack_server import payloads, scopes
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Delivery, Signature
from tests.support.slack_server.messages import Message
from tests.support.slack_server.methods.files import file_body
from tests.support.slack_server.people import BOT, GENERAL, MEMBER, TEAM, Channel
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.transport import Transport

ADDRESS = re.compile(r"<(https?://[^>|]+)(?:\|[^>]*)?>|(https?://[^\s<>|]+)")


class Happening:
    """Events. `subscriptions` are those the app asked for (None: all); one whose scope is missing is not sent."""

    core: Core
    transport: Transport
    subscriptions: set[str] | None = None
    unfurl_domains: set[str]

    def put(
        self,
        text: str,
        *,
        user: str = MEMBER,
        channel: str = GENERAL,
        thread_ts: str | None = None,
        ts: str | None = None,
    ) -> Message:
        """A message that stands there already: nobody is told."""
        workspace = self.core.workspace
        return workspace.put(
            Message(channel=channel, ts=ts or workspace.fresh_ts(), user=user, text=text, thread_ts=thread_ts)
        )

    async def say(
        self,
        text: str,
        *,
        user: str = MEMBER,
        channel: str = GENERAL,
        thread_ts: str | None = None,
        files: Mapping[str, bytes] | None = None,
        team: str = TEAM,
    ) -> Delivery:
        """Somebody writes: `message`, with `app_mention` when the bot is called and `link_shared` for our domains.

        What comes back is the mention's delivery where there is one, else the message's; it may have no attempts when
        the app is not told.
        """
        message = self.put(text, user=user, channel=channel, thread_ts=thread_ts)
        message.files = [self._uploaded(name, content, user) for name, content in (files or {}).items()]
        place, author = self.core.workspace.channels[channel], self.core.workspace.users[user]
        told: list[tuple[str, JsonObject]] = []
        if BOT in place.members:
            told.append((f"message.{place.kind}", payloads.message_event(message, place, author=author)))
            if f"<@{BOT}>" in text and not place.is_direct:
                told.append(("app_mention", payloads.mention_event(message, place, author=author)))
        if links := self._ours(text):
            told.append(("link_shared", self._link_event(message, links)))
        sent = [
            self._event(inner, message=message, channel=place, team=team) for name, inner in told if self._is_told(name)
        ]
        await asyncio.gather(*(self.transport.deliver(one) for one in sent))
        mentions = [one for one in sent if _kind(one) == "app_mention"]
        nobody_told = Delivery(kind="events_api", user=user, channel=channel, message=message)
        return (mentions or [one for one in sent if _kind(one) == "message"] or sent or [nobody_told])[0]

    async def edit(self, message: Message, text: str, *, team: str = TEAM) -> Delivery:
        """Somebody changes what they wrote: `message_changed`."""
        self.core.workspace.change(message, quietly=True, text=text, edited=True)
        return await self._tell_of(message, "changed", team)

    async def delete(self, message: Message, *, team: str = TEAM) -> Delivery:
        """Somebody deletes what they wrote: `message_deleted`."""
        self.core.workspace.change(message, quietly=True, deleted=True)
        return await self._tell_of(message, "deleted", team)

    async def event(
        self,
        inner: Mapping[str, object],
        *,
        team: str = TEAM,
        signature: Signature = "right",
        event_id: str | None = None,
    ) -> Delivery:
        """Any event, as given; a message or mention without `ts` is put into its channel first."""
        ts = self.core.workspace.fresh_ts()
        given: JsonObject = {"event_ts": ts, **inner}
        message = None
        if given.get("type") in {"message", "app_mention"} and "ts" not in given:
            given = {"user": MEMBER, "channel": GENERAL, "text": "", "ts": ts, **given}
            thread = given.get("thread_ts")
            message = self.put(
                str(given["text"]),
                user=str(given["user"]),
                channel=str(given["channel"]),
                ts=ts,
                thread_ts=str(thread) if thread else None,
            )
        place = self.core.workspace.channels.get(str(given.get("channel")))
        delivery = self._event(given, message=message, channel=place, team=team, event_id=event_id)
        delivery.signature = signature
        return await self.transport.deliver(delivery)

    async def open_home(self, user: str = MEMBER, *, tab: str = "home", team: str = TEAM) -> Delivery:
        """Somebody opens the app's Home (`tab="messages"`: its conversation)."""
        workspace = self.core.workspace
        channel = workspace.direct(user)
        inner = payloads.home_opened(
            workspace.users[user],
            tab=tab,
            channel=channel,
            view=workspace.views.homes.get(user),
            at=workspace.fresh_ts(),
        )
        return await self.transport.deliver(self._event(inner, channel=channel, team=team))

    async def share_link(
        self, *links: str, user: str = MEMBER, channel: str = GENERAL, composing: bool = False
    ) -> Delivery:
        """Somebody pastes links of our domain: `link_shared`, from the composer when not sent yet."""
        message = self.put(" ".join(links), user=user, channel=channel)
        inner = self._link_event(message, list(links), composing=composing)
        return await self.transport.deliver(
            self._event(inner, message=message, channel=self.core.workspace.channels[channel], team=TEAM)
        )

    async def join(self, user: str = BOT, channel: str = GENERAL, *, team: str = TEAM) -> Delivery:
        """Somebody comes into a channel; by default the bot is invited."""
        workspace = self.core.workspace
        place = workspace.channels[channel]
        place.members.add(user)
        inner = payloads.member_joined(workspace.users[user], place, at=workspace.fresh_ts())
        return await self.transport.deliver(self._event(inner, channel=place, team=team))

    async def _tell_of(self, message: Message, change: str, team: str) -> Delivery:
        place = self.core.workspace.channels[message.channel]
        inner = payloads.echo(message, place, change, at=self.core.workspace.fresh_ts())
        return await self.transport.deliver(self._event(inner, message=message, channel=place, team=team))

    def _event(
        self,
        inner: JsonObject,
        *,
        message: Message | None = None,
        channel: Channel | None = None,
        team: str,
        event_id: str | None = None,
    ) -> Delivery:
        number = event_id or f"Ev{secrets.token_hex(5).upper()}"
        shared = channel is not None and channel.is_ext_shared
        thread = inner.get("thread_ts")
        return Delivery(
            kind="events_api",
            user=str(inner["user"]) if inner.get("user") else None,
            channel=channel.id if channel else None,
            thread_ts=str(thread) if thread else None,
            message=message,
            payload=payloads.event(inner, team=team, number=number, at=self.core.workspace.now(), is_ext_shared=shared),
        )

    def _is_told(self, name: str) -> bool:
        kind = name.partition(".")[0] if name.startswith("message") else name
        asked = self.subscriptions is None or name in self.subscriptions or _manifest_name(name) in self.subscriptions
        return asked and scopes.BY_EVENT.get(name, scopes.BY_EVENT.get(kind, "")) in {"", *self.core.scopes}

    def _ours(self, text: str) -> list[str]:
        found = [first or second for first, second in ADDRESS.findall(text)]
        return [one for one in found if one.split("/")[2].split(":")[0] in self.unfurl_domains]

    def _link_event(self, message: Message, links: list[str], *, composing: bool = False) -> JsonObject:
        unfurl_id = f"C{secrets.token_hex(6)}-{secrets.token_hex(8)}"
        message.options["unfurl_id"] = unfurl_id
        return payloads.link_shared(
            self.core.workspace.users[str(message.user)],
            channel="COMPOSER" if composing else message.channel,
            ts=unfurl_id if composing else message.ts,
            links=links,
            thread_ts=message.thread_ts,
            unfurl_id=unfurl_id,
            source="composer" if composing else "conversations_history",
            bot_is_in=BOT in self.core.workspace.channels[message.channel].members,
        )

    def _uploaded(self, name: str, content: bytes, user: str) -> JsonObject:
        number = f"F{secrets.token_hex(5).upper()}"
        body = file_body(self.core, number, name=name, size=len(content), user=user)
        self.core.workspace.files[number], self.core.workspace.contents[number] = body, content
        return body


def _kind(delivery: Delivery) -> object:
    inner = delivery.payload.get("event")
    return inner.get("type") if isinstance(inner, dict) else None


def _manifest_name(name: str) -> str:
    """As subscriptions are written in a manifest: message.channels, message.groups."""
    return {"message.channel": "message.channels", "message.group": "message.groups"}.get(name, name)

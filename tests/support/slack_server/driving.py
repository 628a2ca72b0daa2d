"""What people do in Slack, for tests to do in their place: one set of verbs for both transports."""

from collections.abc import Mapping

from tests.support.slack_server import payloads, scopes
from tests.support.slack_server.core import Core
from tests.support.slack_server.deliveries import Delivery, Kind, Signature
from tests.support.slack_server.forms import check_filled_in, filled_in
from tests.support.slack_server.messages import Message
from tests.support.slack_server.people import GENERAL, MEMBER
from tests.support.slack_server.pressing import CannotDo, action_of, found
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.transport import Transport
from tests.support.slack_server.views import View


class Driving:
    """Commands, presses, forms and shortcuts. Each returns its delivery once it is acknowledged or given up on.

    `team` makes the request come from another workspace the app is installed in; by default it is the person's own.
    """

    core: Core
    transport: Transport

    async def command(
        self,
        text: str = "",
        *,
        user: str = MEMBER,
        channel: str = GENERAL,
        name: str = "/story",
        team: str | None = None,
        signature: Signature = "right",
    ) -> Delivery:
        """Somebody types a slash command."""
        delivery = self._begun("slash_commands", user=user, channel=channel, signature=signature)
        person = self.core.workspace.users[user]
        delivery.payload = payloads.command(
            name=name,
            text=text,
            user=person,
            channel=self.core.workspace.channels[channel],
            team=team or person.team,
            trigger=self._trigger(delivery),
            response_url=self._response_url(delivery),
        )
        return await self.transport.deliver(delivery)

    async def press(
        self,
        where: Message | View,
        what: str,
        *,
        user: str | None = None,
        choose: object = None,
        values: Mapping[str, object] | None = None,
        team: str | None = None,
        signature: Signature = "right",
    ) -> Delivery:
        """Somebody presses a button (by its label, action_id or value), or picks `choose` from a menu.

        In a view, `values` are typed into its inputs before.
        """
        presser = user or (where.user if isinstance(where, View) else where.ephemeral_to) or MEMBER
        self._check_can_see(where, presser)
        block, element = found(where.blocks, what)
        delivery = self._begun("interactive", user=presser, channel=where.channel, signature=signature)
        action = action_of(block, element, choose=choose, at=self.core.workspace.fresh_ts())
        if isinstance(where, View):
            where.typed = filled_in(where.blocks, dict(values or {}), where.typed)
            self._type(where, block, element, action)
        delivery.payload = {
            **self._interaction("block_actions", delivery, team),
            **self._place(where, delivery),
            "actions": [action],
        }
        return await self.transport.deliver(delivery)

    async def submit(
        self,
        view: View,
        values: Mapping[str, object] | None = None,
        *,
        user: str | None = None,
        team: str | None = None,
        signature: Signature = "right",
    ) -> Delivery:
        """Somebody fills in a modal (by action_id, block_id or label) and sends it off.

        CannotDo where Slack's client would not let it through.
        """
        self._check_can_see(view, user or view.user)
        if view.given.get("submit") is None:
            raise CannotDo("this modal has nothing to submit with")
        view.typed = filled_in(view.blocks, values or {}, view.typed)
        check_filled_in(view.blocks, view.typed)
        delivery = self._begun("interactive", user=user or view.user, channel=view.channel, signature=signature)
        delivery.payload = {
            **self._interaction("view_submission", delivery, team),
            "view": view.body(),
            "response_urls": [],
        }
        return await self.transport.deliver(delivery)

    async def close_view(self, view: View, *, all_of_them: bool = False) -> Delivery | None:
        """Somebody closes a modal; the app hears of it only where the view asks for that."""
        self.core.workspace.views.close(view, all_of_them=all_of_them)
        if not view.given.get("notify_on_close"):
            return None
        delivery = self._begun("interactive", user=view.user, channel=view.channel, signature="right")
        delivery.payload = {
            **self._interaction("view_closed", delivery, None),
            "view": view.body(),
            "is_cleared": all_of_them,
        }
        return await self.transport.deliver(delivery)

    async def ask_options(
        self, where: Message | View, what: str, typed: str, *, user: str | None = None
    ) -> list[JsonObject]:
        """Somebody types into a select whose choices the app looks up: the choices offered."""
        block, element = found(where.blocks, what)
        asker = user or (where.user if isinstance(where, View) else None) or MEMBER
        delivery = self._begun("interactive", user=asker, channel=where.channel, signature="right")
        payload = {**self._interaction("block_suggestion", delivery, None), **self._place(where, delivery)}
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        delivery.payload = {key: value for key, value in payload.items() if key not in ("trigger_id", "response_url")}
        return (await self.transport.deliver(delivery)).options

    async def shortcut(
        self, callback_id: str, *, user: str = MEMBER, team: str | None = None, signature: Signature = "right"
    ) -> Delivery:
        """Somebody uses a global shortcut."""
        delivery = self._begun("interactive", user=user, channel=None, signature=signature)
        person = self.core.workspace.users[user]
        delivery.payload = payloads.global_shortcut(
            callback_id,
            user=person,
            team=team or person.team,
            trigger=self._trigger(delivery),
            action_ts=self.core.workspace.fresh_ts(),
        )
        return await self.transport.deliver(delivery)

    async def message_shortcut(
        self,
        callback_id: str,
        message: Message,
        *,
        user: str = MEMBER,
        team: str | None = None,
        signature: Signature = "right",
    ) -> Delivery:
        """Somebody uses a shortcut from a message's menu."""
        delivery = self._begun("interactive", user=user, channel=message.channel, signature=signature)
        delivery.payload = payloads.message_shortcut(
            callback_id,
            message,
            channel=self.core.workspace.channels[message.channel],
            base=self._interaction("message_action", delivery, team),
            response_url=self._response_url(delivery),
            action_ts=self.core.workspace.fresh_ts(),
        )
        return await self.transport.deliver(delivery)

    def _begun(self, kind: Kind, *, user: str, channel: str | None, signature: Signature) -> Delivery:
        if kind == "slash_commands" and scopes.COMMANDS not in self.core.scopes:
            raise CannotDo("the app is not granted the scope commands: it has no slash commands")
        return Delivery(kind=kind, user=user, channel=channel, signature=signature)

    def _interaction(self, kind: str, delivery: Delivery, team: str | None) -> JsonObject:
        person = self.core.workspace.users[str(delivery.user)]
        return payloads.interaction(kind, user=person, team=team or person.team, trigger=self._trigger(delivery))

    def _place(self, where: Message | View, delivery: Delivery) -> JsonObject:
        if isinstance(where, View):
            return payloads.in_view(where)
        channel = self.core.workspace.channels[where.channel]
        return payloads.in_message(where, channel, self._response_url(delivery, original=where))

    def _trigger(self, delivery: Delivery) -> str:
        return self.core.tickets.trigger(str(delivery.user), delivery=delivery, channel=delivery.channel).id

    def _response_url(self, delivery: Delivery, original: Message | None = None) -> str:
        url = self.core.tickets.url(
            str(delivery.user),
            str(delivery.channel),
            delivery=delivery,
            original=original,
            thread_ts=original.thread_ts if original else None,
        )
        return f"{self.core.base_url}/response/{url.path}"

    def _check_can_see(self, where: Message | View, user: str) -> None:
        if isinstance(where, Message):
            if where.deleted:
                raise CannotDo("the message is deleted")
            if where.ephemeral_to not in (None, user):
                raise CannotDo(f"only {where.ephemeral_to} sees this message")
            return
        views = self.core.workspace.views
        if where.user != user or where not in (views.homes.get(user), views.top(user)):
            raise CannotDo(f"{user} does not have this view in front")

    def _type(self, view: View, block: JsonObject, element: JsonObject, action: JsonObject) -> None:
        """What was chosen or typed by a press stands in the view's state from now on."""
        if element["type"] in {"button", "overflow"}:
            return
        kept = {key: value for key, value in action.items() if key not in {"action_id", "block_id", "action_ts"}}
        view.typed.setdefault(str(block.get("block_id")), {})[str(element.get("action_id"))] = kept

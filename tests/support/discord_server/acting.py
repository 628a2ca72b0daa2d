"""What people do with an app: run commands, type, press, choose, submit forms. Mixed into DiscordServer."""

from secrets import token_hex
from typing import Any

from tests.support.discord_server import offers
from tests.support.discord_server.command_limits import CHAT_INPUT
from tests.support.discord_server.envelopes import command_body, envelope
from tests.support.discord_server.forms import submission
from tests.support.discord_server.interaction import CallbackKind, Interaction, InteractionKind
from tests.support.discord_server.offers import NotOffered
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.world import Channel, Json, Message, User

USER_MENU, MESSAGE_MENU = 2, 3
BUTTON, LINK = 2, 5
SELECTS = {3: "string", 5: "user", 6: "role", 7: "mentionable", 8: "channel"}


class Acting:
    """Every act returns the interaction at once; `user` and `channel` default to the member in general."""

    platform: Platform
    member: User
    general: Channel

    async def slash(
        self,
        words: str,
        options: dict[str, Any] | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        locale: str = "ko",
    ) -> Interaction:
        """Run `"story"` or `"관리 추가"`; options by name in any language. NotOffered where Discord shows none."""
        who, where = user or self.member, channel or self.general
        command, path = offers.find(self.platform, words, who, where)
        place = path[-1] if path else command
        values = list(offers.typed(place.get("options") or [], options or {}))
        things = offers.resolved(self.platform, list((options or {}).values()), where)
        body = command_body(command, path, values, things)
        return self._interact(InteractionKind.COMMAND, body, who, where, name=words, locale=locale)

    async def autocomplete(
        self,
        words: str,
        options: dict[str, Any],
        *,
        focused: str | None = None,
        user: User | None = None,
        channel: Channel | None = None,
        locale: str = "ko",
    ) -> Interaction:
        """One key press in an option; `focused` defaults to the last one given."""
        who, where = user or self.member, channel or self.general
        command, path = offers.find(self.platform, words, who, where)
        place = path[-1] if path else command
        at_work = focused or list(options)[-1]
        option = next((one for one in place.get("options") or [] if offers.is_called(one, at_work)), None)
        if option is None or not option.get("autocomplete"):
            raise NotOffered(f"{at_work!r} of {words!r} has no autocomplete")
        values = list(offers.typed(place["options"], options, focused=at_work))
        body = command_body(command, path, values, {})
        interaction = self._interact(InteractionKind.AUTOCOMPLETE, body, who, where, name=words, locale=locale)
        interaction.option_kind = option["type"]
        return interaction

    async def context_menu(
        self,
        name: str,
        target: Message | User,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        locale: str = "ko",
    ) -> Interaction:
        """Choose an app's entry of the menu of a message or a user."""
        who = user or self.member
        where = channel or (target.channel if isinstance(target, Message) else self.general)
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command, _ = offers.find(self.platform, name, who, where, kind)
        body = command_body(command, [], [], offers.resolved(self.platform, [target], where))
        body |= {"target_id": str(target.id)}
        return self._interact(InteractionKind.COMMAND, body, who, where, name=name, locale=locale)

    async def press(
        self, message: Message, control: str, *, user: User | None = None, locale: str = "ko"
    ) -> Interaction:
        """Press the button with that label, emoji or custom_id."""
        who = user or message.seen_by or self.member
        button = self._control(message, control, {BUTTON}, who)
        if button["style"] == LINK:
            raise NotOffered(f"{control!r} is a link")
        body = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
        return self._interact(InteractionKind.COMPONENT, body, who, message.channel, source=message, locale=locale)

    async def press_again(self, pressed: Interaction) -> Interaction:
        """A second click on the same button: another interaction with the same custom_id."""
        return self._interact(
            InteractionKind.COMPONENT, pressed.payload["data"], pressed.user, pressed.channel, source=pressed.source
        )

    async def press_gone(
        self, custom_id: str, message: Message, *, user: User | None = None, locale: str = "ko"
    ) -> Interaction:
        """Press a button the message no longer has, as a client does that has not drawn the edit yet."""
        body = {"component_type": BUTTON, "custom_id": custom_id, "id": 1}
        who = user or message.seen_by or self.member
        return self._interact(InteractionKind.COMPONENT, body, who, message.channel, source=message, locale=locale)

    async def select(
        self, message: Message, *values: Any, control: str | None = None, user: User | None = None, locale: str = "ko"
    ) -> Interaction:
        """Choose values (by value, label, or as users, roles, channels) in the select, the first unless named."""
        who = user or message.seen_by or self.member
        menu = self._control(message, control, set(SELECTS), who)
        known = {one["label"]: one["value"] for one in menu.get("options") or []}
        known |= {one["value"]: one["value"] for one in menu.get("options") or []}
        if SELECTS[menu["type"]] == "string" and not set(values) <= set(known):
            raise NotOffered(f"{values} is not among {sorted(known)}")
        low, high = menu.get("min_values", 1), menu.get("max_values", 1)
        if not low <= len(values) <= high:
            raise NotOffered(f"{low} to {high} values, not {len(values)}")
        chosen = [known[one] if isinstance(one, str) else str(one.id) for one in values]
        things = [one for one in values if not isinstance(one, str)]
        body = {"component_type": menu["type"], "custom_id": menu["custom_id"], "id": menu["id"], "values": chosen}
        body |= {"resolved": offers.resolved(self.platform, things, message.channel)} if things else {}
        return self._interact(InteractionKind.COMPONENT, body, who, message.channel, source=message, locale=locale)

    async def submit_modal(self, opened: Interaction, fields: dict[str, Any], *, locale: str = "ko") -> Interaction:
        """Send the modal an interaction was answered with; fields by custom_id or label, the rest as prefilled."""
        if opened.response is None or opened.response.kind is not CallbackKind.MODAL:
            raise NotOffered(f"interaction {opened.id} opened no modal: {opened.response}")
        modal = opened.response.modal
        body = {"custom_id": modal["custom_id"], "components": submission(modal, fields)}
        return self._interact(
            InteractionKind.MODAL, body, opened.user, opened.channel, source=opened.source, locale=locale
        )

    def offered(self, *, user: User | None = None, channel: Channel | None = None) -> list[str]:
        """The names of the slash commands somebody is shown."""
        who, where = user or self.member, channel or self.general
        return [one["name"] for one in offers.commands_for(self.platform, who, where, CHAT_INPUT)]

    def _control(self, message: Message, name: str | None, kinds: set[int], who: User) -> Json:
        if message.deleted or (message.seen_by not in {None, who}):
            raise NotOffered(f"{who.username} does not see message {message.id}")
        there = [one for one in message.controls if one["type"] in kinds]
        for one in there:
            emoji = (one.get("emoji") or {}).get("name")
            if name in {None, one.get("custom_id"), one.get("label"), one.get("placeholder"), emoji}:
                if one.get("disabled"):
                    raise NotOffered(f"{name!r} is disabled")
                return one
        raise NotOffered(f"no {name!r} on the message, there are {[one.get('label') for one in there]}")

    def _interact(
        self,
        kind: InteractionKind,
        body: Json,
        user: User,
        channel: Channel,
        *,
        source: Message | None = None,
        name: str | None = None,
        locale: str = "ko",
    ) -> Interaction:
        platform = self.platform
        interaction = Interaction(
            id=platform.new_id(),
            token=token_hex(32),
            kind=kind,
            user=user,
            channel=channel,
            payload={},
            sent_at=platform.clock(),
            source=source,
            name=name,
        )
        interaction.payload = envelope(interaction, body, platform.world.bot, locale)
        platform.remember(interaction)
        self._send(interaction)
        return interaction

    def _send(self, interaction: Interaction) -> None:
        guild = interaction.channel.guild
        self.platform.gateway.dispatch(
            "INTERACTION_CREATE",
            lambda _: interaction.payload,
            intent=0,
            guild_id=None if guild is None else guild.id,
        )

"""What tests read of the server: what the bot did, what was wrong with it, and waiting for it without sleeping."""

from collections.abc import Callable
from typing import TypeVar

from tests.support.discord_server.calls import Call, Pinged, Violation
from tests.support.discord_server.faults import plain
from tests.support.discord_server.interaction import Interaction, Response
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.sessions import Session
from tests.support.discord_server.world import Channel, Json, Message

T = TypeVar("T")
WAIT_SECONDS = 5.0


class Watching:
    """Records and waits; mixed into DiscordServer."""

    platform: Platform

    @property
    def calls(self) -> list[Call]:
        """Every REST call, oldest first."""
        return self.platform.calls

    @property
    def violations(self) -> list[Violation]:
        """The calls that broke the description or a limit."""
        return self.platform.violations

    @property
    def mentions(self) -> list[Pinged]:
        """The messages of the bot that notified somebody."""
        return self.platform.pings

    @property
    def commands(self) -> dict[int, dict[int, Json]]:
        """The application commands: by scope (0 is global, else a guild's id), then by id."""
        return self.platform.commands

    @property
    def interactions(self) -> list[Interaction]:
        """Every interaction, oldest first."""
        return list(self.platform.interactions.values())

    def calls_of(self, route: str) -> list[Call]:
        """The calls of a route such as `POST /channels/{channel_id}/messages`, oldest first."""
        return [one for one in self.calls if plain(one.route) == plain(route)]

    def assert_clean(self) -> None:
        """Nothing the bot sent broke a rule, and nothing of it notified anybody."""
        assert not self.violations, "\n".join(map(str, self.violations))
        assert not self.mentions, self.mentions

    async def connected(self, *, within: float = WAIT_SECONDS) -> Session:
        """The newest session with a connection, as soon as there is one."""
        return (await self.until(lambda: self.platform.gateway.live, "a connected session", within=within))[-1]

    async def response_to(self, interaction: Interaction, *, within: float = WAIT_SECONDS) -> Response:
        """The first response to an interaction, as soon as it is there."""
        return await self.until(lambda: interaction.response, lambda: _about(interaction), within=within)

    async def message_of(self, interaction: Interaction, *, within: float = WAIT_SECONDS) -> Message:
        """The message the person sees as the outcome of an interaction: never one still loading."""
        return await self.until(
            lambda: interaction.shown, lambda: f"a message for {_about(interaction)}", within=within
        )

    async def followup_to(self, interaction: Interaction, *, within: float = WAIT_SECONDS) -> Message:
        """The newest follow-up message of an interaction, as soon as there is one."""
        found = await self.until(lambda: interaction.followups, lambda: _about(interaction), within=within)
        return found[-1]

    async def next_call(self, route: str, *, within: float = WAIT_SECONDS) -> Call:
        """The next finished call of a route that no earlier `next_call` has given."""

        def found() -> Call | None:
            fresh = (one for one in self.calls_of(route) if one.status is not None and not one.taken)
            return next(fresh, None)

        call = await self.until(found, lambda: f"{route} after {self._latest()}", within=within)
        call.taken = True
        return call

    async def next_message(
        self, channel: Channel, *, after: Message | None = None, within: float = WAIT_SECONDS
    ) -> Message:
        """The bot's first message in a channel, or the first after another message."""
        bot, start = self.platform.world.bot, after.id if after else 0

        def found() -> Message | None:
            mine = (one for one in channel.shown if one.author is bot and one.id > start and not one.loading)
            return next(mine, None)

        return await self.until(found, lambda: f"a message of the bot after {self._latest()}", within=within)

    async def until(
        self, found: Callable[[], T | None], what: str | Callable[[], str], *, within: float = WAIT_SECONDS
    ) -> T:
        """What `found` finds, looked for again whenever anything changed; TimeoutError says `what` was missing."""
        words = what if callable(what) else lambda: what
        return await self.platform.changed.until(found, within, words)

    def _latest(self) -> list[str]:
        return [f"{one.route} -> {one.status}" for one in self.calls[-5:]]


def _about(interaction: Interaction) -> str:
    name = interaction.name or interaction.payload["data"].get("custom_id")
    first = interaction.response.kind.name if interaction.response else "none"
    return f"{interaction.kind.name} {name!r} (first response: {first}, refused: {interaction.refused})"

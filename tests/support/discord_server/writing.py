"""What people write: messages, edits, reactions. Mixed into DiscordServer."""

from collections.abc import Mapping
from datetime import datetime

from tests.support.discord_server import posting, routes_messages
from tests.support.discord_server.offers import NotOffered
from tests.support.discord_server.platform import Platform
from tests.support.discord_server.routes_channels import dm_with
from tests.support.discord_server.world import Channel, Json, Message, User


class Writing:
    """`user` and `channel` default to the member in general."""

    platform: Platform
    member: User
    general: Channel

    async def message(
        self,
        content: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        mention: bool = False,
        reply_to: Message | None = None,
        at: datetime | None = None,
        embeds: list[Json] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Write a message; `mention` puts the bot's mention before it, `at` dates it back without an event."""
        who, where = user or self.member, channel or self.general
        if where.guild is not None and who.id not in where.guild.members:
            raise NotOffered(f"{who.username} is not in {where.guild.name}")
        text = f"{self.platform.world.bot.mention} {content}" if mention else content
        if at is not None:
            old = Message(id=self.platform.world.new_id(at), channel=where, author=who, at=at, content=text)
            where.messages[old.id] = old
            return old
        attachments = [posting.keep_file(self.platform, name, data) for name, data in (files or {}).items()]
        body = {"content": text, "embeds": embeds or [], "attachments": attachments}
        return posting.post(self.platform, where, who, body, kind=19 if reply_to else 0, reply_to=reply_to)

    async def edit_message(self, message: Message, content: str) -> Message:
        """A person edits their message."""
        return posting.edit(self.platform, message, {"content": content})

    async def delete_message(self, message: Message) -> None:
        """Somebody deletes a message."""
        posting.delete(self.platform, message)

    async def react(self, message: Message, emoji: str, *, user: User | None = None) -> None:
        """Add a reaction."""
        routes_messages.add_reaction(self.platform, message, emoji, (user or self.member).id)

    def dm(self, user: User | None = None) -> Channel:
        """The DM between a person and the bot."""
        return dm_with(self.platform, user or self.member)

"""A small discord.py bot that uses what a story bot uses, for the tests of the local Discord server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands

from tests.support.discord_server import DiscordServer


class Form(discord.ui.Modal, title="글 추가"):
    """A modal with a field that wants three characters."""

    address: discord.ui.TextInput = discord.ui.TextInput(label="주소", custom_id="address", min_length=3)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"받음 {self.address.value}", ephemeral=True)


class Panel(discord.ui.View):
    """Buttons and a select with fixed ids."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="다음", custom_id="next")
    async def turn(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.edit_message(content="둘째 쪽")

    @discord.ui.button(label="양식", custom_id="form")
    async def form(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="조용히", custom_id="quiet")
    async def quietly(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="고침")

    @discord.ui.button(label="끔", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.defer()

    @discord.ui.select(custom_id="open", options=[discord.SelectOption(label=one, value=one) for one in "ab"])
    async def choose(self, interaction: discord.Interaction, chosen: discord.ui.Select) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(f"고름 {chosen.values[0]}")
        await interaction.followup.send("또 하나")


class SmallBot(discord.Client):
    """`/story`, `/관리 추가`, two context menus, a persistent panel; what it hears goes into `heard`."""

    def __init__(self, intents: discord.Intents | None = None, **options: object) -> None:
        super().__init__(
            intents=intents or discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.01,  # type: ignore[arg-type]
            **options,
        )
        self.heard: list[str] = []
        self.resumed = 0
        self.tree = app_commands.CommandTree(self)
        for command in (_story, _late, _save, _about, _admin()):
            self.tree.add_command(command)  # type: ignore[arg-type]

    async def setup_hook(self) -> None:
        self.add_view(Panel())
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds discord.py waits before another IDENTIFY."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message.content)
            if self.user in message.mentions:
                await message.reply("네")

    async def on_resumed(self) -> None:
        self.resumed += 1


@asynccontextmanager
async def online(server: DiscordServer, bot: SmallBot | None = None) -> AsyncIterator[SmallBot]:
    """The bot, connected and ready; closed afterwards."""
    with server.pointed_at():
        async with bot or SmallBot() as client:
            running = asyncio.create_task(client.start(server.token))
            ready = asyncio.create_task(client.wait_until_ready())
            await asyncio.wait([running, ready], return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                ready.cancel()
                await running
            yield client
            await client.close()
            with suppress(discord.DiscordException):
                await running


@app_commands.command(name="story", description="글을 찾아요")
@app_commands.rename(query="검색어")
@app_commands.describe(query="찾을 말")
async def _story(interaction: discord.Interaction, query: app_commands.Range[str, 1, 100]) -> None:
    await interaction.response.send_message(f"찾음 {query}", view=Panel(), ephemeral=query != "공개")


@_story.autocomplete("query")
async def _complete(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current}!", value=current)]


@app_commands.command(name="late", description="늦게 답해요")
async def _late(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content="끝났어요")


@app_commands.context_menu(name="저장")
async def _save(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"저장 {message.content}", ephemeral=True)


@app_commands.context_menu(name="소개")
async def _about(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"{member.display_name} {interaction.locale.value}", ephemeral=True)


def _admin() -> app_commands.Group:
    group = app_commands.Group(
        name="관리", description="관리해요", default_permissions=discord.Permissions(manage_guild=True), guild_only=True
    )

    @group.command(name="추가", description="글을 더해요")
    async def add(interaction: discord.Interaction, member: discord.Member) -> None:
        may = interaction.permissions.manage_guild
        await interaction.response.send_message(f"{member.display_name} {may}", ephemeral=True)

    return group

"""The adapter ends cleanly: no task and no connection stays, closing again does nothing, it can start anew."""

import asyncio

from adapters.slack.adapter import SlackAdapter
from tests.support.slack_server import SlackServer
from tests.wire.slack.running import Mode, quick, running


async def test_nothing_of_it_goes_on_after_closing(mode: Mode):
    async with SlackServer() as slack:
        before = {task for task in asyncio.all_tasks() if not task.done()}
        async with running(mode, slack=slack) as bot:
            await slack.reply_to(await slack.command("쿠버네티스"))
            await bot.adapter.close()
            assert not bot.adapter.is_ready()
            await bot.adapter.close()
        await asyncio.sleep(0.05)
        left = {task for task in asyncio.all_tasks() if not task.done()} - before
        assert [task for task in left if "slack_sdk" in repr(task) or "adapters/slack" in repr(task)] == []


async def test_closing_while_slack_is_away_does_not_wait_for_it():
    async with SlackServer() as slack:
        slack.revoke()
        async with running() as other:
            adapter = SlackAdapter(other.adapter._app, quick(slack, "socket"), now=other.clock)
            await adapter.start()
            await asyncio.sleep(0.05)
            async with asyncio.timeout(1):
                await adapter.close()

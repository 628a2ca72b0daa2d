"""Waking: what may take minutes is begun at once and holds up nobody."""

import asyncio
from datetime import timedelta

from adapters.scheduler.ticking import Ticker


async def test_a_long_first_call_is_not_waited_for_and_ends_with_the_ticker() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def long() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    ticker = Ticker(long, every=timedelta(minutes=1), waits=False)
    await asyncio.wait_for(ticker.start(), 5)
    await asyncio.wait_for(begun.wait(), 5)
    await ticker.close()
    await asyncio.wait_for(ended.wait(), 5)


async def test_a_short_first_call_is_waited_for() -> None:
    calls = []

    async def short() -> None:
        calls.append(1)

    ticker = Ticker(short, every=timedelta(minutes=1))
    await ticker.start()
    assert calls == [1]
    await ticker.close()

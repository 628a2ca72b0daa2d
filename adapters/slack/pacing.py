"""How fast may we post? About one message a second a channel; the caller waits for its turn."""

import asyncio

_REMEMBERED = 1_000


class Pacer:
    """Turns in each channel, `seconds` apart, in the order in which they were asked for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._free_at: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Wait until a message may be posted in `channel`."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at.get(channel, now))
        self._free_at[channel] = at + self._seconds
        if len(self._free_at) > _REMEMBERED:
            self._free_at = {one: free for one, free in self._free_at.items() if free > now}
        if at > now:
            await asyncio.sleep(at - now)

"""A platform in memory, for tests of what decides when and what to post; real ones are tested in tests/wire."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.digest.outbox import PostFault, PostOutcome
from bot.reply import Reply


@dataclass
class Channel:
    """A platform in memory: keeps what was posted under each key and fails as told."""

    platform: str = "slack"
    posted: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[tuple[PostOutcome, bool]] = field(default_factory=list)  # (what is known, whether it went out)

    async def post(self, channel: str, reply: Reply, *, key: str) -> str:
        outcome, went_out = self.faults.pop(0) if self.faults else (None, True)
        if went_out:
            self.posted.append((channel, key, reply.summary))
        if outcome:
            raise PostFault(outcome)
        return f"{channel}/{len(self.posted)}"

    async def find(self, channel: str, key: str, *, since: datetime) -> str | None:
        return next(
            (f"{channel}/{place}" for place, one in enumerate(self.posted, 1) if one[:2] == (channel, key)), None
        )

    async def conversation(self, person: str) -> str:
        return f"{person}/direct"

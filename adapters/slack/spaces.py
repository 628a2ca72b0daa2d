"""Which workspaces does this bot serve? Those that are listed; with an empty list, the first that asked."""

from bot.ports import Clock, Store


class Spaces:
    """The workspaces the library belongs to; `listed` are team ids or `slack:` keys."""

    def __init__(self, store: Store, now: Clock, listed: frozenset[str]) -> None:
        self._store = store
        self._now = now
        self._listed = frozenset(one.removeprefix("slack:") for one in listed if not one.startswith("discord:"))
        self._answers: dict[str, bool] = {}

    async def serves(self, team: str) -> bool:
        """Whether people of workspace `team` are answered. Raises StoreFault."""
        if self._listed:
            return team in self._listed
        if not team:
            return False
        if team not in self._answers:
            at = self._now()
            self._answers[team] = await self._store.write(lambda library: library.claim_space(f"slack:{team}", at=at))
        return self._answers[team]

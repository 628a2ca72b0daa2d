"""What every part of the server shares: the workspace, what was handed out, what was seen, what is granted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.support.slack_server import scopes
from tests.support.slack_server.calls import CallLog, Happenings, Violation
from tests.support.slack_server.markup import Found
from tests.support.slack_server.tickets import Tickets
from tests.support.slack_server.workspace import Workspace


@dataclass(slots=True)
class Core:
    """One workspace with one app installed."""

    workspace: Workspace = field(default_factory=Workspace)
    happenings: Happenings = field(default_factory=Happenings)
    scopes: set[str] = field(default_factory=lambda: set(scopes.ALL))
    bot_token: str = "xoxb-0001-storybot-local"
    app_token: str = "xapp-1-A0STORY01-0001-local"
    config_token: str = "xoxe.xoxp-1-storybot-local"
    manifest: dict[str, Any] = field(default_factory=dict)
    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"
    revoked: str | None = None
    home_enabled: bool = True
    base_url: str = ""
    socket_url: str = ""
    socket_tickets: set[str] = field(default_factory=set)
    violations: list[Violation] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)
    strays: list[Found] = field(default_factory=list)
    calls: CallLog = field(init=False)
    tickets: Tickets = field(init=False)

    def __post_init__(self) -> None:
        """Parts that need the others."""
        self.calls = CallLog(self.happenings)
        self.tickets = Tickets(self.workspace.monotonic)

    def note(self, method: str, faults: Iterable[str]) -> list[str]:
        """Keeps violations and gives them back."""
        noted = list(faults)
        self.violations += [Violation(method=method, what=fault) for fault in noted]
        return noted

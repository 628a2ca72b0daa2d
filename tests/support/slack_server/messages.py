"""A message as the workspace keeps it, and what a person sees of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.slack_server.people import APP, BOT_ID, TEAM
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.visible import labels, shown_text


@dataclass(slots=True, kw_only=True)
class Message:
    """What somebody posted. `ephemeral_to` names the only person who sees it; `via` says how it came about.

    `at` is the monotonic time of the last change, for measuring; `answers` the delivery whose response_url or ack
    brought it.
    """

    channel: str
    ts: str
    user: str | None
    text: str = ""
    blocks: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)
    metadata: JsonObject | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    from_bot: bool = False
    ephemeral_to: str | None = None
    username: str | None = None
    files: list[JsonObject] = field(default_factory=list)
    unfurls: dict[str, JsonObject] = field(default_factory=dict)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    options: JsonObject = field(default_factory=dict)
    edited: bool = False
    deleted: bool = False
    versions: int = 1
    via: str = ""
    answers: object = None
    at: float = 0.0

    @property
    def shows(self) -> str:
        """Everything a person reads: the blocks line by line, else the text; then attachments and unfurls."""
        lines = [shown_text(self.blocks) if self.blocks else self.text]
        for one in (*self.attachments, *self.unfurls.values()):
            lines += [str(one.get("title") or ""), str(one.get("text") or ""), shown_text(_blocks(one))]
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> list[str]:
        """The labels of what can be pressed, top to bottom."""
        return labels(self.blocks)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.ephemeral_to is not None

    def body(self, *, with_metadata: bool = False) -> JsonObject:
        """The message object as Slack shows it to apps."""
        shown: JsonObject = {"type": "message", "ts": self.ts, "text": self.text, "team": TEAM}
        optional: JsonObject = {
            "subtype": self.subtype,
            "user": self.user,
            "bot_id": BOT_ID if self.from_bot else None,
            "app_id": APP if self.from_bot else None,
            "username": self.username,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks or None,
            "attachments": [*self.attachments, *self.unfurls.values()] or None,
            "files": self.files or None,
            "edited": {"user": self.user, "ts": self.ts} if self.edited else None,
            "reactions": [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
            or None,
            "metadata": self.metadata if with_metadata else None,
        }
        return shown | {key: value for key, value in optional.items() if value is not None}


def _blocks(attachment: JsonObject) -> Sequence[JsonObject]:
    blocks = attachment.get("blocks")
    return blocks if isinstance(blocks, list) else []

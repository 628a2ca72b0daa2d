"""How a method says no: the error name Slack answers with, and what else goes into the answer."""

from tests.support.slack_server.shapes import JsonObject


class Refusal(Exception):
    """`{"ok": false, "error": code}` with whatever else belongs to it."""

    def __init__(self, code: str, **extra: object) -> None:
        """`code` is Slack's error name."""
        super().__init__(code)
        self.code = code
        self.extra = extra

    def body(self) -> JsonObject:
        """The answer."""
        return {"ok": False, "error": self.code, **self.extra}

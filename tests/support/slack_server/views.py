"""Modals and Home tabs: who sees which view, the stack of modals, the hash that guards against races."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.support.slack_server.failing import Refusal
from tests.support.slack_server.people import APP, BOT_ID, TEAM
from tests.support.slack_server.shapes import JsonObject
from tests.support.slack_server.visible import labels, shown_text

STACK_LIMIT = 3


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a Home tab in front of one person."""

    id: str
    user: str
    given: JsonObject
    hash: str
    root: str
    previous: str | None = None
    versions: int = 1
    answers: object = None
    at: float = 0.0
    typed: dict[str, dict[str, JsonObject]] = field(default_factory=dict)
    channel: str | None = None

    @property
    def blocks(self) -> list[JsonObject]:
        """Its blocks."""
        blocks = self.given.get("blocks")
        return blocks if isinstance(blocks, list) else []

    @property
    def callback_id(self) -> str:
        """What the app calls it."""
        return str(self.given.get("callback_id") or "")

    @property
    def title(self) -> str:
        """The heading of a modal."""
        title = self.given.get("title")
        return str(title.get("text")) if isinstance(title, dict) else ""

    @property
    def shows(self) -> str:
        """Everything a person reads in it."""
        return shown_text(self.blocks)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return labels(self.blocks)

    def body(self) -> JsonObject:
        """The view object as Slack sends it back."""
        shown = {
            "id": self.id,
            "team_id": TEAM,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": {"type": "plain_text", "text": "View Title", "emoji": True},
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return (
            shown
            | {key: value for key, value in self.given.items() if value is not None}
            | {
                "state": {"values": self.typed},
                "hash": self.hash,
                "previous_view_id": self.previous,
                "root_view_id": self.root,
                "app_id": APP,
                "app_installed_team_id": TEAM,
                "bot_id": BOT_ID,
            }
        )


class Views:
    """The modal stack and the Home tab of every person."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """An empty screen for everybody."""
        self._monotonic = monotonic
        self._numbers = count(1)
        self.by_id: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def open(self, user: str, given: JsonObject, *, answers: object, channel: str | None) -> View:
        """A modal over everything; what stood there is gone."""
        self._check_external_id(given)
        view = self._made(user, given, answers=answers, channel=channel)
        self.stacks[user] = [view]
        return view

    def push(self, user: str, given: JsonObject, *, answers: object, channel: str | None) -> View:
        """A modal upon the one in front; Slack holds a stack of three."""
        stack = self.stacks.setdefault(user, [])
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= STACK_LIMIT:
            raise Refusal("push_limit_reached")
        self._check_external_id(given)
        view = self._made(user, given, answers=answers, channel=channel)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, given: JsonObject, hash_: str | None) -> View:
        """New contents for a view that is open, refused when `hash_` is not the newest."""
        if hash_ is not None and hash_ != view.hash:
            raise Refusal("hash_conflict")
        view.given, view.hash = given, self._fresh_hash()
        view.versions += 1
        view.at = self._monotonic()
        known = {str(block.get("block_id")) for block in view.blocks}
        view.typed = {block: values for block, values in view.typed.items() if block in known}
        return view

    def publish(self, user: str, given: JsonObject, hash_: str | None) -> View:
        """The Home tab of a person."""
        if (home := self.homes.get(user)) is not None:
            return self.update(home, given, hash_)
        if hash_:
            raise Refusal("hash_conflict")
        view = self._made(user, given, answers=None, channel=None)
        self.homes[user] = view
        return view

    def found(self, view_id: str | None, external_id: str | None) -> View:
        """The view that is open under an id."""
        for view in self._open_views():
            if (view_id and view.id == view_id) or (external_id and view.given.get("external_id") == external_id):
                return view
        raise Refusal("not_found")

    def top(self, user: str) -> View | None:
        """The modal in front of a person."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, view: View, *, all_of_them: bool = False) -> None:
        """A modal goes away, or the whole stack of its person."""
        stack = self.stacks.get(view.user, [])
        self.stacks[view.user] = [] if all_of_them else [one for one in stack if one.id != view.id]

    def _open_views(self) -> list[View]:
        return [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]

    def _check_external_id(self, given: JsonObject) -> None:
        external = given.get("external_id")
        if external and any(view.given.get("external_id") == external for view in self._open_views()):
            raise Refusal("duplicate_external_id")

    def _made(self, user: str, given: JsonObject, *, answers: object, channel: str | None) -> View:
        number = f"V{next(self._numbers):09d}"
        view = View(
            id=number,
            user=user,
            given=given,
            hash=self._fresh_hash(),
            root=number,
            answers=answers,
            at=self._monotonic(),
            channel=channel,
        )
        self.by_id[number] = view
        return view

    def _fresh_hash(self) -> str:
        return f"1700000000.{next(self._numbers):08x}"

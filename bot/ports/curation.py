"""What the core keeps of the work on the library as a whole: merged stories, tags everywhere, files waiting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.audit import Act
from bot.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What hangs on a story: how many people saved it, how often it was shared, how many voted."""

    saved: int
    shared: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file somebody dropped into the chat. `name` is what they call it and never a path."""

    actor: str
    name: str
    data: bytes


class Curation(Protocol):
    """Merges, tags and uploads."""

    def gathered(self, story: int) -> Gathered:
        """What hangs on a story."""

    def merge(self, kept: Story, taken: Story, *, actor: str, at: datetime, act: Act) -> Story:
        """Store `kept` with all that hung on `taken`, which is hidden and from now on leads to the kept one."""

    def kept_of(self, number: int) -> int | None:
        """The story that one was merged into, at the end of all merges; None: it stands for itself."""

    def tagged(self, tag: str) -> tuple[int, ...]:
        """The numbers of the stories that carry a tag in whatever case, in whatever state, ascending."""

    def keep_upload(self, upload: Upload, *, at: datetime) -> str:
        """Keep a file until it is imported; gives its id. Older ones make room where several wait."""

    def upload(self, id_: str) -> Upload | None:
        """A file that waits."""

    def drop_upload(self, id_: str) -> bool:
        """Forget a file; False when it was gone."""

    def forget_uploads(self, before: datetime) -> int:
        """Forget files that came before a time; gives how many."""

"""What the core keeps of conversations: what was asked last, for the question that follows."""

from datetime import datetime
from typing import Protocol

from bot.answers.following import Topic, Turn


class Conversations(Protocol):
    """One turn a conversation, the last one; a bounded number of conversations, the latest."""

    def topic(self, question: str) -> Topic:
        """What a question is about, by the words that stories have."""

    def turn(self, conversation: str) -> Turn | None:
        """What was asked last in a conversation."""

    def story_posted(self, place: str) -> int | None:
        """The number of the story that was shared or posted as a message (`slack:C1/17.1`)."""

    def put_turn(self, turn: Turn) -> None:
        """Remember what was asked, in place of what was asked before."""

    def forget_turns(self, before: datetime) -> int:
        """Drop conversations in which nothing was asked since a time; gives how many."""

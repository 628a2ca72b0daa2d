"""Which conversation does a message stand in? A direct message, a thread, or a chain of replies in a channel."""

import discord

from bot.request import Thread


def thread_of(message: discord.Message, me: int) -> Thread:
    """The conversation of a message, and the one it goes on from.

    In a channel every question begins one under its own id; a reply to the bot's answer goes on from the question
    that the answer is a reply to.
    """
    channel = f"discord:{message.channel.id}"
    if message.guild is None or isinstance(message.channel, discord.Thread):
        return Thread(key=channel, follows=channel, below=_below(message))
    question = question_before(message, me)
    follows = f"{channel}/{question}" if question else ""
    return Thread(key=f"{channel}/{message.id}", follows=follows, below=_below(message))


def _below(message: discord.Message) -> str:
    """The message that another replies to, or that the thread it stands in was begun on, which has the thread's id."""
    if message.reference is not None and message.reference.message_id:
        return f"discord:{message.channel.id}/{message.reference.message_id}"
    if isinstance(message.channel, discord.Thread):
        return f"discord:{message.channel.parent_id}/{message.channel.id}"
    return ""


def question_before(message: discord.Message, me: int) -> int | None:
    """The id of the question whose answer by the bot a message replies to."""
    answer = message.reference.resolved if message.reference else None
    if not isinstance(answer, discord.Message) or answer.author.id != me or answer.reference is None:
        return None
    return answer.reference.message_id

"""Questions on their way into the inbox: refused ones by themselves, others when somebody is not content."""

from bot.answers.values import Band
from bot.commands.values import Context
from bot.inbox.names import name_to_keep
from bot.inbox.values import Asked, Filed, Reason
from bot.ports import Library

LONGEST_QUESTION = 400


async def record_question(context: Context, question: str, outcome: Band, story: int | None) -> None:
    """Put a question that nothing answered into the inbox; an answered one is left alone.

    `story` is the number of the story it was asked about, None for all of them.
    """
    if outcome is Band.UNKNOWN:
        await context.store.write(lambda library: put(library, context, question, story=story, reason=Reason.UNKNOWN))


def put(library: Library, context: Context, question: str, *, story: int | None, reason: Reason) -> Filed | None:
    """Put the question of this request's asker into the inbox; None where it asks about nothing."""
    asked = Asked(
        question=" ".join(question.split())[:LONGEST_QUESTION],
        story=story,
        reason=reason,
        asker=name_to_keep(library, context.request.actor.key),
        language=context.request.language,
        at=context.now,
    )
    return library.put_question(asked)

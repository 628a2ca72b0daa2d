"""Replies of one sentence: what was done, what there is to know, what to take care of."""

from bot.commands.values import Context
from bot.reply import Note, Reply, Tone


def told(context: Context, key: str, tone: Tone = Tone.PLAIN, /, **values: object) -> Reply:
    """The sentence of the catalogue under `key`, in a tone."""
    sentence = context.words.say(key, **values)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=tone),))


def done(context: Context, key: str, /, **values: object) -> Reply:
    """The sentence of the catalogue that says what was done."""
    return told(context, key, Tone.DONE, **values)

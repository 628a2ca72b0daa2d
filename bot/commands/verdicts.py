"""What people think of an answer: a thumb up or down, and the wish that an admin answers instead."""

import json
from dataclasses import dataclass

from bot.answers.values import Band
from bot.commands.saying import done
from bot.commands.values import Context
from bot.errors import UnknownState
from bot.inbox.names import name_to_keep
from bot.inbox.recording import put
from bot.inbox.values import Reason, Verdict
from bot.ports import Library
from bot.reply import Actions, Button, Note, Reply, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Questioned:
    """What the buttons below an answer are about. `story` is the quoted one, `scope` the one it was asked about."""

    question: str
    story: int | None
    scope: int | None


async def verdict(context: Context) -> Reply:
    """Take down a thumb (`verdict:+ID`, `verdict:-ID`), one a person and question; thanks are private."""
    helped, kept = context.request.argument[:1] == "+", context.request.argument[1:]
    actor = context.request.actor.key

    def work(library: Library) -> None:
        about = questioned(library, kept)
        judged = Verdict(
            question=about.question,
            story=about.story,
            actor=name_to_keep(library, actor),
            helped=helped,
            at=context.now,
        )
        before = library.judge(judged)
        if helped and before is False:
            library.take_back_question(about.question, actor)
        elif not helped and before is not False:
            put(library, context, about.question, story=about.scope, reason=Reason.DISLIKED)

    await context.store.write(work)
    say = context.words.say
    sentence = say("verdict.helped" if helped else "verdict.not_helped")
    note = Note(text=sentence, tone=Tone.DONE)
    ask = Actions(buttons=(Button(label=say("button.askadmin"), press=f"askadmin:{kept}"),))
    return Reply(summary=sentence, parts=(note,) if helped else (note, ask))


async def ask_admin(context: Context) -> Reply:
    """Put a question (`askadmin:ID`) before the admins for the person who asks; once a person."""
    actor = context.request.actor.key

    def work(library: Library) -> str:
        about = questioned(library, context.request.argument)
        filed = put(library, context, about.question, story=about.scope, reason=Reason.WANTED)
        if filed is None:
            return "askadmin.no_question"
        if not name_to_keep(library, actor):
            return "askadmin.done_unnamed"
        return "askadmin.done" if filed.is_first else "askadmin.again"

    return done(context, await context.store.write(work))


def questioned(library: Library, short_id: str) -> Questioned:
    """What was kept for the buttons of an answer. Raises UnknownState."""
    try:
        kept = json.loads(library.recall(short_id) or "")
        story = kept["story"]
        is_refused = Band(kept["outcome"]) is Band.UNKNOWN
        return Questioned(question=str(kept["question"]), story=story, scope=story if is_refused else None)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnknownState from None

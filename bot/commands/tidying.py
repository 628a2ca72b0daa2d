"""What there is to tidy up in the library, for admins: how much of each kind, and the way to each list."""

from dataclasses import dataclass

from bot.commands.values import Context
from bot.curation.links import LinkState
from bot.curation.pairing import spanning
from bot.ports import Library
from bot.reply import Actions, Button, Note, Part, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Untidy:
    """How much there is to tidy up."""

    duplicates: int
    lacking: int
    dead: int

    def __bool__(self) -> bool:
        return bool(self.duplicates or self.lacking or self.dead)


async def chores(context: Context) -> Reply:
    """What there is to tidy up, and what was searched in vain."""
    untidy = await context.store.read(untidiness)
    say = context.words.say
    sentence = _sentence(context, untidy) if untidy else say("tidy.nothing")
    return Reply(summary=sentence, parts=(Note(text=sentence), _ways(context, untidy, searches=True)))


async def tidying_row(context: Context) -> tuple[Part, ...]:
    """One line with its buttons for the screen of an admin; nothing where all is tidy."""
    untidy = await context.store.read(untidiness)
    if not untidy:
        return ()
    return Note(text=_sentence(context, untidy)), _ways(context, untidy, searches=False)


def untidiness(library: Library) -> Untidy:
    """How much there is to tidy up now."""
    return Untidy(
        duplicates=len(spanning(library.duplicates())),
        lacking=library.lacking(limit=0).total,
        dead=library.links_that_are(LinkState.DEAD, limit=0).total,
    )


def _sentence(context: Context, untidy: Untidy) -> str:
    return context.words.say("tidy.waiting", duplicates=untidy.duplicates, lacking=untidy.lacking, dead=untidy.dead)


def _ways(context: Context, untidy: Untidy, *, searches: bool) -> Actions:
    say = context.words.say
    ways = (
        (untidy.duplicates, Button(label=say("tidy.to_duplicates"), press="duplicates:")),
        (untidy.lacking, Button(label=say("tidy.to_lacking"), press="lacking:")),
        (untidy.dead, Button(label=say("tidy.to_dead_links"), press="deadlinks:")),
        (searches, Button(label=say("tidy.to_searches"), press="searches:")),
    )
    return Actions(buttons=tuple(button for is_wanted, button in ways if is_wanted))

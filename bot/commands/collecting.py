"""Links people post in a channel: whether they are collected, and the quiet hint at those the library knows."""

import re
from datetime import datetime

from bot.commands.announcing import announce
from bot.commands.cards import story_card
from bot.commands.values import Context
from bot.links import is_link
from bot.ports import Collecting, Library, Sharing
from bot.reply import Actions, Button, Note, Reply, Tone
from bot.story import Draft, Origin, Story, StoryState

_OFF = frozenset({"끄기", "off", "끔"})
_MODES = {
    "알림": Collecting.HINT,
    "hint": Collecting.HINT,
    "제안": Collecting.SUGGEST,
    "suggest": Collecting.SUGGEST,
    "추가": Collecting.ADD,
    "add": Collecting.ADD,
}
_LINK = re.compile(r"https?://[^\s<>|\"'`]+", re.IGNORECASE)
_TRAILING = ".,;:!?…)]}>」』”’"
LINKS_A_MESSAGE = 10


async def collect(context: Context) -> Reply:
    """Say or set what happens to links posted in this channel."""
    channel, word = context.request.channel, context.request.argument.strip().casefold()
    say = context.words.say
    if word in _OFF or word in _MODES:
        mode = _MODES.get(word)
        actor = context.request.actor.key
        subject = say(f"collect.{mode.value if mode else 'off'}")

        def work(library: Library) -> None:
            if library.collecting(channel) is not mode:
                library.set_collecting(channel, mode, actor=actor, at=context.now)
                library.record(action="collecting", subject=subject, actor=actor, at=context.now)

        await context.store.write(work)
        tone = Tone.DONE
    else:
        mode = await context.store.read(lambda library: library.collecting(channel))
        tone = Tone.PLAIN
    sentence = say(f"collect.{mode.value if mode else 'off'}")
    buttons = (
        Button(label=say("button.collect_hint"), press="collect:hint"),
        Button(label=say("button.collect_suggest"), press="collect:suggest"),
        Button(label=say("button.collect_add"), press="collect:add"),
        Button(label=say("button.collect_off"), press="collect:off"),
    )
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=tone), Actions(buttons=buttons)))


def links_in(text: str) -> tuple[str, ...]:
    """The links of a message in order, each once, without the punctuation behind them; at most LINKS_A_MESSAGE."""
    links = (link.rstrip(_TRAILING) if "(" not in link else link.rstrip(".,;:!?…") for link in _LINK.findall(text))
    return tuple(dict.fromkeys(link for link in links if is_link(link)))[:LINKS_A_MESSAGE]


def collect_link(
    library: Library, draft: Draft, mode: Collecting, sharing: Sharing, *, at: datetime | None = None
) -> tuple[Story | None, bool]:
    """What a link posted in a channel becomes, in the caller's transaction: the story and whether it is new.

    `draft` holds the link and what is known of its page. A known story gets the sharing recorded; a new one comes in as
    `mode` says, not at all with HINT. Posting the same link again changes nothing. With `at` admins hear of a
    suggestion.
    """
    known = library.by_link(draft.link or "")
    if known is None and mode is not Collecting.HINT:
        state = StoryState.LIVE if mode is Collecting.ADD else StoryState.SUGGESTED
        draft = Draft(
            title=draft.title,
            body=draft.body,
            link=draft.link,
            company=draft.company,
            author=draft.author,
            tags=draft.tags,
            published_at=draft.published_at,
            state=state,
            origin=Origin.LINK,
        )
        new = library.add(draft, actor=sharing.actor, at=sharing.at)
        library.share(new.number, sharing)
        if at and state is StoryState.SUGGESTED:
            announce(library, new, name="", at=at)
        return new, True
    if known is not None:
        library.share(known.number, sharing)
    return known, False


def hint(context: Context, story: Story, earlier: tuple[Sharing, ...]) -> Reply:
    """The quiet hint, only for who posted it: the library knows this link, and where it was shared before."""
    say = context.words.say
    sentence = say("collect.known", title=story.title)
    parts = [Note(text=sentence)]
    if earlier:
        day = earlier[0].at.astimezone(context.zone).date().isoformat()
        parts.append(Note(text=say("collect.shared_before", day=day, count=len(earlier))))
    return Reply(summary=sentence, parts=(*parts, story_card(context, story)))

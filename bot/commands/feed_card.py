"""One feed as a card: its state, what it brought, why it cannot be read, and its buttons."""

from collections import Counter
from datetime import datetime

from bot.commands.saying import told
from bot.commands.values import Context
from bot.errors import UnknownState
from bot.feeds.feed import Feed, FeedState
from bot.feeds.rounds import Follower
from bot.feeds.source import FeedSource
from bot.reply import Actions, Button, Listing, Note, Part, Reply, Row, Tone


async def card(context: Context, number: int, said: str = "", **values: object) -> Reply:
    """The feed with its state and buttons, below the sentence `said`."""
    feed, stories = await context.store.read(
        lambda library: (library.feed(number), library.feed_stories().get(number, 0))
    )
    if feed is None:
        return told(context, "feed.gone_already", Tone.CAUTION)
    say = context.words.say
    heading = f"#{feed.number} {feed.name}"
    notes: list[Part] = [Note(text=say(said, **values), tone=Tone.PLAIN if feed.problem else Tone.DONE)] if said else []
    if feed.problem:
        why = say(feed.problem, **feed.facts)
        since = local(context, feed.failing_since or context.now)
        notes.append(Note(text=say("feed.problem", since=since, why=why), tone=Tone.CAUTION))
    listing = Listing(heading=heading, rows=tuple(_rows(context, feed, stories)))
    summary = say(said, **values) if said else heading
    return Reply(summary=summary, parts=(*notes, listing, _buttons(context, feed)))


def _rows(context: Context, feed: Feed, stories: int) -> list[Row]:
    say = context.words.say
    never = say("feed.never")
    rows = [
        ("address", feed.address),
        ("state", say(f"feed_state.{feed.state.value}")),
        ("looked", local(context, feed.looked_at) if feed.looked_at else never),
        ("next_look", local(context, feed.next_at) if feed.state is FeedState.ON else never),
        ("brought", say("feed.stories", count=stories)),
        ("takes", say(f"feed_takes.{feed.takes.value}")),
        ("company", feed.company or ""),
        ("includes", ", ".join(feed.includes)),
        ("excludes", ", ".join(feed.excludes)),
    ]
    return [Row(label=say(f"field.feed_{name}"), detail=value) for name, value in rows if value]


def _buttons(context: Context, feed: Feed) -> Actions:
    say = context.words.say
    other = "off" if feed.state is FeedState.ON else "on"
    names = ("look", other, "edit", "remove")
    return Actions(
        buttons=tuple(
            Button(
                label=say(f"button.feed_{name}"),
                press=f"feedset:{feed.number} {name}",
                style="primary" if name == "look" else "danger" if name == "remove" else "plain",
            )
            for name in names
        )
    )


async def looked(context: Context, number: int) -> Reply:
    """Look at a feed now; gives its card with how that went."""
    feed = await context.store.read(lambda library: library.feed(number))
    if feed is None:
        raise UnknownState
    did = await look_at(context, feed)
    if did["failed"]:
        return await card(context, number, "feed.look_failed")
    if did["new"] or did["updated"]:
        return await card(context, number, "feed.look_brought", new=did["new"], updated=did["updated"])
    return await card(context, number, "feed.look_nothing")


async def look_at(context: Context, feed: Feed) -> Counter[str]:
    """Look at a feed now; gives what that did under the names of a Report."""
    follower = Follower(store=context.store, source=source_of(context), now=lambda: context.now, random=context.random)
    return await follower.look(feed)


def source_of(context: Context) -> FeedSource:
    """What reaches feeds. Raises UnknownState where nothing does."""
    if context.feeds is None:
        raise UnknownState
    return context.feeds


def asked_number(text: str) -> int:
    """The number of a feed as typed; one that no feed has where it is none."""
    digits = text.strip().lstrip("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else -1  # noqa: PLR2004


def local(context: Context, moment: datetime) -> str:
    """A time as people of the community read it."""
    return moment.astimezone(context.zone).strftime("%Y-%m-%d %H:%M")

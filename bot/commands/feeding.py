"""Feeds from chat: the list, all of them as a file, and a new one that is shown before it is added."""

import json
import re
from collections.abc import Mapping
from typing import Final

from bot.commands.feed_card import asked_number, card, local, look_at, source_of
from bot.commands.paging import offset, page_buttons, press_for
from bot.commands.values import Context
from bot.errors import UnknownState
from bot.feeds.adding import follow, found_feed
from bot.feeds.feed import NAME_LIMIT, Feed, FeedState
from bot.feeds.opml import write_opml
from bot.feeds.source import Discovered
from bot.feeds.values import FeedKind
from bot.fetching import FetchProblem, FetchRefused
from bot.links import is_link
from bot.reply import Actions, Attachment, Button, Listing, Note, Part, Reply, Row, Tone
from bot.story import StoryState

FEEDS_A_PAGE: Final = 10
_ITEMS_SHOWN: Final = 5
_ADDRESS: Final = re.compile(r"\S+\.\S+")
_ADD: Final = ("추가", "add")
_EXPORT: Final = ("내보내기", "export")
_WAYS: Final = (("feed_add", "live", False), ("feed_suggest", "suggested", True), ("feed_only_new", "live", True))


async def feeds(context: Context) -> Reply:
    """The list of feeds; with an address what would be read there; with a number that feed; or all as a file."""
    argument = context.request.argument.strip()
    for word in _ADD:
        if argument == word or argument.startswith(f"{word} "):
            argument = argument.removeprefix(word).strip()
    if argument in _EXPORT:
        return await _exported(context)
    if argument.lstrip("#").isdecimal():
        return await card(context, asked_number(argument))
    if not argument:
        return await _listed(context)
    if not _ADDRESS.fullmatch(argument):
        raise FetchRefused(FetchProblem.NOT_A_LINK)
    return await _checked(context, argument if "://" in argument else f"https://{argument}")


async def add_feed(context: Context) -> Reply:
    """Add the feed that was shown, and look at it at once."""
    feed = _from_state(context)
    added, is_new = await context.store.write(lambda library: follow(library, feed, at=context.now))
    if not is_new:
        return await card(context, added.number, "feed.known", name=added.name)
    await look_at(context, added)
    return await card(context, added.number, "feed.added", name=added.name)


async def _listed(context: Context) -> Reply:
    say, start = context.words.say, offset(context, FEEDS_A_PAGE)
    every, stories = await context.store.read(lambda library: (library.feeds(), library.feed_stories()))
    if not every:
        return Reply(summary=say("feeds.none"), parts=(Note(text=say("feeds.none")), Note(text=say("feeds.how"))))
    heading = say("feeds.heading", count=len(every))
    rows = tuple(
        Row(
            label=f"#{feed.number} {feed.name}",
            detail=_detail(context, feed, stories),
            press=f"feedset:{feed.number} show",
        )
        for feed in every[start : start + FEEDS_A_PAGE]
    )
    failing = sum(bool(feed.problem) for feed in every)
    notes = (Note(text=say("feeds.failing", count=failing), tone=Tone.CAUTION),) if failing else ()
    turns = await page_buttons(context, total=len(every), size=FEEDS_A_PAGE)
    export = Actions(buttons=(Button(label=say("button.feed_export"), press="feeds:export"),))
    parts = (Listing(heading=heading, rows=rows), *notes, *turns, export, Note(text=say("feeds.how")))
    return Reply(summary=heading, parts=parts)


def _detail(context: Context, feed: Feed, stories: Mapping[int, int]) -> str:
    say = context.words.say
    count = stories.get(feed.number, 0)
    facts = [say(f"feed_state.{feed.state.value}"), say("feed.stories", count=count)]
    if feed.problem:
        facts[0] = say("feed.failing")
    if feed.state is FeedState.ON:
        facts.append(say("feed.next", at=local(context, feed.next_at)))
    return " · ".join(facts)


async def _checked(context: Context, address: str) -> Reply:
    say = context.words.say
    found = await source_of(context).discover(address)
    known = await context.store.read(lambda library: library.feed_at(found.address))
    if known is not None:
        return await card(context, known.number, "feed.known", name=known.name)
    feed = found_feed(found, actor=context.request.actor.key, at=context.now)
    heading = say("feed.found", name=feed.name, count=len(found.feed.entries))
    parts = (Note(text=heading), *_preview(context, found), Actions(buttons=await _ways(context, feed)))
    return Reply(summary=heading, parts=parts)


def _preview(context: Context, found: Discovered) -> tuple[Part, ...]:
    """What would be read of a feed: where it stands, its latest items, and what is wrong with it."""
    say, feed = context.words.say, found.feed
    rows = [
        Row(
            label=entry.title or entry.link or "",
            detail=" · ".join(
                one
                for one in (
                    local(context, entry.published_at) if entry.published_at else say("feed.no_date"),
                    entry.author or "",
                    " ".join(f"#{tag}" for tag in entry.tags[:5]),
                    say("feed.whole", count=len(entry.body)) if entry.is_whole else say("feed.page"),
                )
                if one
            ),
        )
        for entry in feed.entries[:_ITEMS_SHOWN]
    ]
    place = say(f"feed_kind.{feed.kind.value}", address=found.address)
    flaws = tuple(Note(text=say(f"feed_flaw.{flaw.value}"), tone=Tone.CAUTION) for flaw in feed.flaws)
    listing = (Listing(heading=say("feed.latest"), rows=tuple(rows)),) if rows else (Note(text=say("feed.empty")),)
    return (Note(text=place), *listing, *flaws)


async def _ways(context: Context, feed: Feed) -> tuple[Button, ...]:
    """The ways to take a feed, what they add kept behind their buttons."""
    say = context.words.say
    buttons: list[Button] = []
    for label, takes, only_new in _WAYS:
        said = {"address": feed.address, "name": feed.name, "kind": feed.kind.value, "home": feed.home}
        state = json.dumps(said | {"takes": takes, "only_new": only_new}, ensure_ascii=False)
        press = await press_for(context, "feedadd", state)
        buttons.append(Button(label=say(f"button.{label}"), press=press, style="plain" if buttons else "primary"))
    return tuple(buttons)


def _from_state(context: Context) -> Feed:
    try:
        said = json.loads(context.request.argument)
        feed = Feed(
            address=str(said["address"]),
            name=str(said["name"])[:NAME_LIMIT],
            kind=FeedKind(said["kind"]),
            home=said["home"] if said["home"] and is_link(str(said["home"])) else None,
            takes=StoryState(said["takes"]),
            only_new=bool(said["only_new"]),
            added_by=context.request.actor.key,
            added_at=context.now,
            next_at=context.now,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnknownState from error
    if not is_link(feed.address) or not feed.name:
        raise UnknownState
    return feed


async def _exported(context: Context) -> Reply:
    say = context.words.say
    every = await context.store.read(lambda library: library.feeds())
    sentence = say("feeds.exported", count=len(every))
    data = write_opml(every, title="storybot").encode()
    return Reply(
        summary=sentence,
        parts=(
            Note(text=sentence, tone=Tone.DONE),
            Attachment(name=f"feeds-{context.today.isoformat()}.opml", data=data),
        ),
    )

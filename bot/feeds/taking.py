"""What the items of a feed become: new stories, edits of theirs, or nothing; all of a look in one transaction.

An item known to its feed never becomes a second story, whatever happens to its date, title or address. Items that stood
in the feed at the first look are a baseline: in the library, but announced by nobody.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from rapidfuzz import fuzz

from bot.errors import LinkTaken
from bot.feeds.feed import Feed, FeedItem
from bot.feeds.filters import is_wanted
from bot.feeds.values import Entry, FeedKind, ReadFeed
from bot.fetching import FetchedPage
from bot.links import is_link, link_key
from bot.ports import Act, Library
from bot.story import Draft, Origin, Story
from bot.taking import merge, same_story

ACTOR = "storybot:feeds"
FIRST_PAGES = 30  # of a site map's first look: each costs a fetch
_BEFORE = timedelta(days=2)  # a post may be dated a little before it appears
_COMPARED = 1500  # characters of two texts that are compared
_FEWEST = 80  # characters of the shorter text from which a likeness proves something
_SAME_ARTICLE = 88.0  # rapidfuzz ratio; measured on reprints with another heading or foot
_FILLED = ("body", "company", "author", "tags", "published_at")
_EDITED = ("title", "body", "link", "author", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many items of a look were new stories, edits of known ones, seen before or known from elsewhere, unwanted."""

    new: int = 0
    updated: int = 0
    known: int = 0
    unwanted: int = 0


def take_feed(library: Library, feed: Feed, read: ReadFeed, *, at: datetime) -> Taken:
    """Take the items of a look, oldest first."""
    keyed = {item_key(entry): entry for entry in reversed(read.entries)}
    held = library.feed_items(feed.number, tuple(keyed))
    counts = dict.fromkeys(("new", "updated", "known", "unwanted"), 0)
    pages = FIRST_PAGES if read.kind is FeedKind.SITEMAP and not feed.begun else len(keyed)
    latest = frozenset(tuple(keyed)[-pages:])
    for key, entry in keyed.items():
        item = held.get(key)
        if item is None:
            outcome, new = _first_seen(library, feed, key, entry, at=at, reads_page=key in latest)
            library.put_feed_item(feed.number, new)
        else:
            outcome = _seen_again(library, feed, item, entry, at=at)
        counts[outcome] += 1
    return Taken(**counts)


def take_page(library: Library, feed: Feed, item: FeedItem, page: FetchedPage, *, at: datetime) -> None:
    """Take the text of an item's page: into its story, or as the story it was waiting to become."""
    held = library.feed_items(feed.number, (item.key,)).get(item.key)
    if held is None or not held.page:
        return
    done, act = dataclasses.replace(held, page=""), _act(feed, at)
    if held.story is not None:
        story = library.story(str(held.story))
        if story is not None and held.brought and len(page.body) > len(story.body):
            _change(library, story, Draft(title="", body=page.body), ("body",), at, act)
    elif not (page.list_of_links or page.posts):
        draft = _draft_of_page(feed, held, page)
        entry = Entry(title=draft.title, tags=draft.tags)
        if is_wanted(entry, includes=feed.includes, excludes=feed.excludes):
            done = _added(library, feed, done, draft, at)
    library.put_feed_item(feed.number, done)


def item_key(entry: Entry) -> str:
    """The identity of an item in its feed: its id, else its link, else its words."""
    if entry.id:
        return f"id:{entry.id}"
    if entry.link and is_link(entry.link):
        return f"link:{link_key(entry.link)}"[:500]
    return f"text:{_digest(entry.title, entry.body[:_COMPARED])}"


def same_article(draft: Draft, kin: tuple[Story, ...]) -> Story | None:
    """The story among `kin` that a draft is: by link, else by title and text, also where it stands at two addresses."""
    return same_story(draft, kin) or next((story for story in kin if _reads_alike(draft, story)), None)


def _reads_alike(draft: Draft, story: Story) -> bool:
    if " ".join(draft.title.casefold().split()) != " ".join(story.title.casefold().split()):
        return False
    shorter, longer = sorted((draft.body, story.body), key=len)
    if len(shorter) < _FEWEST:
        return False
    return fuzz.partial_ratio(shorter[: _COMPARED // 2], longer[: 2 * _COMPARED]) >= _SAME_ARTICLE


def _first_seen(
    library: Library, feed: Feed, key: str, entry: Entry, *, at: datetime, reads_page: bool
) -> tuple[str, FeedItem]:
    item = FeedItem(key=key, print=_print(entry), first=not feed.begun)
    if item.first and feed.only_new:
        return "known", item
    if not entry.title:  # of a site map: what it is stands on its page
        return ("new", dataclasses.replace(item, page=entry.link or "")) if reads_page else ("known", item)
    if not is_wanted(entry, includes=feed.includes, excludes=feed.excludes):
        return "unwanted", item
    added = _added(library, feed, item, _draft(feed, entry), at)
    if added.brought and entry.link and not entry.is_whole:
        added = dataclasses.replace(added, page=entry.link)
    return ("new" if added.brought else "known"), added


def _seen_again(library: Library, feed: Feed, item: FeedItem, entry: Entry, *, at: datetime) -> str:
    fingerprint = _print(entry)
    if fingerprint == item.print or not entry.title:
        return "known"
    library.put_feed_item(feed.number, dataclasses.replace(item, print=fingerprint))
    story = library.story(str(item.story)) if item.story is not None and item.brought else None
    if story is None:
        return "known"
    fields = _EDITED if entry.is_whole else tuple(name for name in _EDITED if name != "body")
    changed = _change(library, story, _draft(feed, entry), fields, at, _act(feed, at))
    return "updated" if changed else "known"


def _added(library: Library, feed: Feed, item: FeedItem, draft: Draft, at: datetime) -> FeedItem:
    """The item with its story: a new one, or a known one whose gaps it fills."""
    known = same_article(draft, library.kin(draft))
    if known is not None:
        fields = tuple(name for name in _FILLED if not getattr(known, name))
        _change(library, known, draft, fields, at, _act(feed, at))
        return dataclasses.replace(item, story=known.number)
    story = library.add(draft, actor=ACTOR, at=at, act=_act(feed, at))
    if item.first or _is_old(feed, draft):
        library.keep_quiet(story.number)
    return dataclasses.replace(item, story=story.number, brought=True)


def _change(library: Library, story: Story, draft: Draft, fields: tuple[str, ...], at: datetime, act: Act) -> bool:
    """Bring `fields` of a draft into a story; what a person edited and what is no gain stays."""
    kept = library.edited_fields(story.number) | {name for name in (*_EDITED, *_FILLED) if name not in fields}
    merged = merge(story, draft, kept)
    if merged == story:
        return False
    try:
        library.change(merged, actor=ACTOR, at=at, action="updated", act=act)
    except LinkTaken:  # the item moved to an address that is another story's: its words still count
        library.change(dataclasses.replace(merged, link=story.link), actor=ACTOR, at=at, action="updated", act=act)
    return True


def _is_old(feed: Feed, draft: Draft) -> bool:
    """Whether an item dates from before the feed was followed: an old post that only now appears is no news."""
    return draft.published_at is not None and draft.published_at < feed.added_at - _BEFORE


def _act(feed: Feed, at: datetime) -> Act:
    """All that one look changes is one line of the audit."""
    return Act(id=f"feed:{feed.number}:{at.isoformat()}", subject=feed.name)


def _draft(feed: Feed, entry: Entry) -> Draft:
    return Draft(
        title=entry.title,
        body=entry.body,
        link=entry.link,
        company=feed.company,
        author=entry.author,
        tags=entry.tags,
        published_at=entry.published_at,
        state=feed.takes,
        origin=Origin.FEED,
    )


def _draft_of_page(feed: Feed, item: FeedItem, page: FetchedPage) -> Draft:
    return Draft(
        title=page.title[:500],
        body=page.body,
        link=item.page,
        company=feed.company or page.company,
        author=page.author,
        tags=page.tags,
        published_at=page.published_at,
        state=feed.takes,
        origin=Origin.FEED,
    )


def _print(entry: Entry) -> str:
    """What an edit changes; the date is not part of it, so that a moved date repeats nothing."""
    return _digest(entry.title, entry.body, entry.link or "", entry.author or "", *entry.tags)


def _digest(*texts: str) -> str:
    return blake2b("\n".join(texts).encode("utf-8", "replace"), digest_size=12).hexdigest()

"""What a button of a feed does: look at it now, switch it on and off, change its settings, let it go."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from bot.commands.feed_card import asked_number, card, looked
from bot.commands.saying import done, told
from bot.commands.values import Context
from bot.errors import BadFields, FieldProblem, UnknownState
from bot.feeds.adding import settle, unfollow
from bot.feeds.feed import NAME_LIMIT, Feed, FeedState
from bot.feeds.filters import filter_words
from bot.importing.text import one_line
from bot.reply import Actions, Button, Field, Form, Note, Reply, Tone
from bot.story import StoryState

_SWITCHED: Final = {"on": "feed.switched_on", "off": "feed.switched_off"}
_WORDS_LIMIT: Final = 1000
_TAKES: Final = {
    "바로": StoryState.LIVE,
    "live": StoryState.LIVE,
    "제안": StoryState.SUGGESTED,
    "suggest": StoryState.SUGGESTED,
}


async def feed_set(context: Context) -> Reply:
    """Do what a button of a feed says. Raises UnknownState for anything else."""
    number, _, action = context.request.argument.partition(" ")
    feed = await context.store.read(lambda library: library.feed(asked_number(number)))
    if feed is None:
        return told(context, "feed.gone_already", Tone.CAUTION)
    match action:
        case "show":
            return await card(context, feed.number)
        case "look":
            return await looked(context, feed.number)
        case "on" | "off":
            state = FeedState.ON if action == "on" else FeedState.OFF
            await _settled(context, dataclasses.replace(feed, state=state))
            return await card(context, feed.number, _SWITCHED[action], name=feed.name)
        case "edit":
            return await _edited(context, feed)
        case "remove":
            return await _asked(context, feed)
        case "removenow":
            actor = context.request.actor.key
            await context.store.write(lambda library: unfollow(library, feed.number, actor=actor, at=context.now))
            return done(context, "feed.removed", name=feed.name)
        case _:
            raise UnknownState


async def _edited(context: Context, feed: Feed) -> Reply:
    fields = context.request.fields
    if not fields:
        return _form(context, feed)
    changed = _with_fields(feed, fields)
    await _settled(context, changed)
    return await card(context, feed.number, "feed.changed", name=changed.name)


def _form(context: Context, feed: Feed) -> Reply:
    say = context.words.say
    asked = (
        ("feed_name", feed.name, NAME_LIMIT),
        ("feed_takes", say(f"feed_takes.{feed.takes.value}"), 30),
        ("feed_includes", ", ".join(feed.includes), _WORDS_LIMIT),
        ("feed_excludes", ", ".join(feed.excludes), _WORDS_LIMIT),
        ("feed_company", feed.company or "", NAME_LIMIT),
    )
    form = Form(
        title=say("feed.form"),
        press=f"feedset:{feed.number} edit",
        submit=say("form.submit"),
        fields=tuple(
            Field(
                name=name,
                label=say(f"field.{name}"),
                value=value,
                hint=say(f"hint.{name}"),
                required=name in {"feed_name", "feed_takes"},
                limit=limit,
            )
            for name, value, limit in asked
        ),
    )
    return Reply(summary=form.title, parts=(form,))


def _with_fields(feed: Feed, fields: Mapping[str, str]) -> Feed:
    """The feed with the answers of its form. Raises BadFields with every problem."""
    typed = {name: one_line(str(value)) for name, value in fields.items()}
    name = typed.get("feed_name", feed.name)
    word = typed.get("feed_takes", "").casefold()
    takes = next((state for start, state in _TAKES.items() if word.startswith(start)), None)
    problems = []
    if not name:
        problems.append(FieldProblem(field="feed_name", problem="blank"))
    if len(name) > NAME_LIMIT:
        problems.append(FieldProblem(field="feed_name", problem="too_long", limit=NAME_LIMIT))
    if takes is None and word:
        problems.append(FieldProblem(field="feed_takes", problem="no_takes"))
    if problems:
        raise BadFields(*problems)
    return dataclasses.replace(
        feed,
        name=name,
        takes=takes or feed.takes,
        includes=filter_words(typed.get("feed_includes", ", ".join(feed.includes))),
        excludes=filter_words(typed.get("feed_excludes", ", ".join(feed.excludes))),
        company=typed.get("feed_company", feed.company or "")[:NAME_LIMIT] or None,
    )


async def _settled(context: Context, changed: Feed) -> None:
    actor = context.request.actor.key
    await context.store.write(lambda library: settle(library, changed, actor=actor, at=context.now))


async def _asked(context: Context, feed: Feed) -> Reply:
    say = context.words.say
    count = (await context.store.read(lambda library: library.feed_stories())).get(feed.number, 0)
    sentence = say("feed.remove_ask", name=feed.name, count=count)
    buttons = (
        Button(label=say("button.feed_removenow"), press=f"feedset:{feed.number} removenow", style="danger"),
        Button(label=say("button.feed_keep"), press=f"feedset:{feed.number} show"),
    )
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.CAUTION), Actions(buttons=buttons)))

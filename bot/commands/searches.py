"""What is searched in vain: queries that find nothing, queries whose hits nobody opens, and what to do about one."""

import dataclasses
from datetime import timedelta

from bot.commands.aliasing import alias
from bot.commands.paging import press_for
from bot.commands.values import Context
from bot.curation.searching import Missed, Searched
from bot.ports import Library
from bot.reply import Actions, Button, Field, Form, Listing, Note, Part, Reply, Row

_DAYS = 30
_SHOWN = 8
_TERMS_LIMIT = 300


async def searches(context: Context) -> Reply:
    """Both lists of the last month, most searched first."""
    since = context.today - timedelta(days=_DAYS)

    def work(library: Library) -> dict[Missed, tuple[Searched, ...]]:
        return {missed: library.searched(missed, since=since, limit=_SHOWN) for missed in Missed}

    lists = {missed: queries for missed, queries in (await context.store.read(work)).items() if queries}
    say = context.words.say
    heading = say("searches.heading", days=_DAYS) if lists else say("searches.none", days=_DAYS)
    parts: list[Part] = [Note(text=heading)]
    for missed, queries in lists.items():
        rows = tuple([await _row(context, one) for one in queries])
        parts.append(Listing(heading=say(f"searches.{missed.value}"), rows=rows))
    if lists:
        parts.append(Note(text=say("searches.how")))
    return Reply(summary=heading, parts=tuple(parts))


async def search_term(context: Context) -> Reply:
    """What can be done about one query."""
    say, query = context.words.say, context.request.argument
    sentence = say("searches.about", query=query)
    buttons = (
        Button(label=say("searches.again"), press=await press_for(context, "find", query), style="primary"),
        Button(label=say("searches.teach"), press=await press_for(context, "teach", query)),
        Button(label=say("searches.add"), press=await press_for(context, "add", query)),
    )
    return Reply(summary=sentence, parts=(Note(text=sentence), Actions(buttons=buttons)))


async def teach(context: Context) -> Reply:
    """Ask for other words for a query, then teach the search that they mean the same."""
    typed = context.request.fields.get("alias", "").strip()
    if typed:
        return await alias(
            dataclasses.replace(
                context, request=dataclasses.replace(context.request, command="alias", argument=typed, fields={})
            )
        )
    say, query = context.words.say, context.request.argument
    field = Field(
        name="alias",
        label=say("field.alias"),
        value=f"{query} = ",
        hint=say("searches.teach_hint"),
        required=True,
        limit=_TERMS_LIMIT,
    )
    form = Form(
        title=say("searches.teach"),
        press=await press_for(context, "teach", query),
        submit=say("searches.teach_submit"),
        fields=(field,),
    )
    return Reply(summary=form.title, parts=(form,))


async def _row(context: Context, one: Searched) -> Row:
    key = "searches.times_hits" if one.hits else "searches.times"
    detail = context.words.say(key, times=one.times, hits=one.hits)
    return Row(label=one.query, detail=detail, press=await press_for(context, "searchterm", one.query))

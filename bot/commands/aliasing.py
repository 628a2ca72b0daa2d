"""Words for one thing: admins teach the search that 쿠버, 쿠버네티스 and k8s are the same."""

from bot.commands.drafting import storable
from bot.commands.saying import done
from bot.commands.values import Context
from bot.errors import BadFields, FieldProblem
from bot.ports import Library
from bot.reply import Listing, Note, Reply, Row

_REMOVE = ("빼기 ", "remove ")
_TERM_LIMIT = 60
_TERMS_A_GROUP = 20
_GROUPS_SHOWN = 100

Group = tuple[str, ...]


async def alias(context: Context) -> Reply:
    """Show the groups, add one (`쿠버 = 쿠버네티스 = k8s`), or take a word out (`빼기 쿠버`)."""
    argument = context.request.argument.strip()
    if not argument:
        return await _shown(context)
    for prefix in _REMOVE:
        if argument.startswith(prefix):
            return await _removed(context, argument.removeprefix(prefix).strip())
    return await _added(context, _group(argument))


def joined(groups: tuple[Group, ...], new: Group) -> tuple[Group, ...]:
    """`groups` with `new`; groups that share a word with it become one with it."""
    words = {_folded(term) for term in new}
    apart = [group for group in groups if not words & {_folded(term) for term in group}]
    touching = [term for group in groups if group not in apart for term in group]
    merged = {_folded(term): term for term in (*new, *touching)}
    return (*apart, tuple(merged.values()))


def without(groups: tuple[Group, ...], word: str) -> tuple[Group, ...]:
    """`groups` without a word; a group of one word is no group."""
    kept = (tuple(term for term in group if _folded(term) != _folded(word)) for group in groups)
    return tuple(group for group in kept if len(group) > 1)


async def _added(context: Context, new: Group) -> Reply:
    def work(library: Library) -> None:
        groups = joined(library.aliases(), new)
        if groups != library.aliases():
            actor = context.request.actor.key
            library.set_aliases(groups, actor=actor, at=context.now)
            library.record(action="taught", subject=" = ".join(new), actor=actor, at=context.now)

    await context.store.write(work)
    return done(context, "alias.done", terms=" = ".join(new))


async def _removed(context: Context, word: str) -> Reply:
    def work(library: Library) -> bool:
        before = library.aliases()
        after = without(before, word)
        if before != after:
            actor = context.request.actor.key
            library.set_aliases(after, actor=actor, at=context.now)
            library.record(action="untaught", subject=word, actor=actor, at=context.now)
        return before != after

    was_there = await context.store.write(work)
    return done(context, "alias.removed" if was_there else "alias.not_there", word=word)


async def _shown(context: Context) -> Reply:
    groups = await context.store.read(lambda library: library.aliases())
    say = context.words.say
    if not groups:
        return Reply(summary=say("alias.none"), parts=(Note(text=say("alias.none")),))
    heading = say("alias.heading", count=len(groups))
    rows = tuple(Row(label=" = ".join(group)) for group in groups[-_GROUPS_SHOWN:])
    return Reply(summary=heading, parts=(Listing(heading=heading, rows=rows), Note(text=say("alias.how"))))


def _group(typed: str) -> Group:
    terms = [" ".join(term.split()) for term in typed.split("=")]
    distinct = tuple({_folded(term): term for term in terms if term}.values())
    if len(distinct) < 2:  # noqa: PLR2004 - one word alone is the same as nothing
        raise BadFields(FieldProblem(field="alias", problem="one_word"))
    if len(distinct) > _TERMS_A_GROUP or any(len(term) > _TERM_LIMIT for term in distinct):
        raise BadFields(FieldProblem(field="alias", problem="too_long", limit=_TERM_LIMIT))
    if not all(map(storable, distinct)):
        raise BadFields(FieldProblem(field="alias", problem="controls"))
    return distinct


def _folded(term: str) -> str:
    return " ".join(term.casefold().split())

"""Typing and pressing as an admin, and the library before and after."""

from bot.actor import Actor, Role
from bot.app import App
from bot.commands.registry import read
from bot.ports import Store
from bot.reply import Actions, Button, Form, Listing, Note, Reply, StoryCard
from bot.story import Story
from tests.support.building import ADMIN

KIM = Actor(key="slack:U1", name="김관리", role=Role.ADMIN)
LEE = Actor(key="slack:U2", name="이관리", role=Role.ADMIN)
PARK = Actor(key="slack:U3", name="박회원", role=Role.MEMBER)


async def typed(app: App, line: str, actor: Actor = ADMIN, *, people: tuple[Actor, ...] = ()) -> Reply:
    """The reply to a line."""
    if not people:
        return await app.type(line, actor=actor, channel="slack:C1")
    return await app.handle(app.request(read(line, actor), actor=actor, channel="slack:C1", people=people))


async def pressed(app: App, button: Button | str, actor: Actor = ADMIN) -> Reply:
    """The reply to a press."""
    press = button if isinstance(button, str) else button.press
    return await app.press(press, actor=actor, channel="slack:C1")


def buttons(reply: Reply) -> dict[str, Button]:
    """Every button of a reply by its label."""
    found = [one for part in reply.parts if isinstance(part, Actions | StoryCard) for one in part.buttons]
    return {one.label: one for one in found}


def says(reply: Reply) -> str:
    """All that a reply says, a line a piece."""
    lines: list[str] = []
    for part in reply.parts:
        match part:
            case Note(text=text):
                lines.append(text)
            case Listing(heading=heading, rows=rows):
                lines += [heading, *(f"{row.label} {row.detail}".strip() for row in rows)]
            case StoryCard(title=title):
                lines.append(title.text)
            case Form(title=title):
                lines.append(title)
            case _:
                pass
    return "\n".join(lines)


async def story(store: Store, number: int) -> Story:
    """The story with a number."""
    found = await store.read(lambda library: library.story(str(number)))
    assert found is not None
    return found

"""The Home tab: a person's own screen, shown when they look in and after what they change there."""

from adapters.slack.desk import Desk, said
from adapters.slack.payloads import HomeOpened, Person, Place
from adapters.slack.views import home_view
from bot.commands.registry import Reading


class Home:
    """Publishes Home tabs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def opened(self, opened: HomeOpened) -> None:
        """Show the tab anew to who looks at it."""
        await self.show(opened.person, opened.place, standing=opened.hash)

    async def show(self, person: Person, place: Place, *, standing: str = "") -> None:
        """Publish a person's tab; `standing` is the hash of the one it replaces."""
        known = await self._desk.admit(person, place)
        if known is None:
            words = self._desk.words(self._desk.language)
            view = home_view(said(words.say("slack.other_space")), words)
        else:
            reply = await self._desk.answer(Reading(command="dashboard"), known, place)
            view = home_view(reply, self._desk.words(known.language))
        await self._desk.courier.publish_home(person.user, view, standing=standing)

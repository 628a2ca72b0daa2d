"""What can be told about a request before it is answered: does it open a form, may others see the answer?"""

from bot.actor import Actor
from bot.commands.curating import typed_fields
from bot.commands.registry import Reading, by_name
from bot.permissions import Permission, denial

_PERSONAL = frozenset(
    {"save", "unsave", "saved", "suggest", "dashboard", "keep", "verdict", "askadmin", "like", "dislike"}
)
_OPEN_ALWAYS = frozenset({"edit", "about", "setup", "teach"})
ABOUT_PEOPLE = frozenset({"appoint", "dismiss"})
"""Commands about people who are named with them."""
_FORMS = frozenset({"add", "suggest", "inboxstory", "inboxalias", "inboxanswer", "answeredit"})


def opens_form(reading: Reading, actor: Actor | None = None) -> bool:
    """Whether the reply (to `actor`, where it is known) will be a form to fill in, to be opened within seconds."""
    command = by_name(reading.command)
    if command is None or (actor and denial(actor, command.permission)):
        return False
    return reading.command in _OPEN_ALWAYS or (reading.command in _FORMS and not typed_fields(reading.argument))


def is_personal(reading: Reading) -> bool:
    """Whether the answer is nobody else's business, even where the question was asked aloud."""
    command = by_name(reading.command)
    return command is None or command.permission is not Permission.READ or command.name in _PERSONAL

"""A file that came with a message: is it for the library, may this person put it there, is it small enough to fetch?"""

from enum import Enum

from bot.actor import Actor
from bot.commands.transferring import LARGEST_FILE, is_importable
from bot.permissions import Permission, denial
from bot.reply import Note, Reply, Tone
from bot.words.catalogue import Catalogue

FILES_A_MESSAGE = 5
MEGABYTE = 1024 * 1024


class Reception(Enum):
    """What to do with a file; FETCH aside, `intake.…` of the catalogue says why not."""

    FETCH = "fetch"
    IGNORE = "ignore"
    DENIED = "denied"
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    UNREACHABLE = "unreachable"
    NO_RIGHT = "no_right"


def receive(name: str, size: int, *, line: str, actor: Actor) -> Reception:
    """What to do with a file that came with `line`: files that merely go along with words are left alone."""
    may_import = denial(actor, Permission.CURATE) is None
    if is_importable(name):
        if not may_import:
            return Reception.IGNORE if line else Reception.DENIED
        return Reception.FETCH if size <= LARGEST_FILE else Reception.TOO_LARGE
    return Reception.IGNORE if line or not may_import else Reception.WRONG_KIND


def explained(reception: Reception, name: str, words: Catalogue) -> Reply:
    """Why a file is not taken, and what to do."""
    if reception is Reception.DENIED:
        sentence = words.say("denied.admins_only")
    else:
        facts = {"megabytes": LARGEST_FILE // MEGABYTE}
        sentence = words.say(f"intake.{reception.value}", name=name, **facts)
    return Reply(summary=sentence, parts=(Note(text=sentence, tone=Tone.FAULT),), failed=True)

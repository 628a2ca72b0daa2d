"""Reading stories from files: bytes in, drafts and refusals out. Knows no library; who imports decides what is new."""

from bot.importing.export import to_json_line
from bot.importing.folder import folder_name, parse_folder, walk_folder
from bot.importing.markdown import parse_post
from bot.importing.reading import detect, parse
from bot.importing.values import ImportFormat, Item, Opener, Parsed, Provenance, Refusal, RefusalReason

__all__ = [
    "ImportFormat",
    "Item",
    "Opener",
    "Parsed",
    "Provenance",
    "Refusal",
    "RefusalReason",
    "detect",
    "folder_name",
    "parse",
    "parse_folder",
    "parse_post",
    "to_json_line",
    "walk_folder",
]

"""All commands, and how a typed line or a pressed button names one of them."""

import re
from dataclasses import dataclass

from bot.actor import Actor
from bot.commands import curating, finding, guide, reading, saving
from bot.commands.values import Command, Takes
from bot.errors import UnknownState
from bot.permissions import Permission, denial

COMMANDS: tuple[Command, ...] = (
    Command(name="home", korean=("홈",), english=("home",), takes=Takes.NOTHING, handler=guide.home, listed=False),
    Command(
        name="find",
        korean=("찾기", "검색"),
        english=("find", "search"),
        takes=Takes.WORDS,
        handler=finding.find,
    ),
    Command(
        name="open",
        korean=("열기", "보기"),
        english=("open", "show"),
        takes=Takes.STORY,
        handler=reading.open_story,
    ),
    Command(
        name="today",
        korean=("오늘", "오늘의 글"),
        english=("today",),
        takes=Takes.NOTHING,
        handler=reading.today,
    ),
    Command(
        name="random",
        korean=("무작위", "아무거나", "랜덤"),
        english=("random",),
        takes=Takes.NOTHING,
        handler=reading.random_story,
    ),
    Command(
        name="recent",
        korean=("최근", "새 글"),
        english=("recent", "new"),
        takes=Takes.NOTHING,
        handler=reading.recent,
    ),
    Command(
        name="tags",
        korean=("태그",),
        english=("tags", "tag"),
        takes=Takes.WORDS,
        optional=True,
        handler=reading.tags,
    ),
    Command(
        name="similar",
        korean=("비슷한 글", "비슷한글"),
        english=("similar",),
        takes=Takes.STORY,
        handler=finding.similar,
    ),
    Command(name="save", korean=("저장",), english=("save",), takes=Takes.STORY, handler=saving.save),
    Command(
        name="unsave",
        korean=("저장취소", "저장 취소"),
        english=("unsave",),
        takes=Takes.STORY,
        handler=saving.unsave,
    ),
    Command(
        name="saved",
        korean=("내 목록", "내목록", "저장한 글"),
        english=("saved", "my list"),
        takes=Takes.NOTHING,
        handler=saving.saved,
    ),
    Command(
        name="help",
        korean=("도움말", "도움"),
        english=("help", "?"),
        takes=Takes.NOTHING,
        handler=guide.guide,
    ),
    Command(
        name="add",
        korean=("추가",),
        english=("add",),
        takes=Takes.LINK,
        optional=True,
        handler=curating.add,
        permission=Permission.CURATE,
    ),
    Command(
        name="edit",
        korean=("수정",),
        english=("edit",),
        takes=Takes.STORY,
        handler=curating.edit,
        permission=Permission.CURATE,
    ),
    Command(
        name="hide",
        korean=("숨기기", "숨김"),
        english=("hide",),
        takes=Takes.STORY,
        handler=curating.hide,
        permission=Permission.CURATE,
    ),
    Command(
        name="restore",
        korean=("복원", "되살리기"),
        english=("restore", "unhide"),
        takes=Takes.STORY,
        handler=curating.restore,
        permission=Permission.CURATE,
    ),
    Command(
        name="changes",
        korean=("변경", "최근 변경"),
        english=("changes", "history"),
        takes=Takes.NOTHING,
        handler=curating.changes,
        permission=Permission.CURATE,
    ),
)

_BY_NAME = {command.name: command for command in COMMANDS}
_BY_ALIAS = {alias: command for command in COMMANDS for alias in command.aliases}
_LONGEST_ALIAS = max(alias.count(" ") + 1 for alias in _BY_ALIAS)
_STORY_NUMBER = re.compile(r"#?\d{1,15}번?")
_PRESS = re.compile(r"(?P<name>[a-z]+)(@(?P<page>[1-9][0-9]{0,6}))?(?P<kept>~)?:(?P<argument>.*)", re.DOTALL)
_LINK = re.compile(r"https?://\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line or a button was read as: a command's name, what stands behind it, and the page of it.

    `kept`: the argument is the short id under which the library keeps the real one.
    """

    command: str
    argument: str = ""
    page: int = 1
    kept: bool = False


def by_name(name: str) -> Command | None:
    """The command with this name."""
    return _BY_NAME.get(name)


def read(line: str, actor: Actor) -> Reading:
    """What `actor` asks for with a typed line: a command by its name, otherwise a search for the whole line.

    A line that merely begins like a command stays a search: `저장 프로시저` is no `저장`, and what only admins may do
    is a command for others only when unmistakable.
    """
    words = line.split()
    if not words:
        return Reading(command="home")
    for length in range(min(_LONGEST_ALIAS, len(words)), 0, -1):
        command = _BY_ALIAS.get(" ".join(words[:length]).casefold())
        argument = line.split(maxsplit=length)[length] if len(words) > length else ""
        if command and _is_meant(command, argument.strip(), actor):
            return Reading(command=command.name, argument=argument.strip())
    return Reading(command="find", argument=line.strip())


def read_press(press: str) -> Reading:
    """What a button's `command[@page][~]:argument` asks for. Raises UnknownState for anything else."""
    parts = _PRESS.fullmatch(press)
    if not parts or parts["name"] not in _BY_NAME:
        raise UnknownState
    return Reading(
        command=parts["name"],
        argument=parts["argument"],
        page=int(parts["page"] or 1),
        kept=bool(parts["kept"]),
    )


def _is_meant(command: Command, argument: str, actor: Actor) -> bool:
    if not argument:
        return command.takes is Takes.NOTHING or command.optional or command.takes in (Takes.STORY, Takes.WORDS)
    match command.takes:
        case Takes.NOTHING:
            return False
        case Takes.STORY:
            return bool(_STORY_NUMBER.fullmatch(argument))
        case Takes.WORDS:
            return True
        case Takes.LINK:
            return bool(_LINK.search(argument)) or denial(actor, command.permission) is None

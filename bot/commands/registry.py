"""All commands, and how a typed line or a pressed button names one of them."""

import dataclasses
import re
from dataclasses import dataclass

from bot.actor import Actor
from bot.commands import (
    administering,
    agreeing,
    aliasing,
    answerforms,
    answering,
    collecting,
    coming,
    configuring,
    curating,
    dashboard,
    deadlinks,
    deciding,
    duplicates,
    elaborating,
    feed_setting,
    feeding,
    finding,
    guide,
    inbox,
    inboxforms,
    lacking,
    linking,
    merging,
    posted,
    reading,
    retagging,
    saving,
    schedules,
    scheduling,
    searches,
    sharing,
    suggesting,
    tidying,
    transferring,
    undoing,
    verdicts,
    voting,
    written,
)
from bot.commands.values import Command, Handler, Takes
from bot.errors import UnknownState
from bot.permissions import Permission, denial


def _reads(
    name: str,
    korean: tuple[str, ...],
    english: tuple[str, ...],
    takes: Takes,
    handler: Handler,
    *,
    optional: bool = False,
    listed: bool = True,
    private: bool = True,
) -> Command:
    return Command(
        name=name,
        korean=korean,
        english=english,
        takes=takes,
        handler=handler,
        optional=optional,
        permission=Permission.READ,
        listed=listed,
        private=private,
    )


def _curates(
    name: str,
    korean: tuple[str, ...],
    english: tuple[str, ...],
    takes: Takes,
    handler: Handler,
    *,
    optional: bool = False,
) -> Command:
    return dataclasses.replace(
        _reads(name, korean, english, takes, handler, optional=optional), permission=Permission.CURATE
    )


def _unlisted(command: Command) -> Command:
    """A command that neither help nor a list of sub-commands shows."""
    return dataclasses.replace(command, listed=False)


def _members_press(name: str, handler: Handler) -> Command:
    """What only a button names, for everybody."""
    return _unlisted(_reads(name, (), (), Takes.NOTHING, handler))


def _admins_press(name: str, handler: Handler) -> Command:
    """What only a button names, for admins."""
    return _unlisted(_curates(name, (), (), Takes.NOTHING, handler))


COMMANDS: tuple[Command, ...] = (
    _reads("home", ("홈",), ("home",), Takes.NOTHING, guide.home, listed=False),
    _reads("find", ("찾기", "검색"), ("find", "search"), Takes.WORDS, finding.find),
    _reads("ask", ("질문",), ("ask",), Takes.WORDS, answering.ask),
    _members_press("more", elaborating.more),
    _members_press("elsewhere", elaborating.elsewhere),
    _members_press("afresh", elaborating.afresh),
    _reads("about", ("묻기",), ("about",), Takes.STORY, elaborating.about, listed=False),
    _reads("open", ("열기", "보기"), ("open", "show"), Takes.STORY, reading.open_story),
    _reads("today", ("오늘", "오늘의 글"), ("today",), Takes.NOTHING, reading.today),
    _reads("random", ("무작위", "아무거나", "랜덤"), ("random",), Takes.NOTHING, reading.random_story),
    _reads("recent", ("최근", "새 글"), ("recent", "new"), Takes.NOTHING, reading.recent),
    _reads("tags", ("태그",), ("tags", "tag"), Takes.WORDS, reading.tags, optional=True),
    _reads("similar", ("비슷한 글", "비슷한글"), ("similar",), Takes.STORY, finding.similar),
    _reads("save", ("저장",), ("save",), Takes.STORY, saving.save),
    _reads("unsave", ("저장취소", "저장 취소"), ("unsave",), Takes.STORY, saving.unsave),
    _reads("saved", ("내 목록", "내목록", "저장한 글"), ("saved", "my list"), Takes.NOTHING, saving.saved),
    _reads("share", ("나누기", "공유"), ("share",), Takes.STORY, sharing.share, private=False),
    _reads("suggest", ("제안",), ("suggest",), Takes.LINK, suggesting.suggest, optional=True),
    _reads("dashboard", ("내 화면", "내화면"), ("dashboard",), Takes.NOTHING, dashboard.dashboard, listed=False),
    _reads("link", ("링크",), ("link",), Takes.LINK, linking.link, listed=False),
    _reads("keep", ("링크저장",), ("keep",), Takes.LINK, linking.keep, listed=False),
    _members_press("why", posted.why),
    _members_press("posted", posted.posted),
    _reads("like", ("좋아요",), ("like",), Takes.STORY, voting.like, listed=False),
    _reads("dislike", ("별로예요",), ("dislike",), Takes.STORY, voting.dislike, listed=False),
    _members_press("verdict", verdicts.verdict),
    _members_press("askadmin", verdicts.ask_admin),
    _reads("help", ("도움말", "도움"), ("help", "?"), Takes.NOTHING, guide.guide),
    _curates("add", ("추가",), ("add",), Takes.LINK, curating.add, optional=True),
    _curates("edit", ("수정",), ("edit",), Takes.STORY, curating.edit),
    _curates("hide", ("숨기기", "숨김"), ("hide",), Takes.STORY, curating.hide),
    _curates("restore", ("복원", "되살리기"), ("restore", "unhide"), Takes.STORY, curating.restore),
    _curates("suggestions", ("제안함",), ("suggestions",), Takes.NOTHING, suggesting.suggestions),
    _curates("approve", ("승인",), ("approve",), Takes.STORY, deciding.approve),
    _curates("refuse", ("거절",), ("refuse",), Takes.STORY, deciding.refuse),
    _curates("collect", ("모으기",), ("collect",), Takes.CHOICE, collecting.collect, optional=True),
    _curates("schedule", ("발송",), ("schedule",), Takes.WORDS, scheduling.schedule, optional=True),
    _curates("setup", ("발송설정", "발송 설정"), ("setup",), Takes.WORDS, scheduling.setup, optional=True),
    _curates("schedules", ("발송목록", "발송 목록"), ("schedules",), Takes.NOTHING, schedules.schedules),
    _curates("ahead", ("발송예정", "발송 예정"), ("ahead",), Takes.NOTHING, coming.ahead),
    _curates("dryrun", ("발송미리보기", "발송 미리보기"), ("dryrun",), Takes.NOTHING, coming.dry_run),
    _curates("log", ("발송내역", "발송 내역"), ("log",), Takes.NOTHING, posted.log),
    _curates("skipday", ("발송건너뛰기", "발송 건너뛰기"), ("skipday",), Takes.WORDS, agreeing.skip_day),
    _admins_press("agree", agreeing.agree_to),
    _admins_press("another", agreeing.want_another),
    _curates("pin", ("고정",), ("pin",), Takes.WORDS, coming.pin),
    _curates("exclude", ("제외",), ("exclude",), Takes.STORY, coming.exclude, optional=True),
    _curates("include", ("제외취소", "제외 취소"), ("include",), Takes.STORY, coming.include),
    _curates("dayoff", ("휴무",), ("dayoff",), Takes.WORDS, coming.day_off, optional=True),
    _curates("alias", ("같은말", "같은 말"), ("alias",), Takes.WORDS, aliasing.alias, optional=True),
    _curates("inbox", ("질문함",), ("inbox",), Takes.NOTHING, inbox.inbox),
    _curates("answers", ("답변",), ("answers",), Takes.NOTHING, written.answers),
    _admins_press("inboxstory", inboxforms.add_story),
    _admins_press("inboxalias", inboxforms.teach_alias),
    _admins_press("inboxanswer", answerforms.write_answer),
    _admins_press("inboxretry", inbox.retry),
    _admins_press("inboxtell", inbox.tell),
    _admins_press("inboxdismiss", inbox.dismiss),
    _admins_press("inboxreopen", inbox.reopen),
    _admins_press("answeredit", answerforms.edit_answer),
    _admins_press("answerremove", written.remove_answer),
    _admins_press("answerrestore", written.restore_answer),
    _curates("merge", ("합치기",), ("merge",), Takes.STORIES, merging.merge),
    _admins_press("mergenow", merging.merge_now),
    _curates("retag", ("태그바꾸기", "태그 바꾸기"), ("retag",), Takes.WORDS, retagging.retag),
    _admins_press("retagnow", retagging.retag_now),
    _curates("untag", ("태그지우기", "태그 지우기"), ("untag",), Takes.WORDS, retagging.untag),
    _admins_press("untagnow", retagging.untag_now),
    _admins_press("intake", transferring.intake),
    _admins_press("importnow", transferring.import_now),
    _curates("export", ("내보내기",), ("export",), Takes.NOTHING, transferring.export),
    _curates("chores", ("정리",), ("chores",), Takes.NOTHING, tidying.chores),
    _curates("duplicates", ("중복", "중복 글"), ("duplicates",), Takes.NOTHING, duplicates.duplicates),
    _admins_press("different", duplicates.different),
    _curates("lacking", ("빠진정보", "빠진 정보"), ("missing",), Takes.NOTHING, lacking.lacking),
    _admins_press("fill", lacking.fill),
    _admins_press("skip", lacking.skip),
    _curates("deadlinks", ("죽은링크", "죽은 링크"), ("deadlinks", "dead links"), Takes.NOTHING, deadlinks.dead_links),
    _admins_press("linkfine", deadlinks.link_fine),
    _curates("searches", ("검색통계", "검색 통계"), ("searches",), Takes.NOTHING, searches.searches),
    _admins_press("searchterm", searches.search_term),
    _admins_press("teach", searches.teach),
    _curates("feeds", ("피드", "관리 피드"), ("feeds", "feed"), Takes.FEED, feeding.feeds, optional=True),
    _admins_press("feedadd", feeding.add_feed),
    _admins_press("feedset", feed_setting.feed_set),
    _curates("changes", ("변경", "최근 변경"), ("changes", "history"), Takes.NOTHING, undoing.changes),
    _curates("undo", ("되돌리기",), ("undo",), Takes.CHOICE, undoing.undo, optional=True),
    _admins_press("undonow", undoing.undo_now),
    _curates("admins", ("관리자",), ("admins",), Takes.NOTHING, administering.admins),
    _unlisted(_curates("appoint", ("관리자 추가",), ("admins add",), Takes.WORDS, administering.appoint)),
    _unlisted(_curates("dismiss", ("관리자 빼기",), ("admins remove",), Takes.WORDS, administering.dismiss)),
    _unlisted(
        _curates(
            "adminchannel",
            ("관리자 채널",),
            ("admins channel",),
            Takes.CHOICE,
            administering.admin_channel,
            optional=True,
        )
    ),
    _curates("settings", ("설정",), ("settings",), Takes.NOTHING, configuring.settings),
    _admins_press("setting", configuring.set_one),
)

_BY_NAME = {command.name: command for command in COMMANDS}
_BY_ALIAS = {alias: command for command in COMMANDS for alias in command.aliases}
_LONGEST_ALIAS = max(alias.count(" ") + 1 for alias in _BY_ALIAS)
_STORY_NUMBER = re.compile(r"#?\d{1,15}번?")
_STORY_NUMBERS = re.compile(rf"{_STORY_NUMBER.pattern}(\s+{_STORY_NUMBER.pattern})?")
_PRESS = re.compile(r"(?P<name>[a-z]+)(@(?P<page>[1-9][0-9]{0,6}))?(?P<kept>~)?:(?P<argument>.*)", re.DOTALL)
_FEED = re.compile(r"(추가|add)(\s.*)?|내보내기|export|#?\d+|\S+\.\S+", re.DOTALL)
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
            return Reading(command=_permitted(command, actor), argument=argument.strip())
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


def _permitted(command: Command, actor: Actor) -> str:
    """A member who types what adds a story suggests it."""
    return "suggest" if command.name == "add" and denial(actor, command.permission) else command.name


def _is_meant(command: Command, argument: str, actor: Actor) -> bool:
    if not argument:
        return command.optional or command.takes in (Takes.NOTHING, Takes.STORY, Takes.STORIES, Takes.WORDS)
    is_permitted = denial(actor, command.permission) is None
    match command.takes:
        case Takes.NOTHING:
            return False
        case Takes.STORY:
            return bool(_STORY_NUMBER.fullmatch(argument))
        case Takes.STORIES:
            return bool(_STORY_NUMBERS.fullmatch(argument))
        case Takes.WORDS:
            return is_permitted
        case Takes.LINK:
            is_curator = command.permission is Permission.CURATE and is_permitted
            return bool(_LINK.search(argument)) or is_curator
        case Takes.FEED:
            return is_permitted and bool(_FEED.fullmatch(argument))
        case Takes.CHOICE:
            return " " not in argument and is_permitted

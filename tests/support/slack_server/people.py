"""Who and what is in the workspace at the start: people, channels and the ids tests call them by."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.support.slack_server.shapes import JsonObject

TEAM, OTHER_TEAM = "T0STORY01", "T0OTHER02"
APP, BOT_ID = "A0STORY01", "B0STORY01"
MEMBER, OTHER_MEMBER, ADMIN, OWNER = "U0MEMBER1", "U0MEMBER2", "U0ADMIN01", "U0OWNER01"
BOT, STRANGER = "U0STORYBT", "U0STRANGE"
GENERAL, OUTSIDE, PRIVATE, ARCHIVED, SHARED_CHANNEL = "C0GENERAL", "C0OUTSIDE", "G0PRIVATE", "C0ARCHIVE", "C0SHARED1"
DM = "D0MEMBER1"
GROUP = "S0CURATOR"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person or a bot; `team` differs from ours for somebody of a connected workspace."""

    id: str
    name: str
    real_name: str
    team: str = TEAM
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    locale: str = "ko-KR"
    deleted: bool = False

    def body(self, *, with_locale: bool = False) -> JsonObject:
        """The user object of users.info and users.list."""
        shown: JsonObject = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": "Asia/Seoul",
            "tz_label": "Korea Standard Time",
            "tz_offset": 32400,
            "profile": {
                "real_name": self.real_name,
                "display_name": self.real_name,
                "real_name_normalized": self.real_name,
                "display_name_normalized": self.real_name,
                "avatar_hash": "ge3b51ca72de",
                "image_48": "https://secure.gravatar.com/avatar/e3b51ca72dee4ef87916ae2b9240df50.jpg",
                "team": self.team,
            },
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_owner,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1502138686,
        }
        if self.team != TEAM:
            shown["is_stranger"] = True
        return shown | ({"locale": self.locale} if with_locale else {})


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation and who is in it; `kind` is Slack's channel_type."""

    id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    is_ext_shared: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether it is a conversation of one person with the bot."""
        return self.kind == "im"

    def body(self) -> JsonObject:
        """The channel object of conversations.info and conversations.list."""
        if self.is_direct:
            person = next(iter(self.members - {BOT}), BOT)
            return {"id": self.id, "created": 1460147748, "is_im": True, "is_org_shared": False, "user": person}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "group",
            "is_archived": self.is_archived,
            "is_general": self.id == GENERAL,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_member": BOT in self.members,
            "created": 1449252889,
            "creator": OWNER,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }


def first_people() -> Iterable[User]:
    """A member, another, an admin, an owner, the bot, and a stranger of a connected workspace."""
    return (
        User(id=MEMBER, name="member", real_name="김회원"),
        User(id=OTHER_MEMBER, name="other", real_name="이회원"),
        User(id=ADMIN, name="admin", real_name="박관리", is_admin=True),
        User(id=OWNER, name="owner", real_name="최주인", is_admin=True, is_owner=True),
        User(id=BOT, name="storybot", real_name="storybot", is_bot=True, locale="en-US"),
        User(id=STRANGER, name="stranger", real_name="Ann Stranger", team=OTHER_TEAM, locale="en-US"),
    )


def first_channels() -> Iterable[Channel]:
    """A public channel with the bot in it, one without, a private one, an archived one, a shared one and a DM."""
    everyone = {MEMBER, OTHER_MEMBER, ADMIN, OWNER}
    return (
        Channel(id=GENERAL, name="일반", members=everyone | {BOT}),
        Channel(id=OUTSIDE, name="바깥", members=set(everyone)),
        Channel(id=PRIVATE, name="비공개", kind="group", members={ADMIN, OWNER, BOT}),
        Channel(id=ARCHIVED, name="보관됨", members=everyone | {BOT}, is_archived=True),
        Channel(id=SHARED_CHANNEL, name="함께", members=everyone | {BOT, STRANGER}, is_ext_shared=True),
        Channel(id=DM, name="directmessage", kind="im", members={MEMBER, BOT}),
    )

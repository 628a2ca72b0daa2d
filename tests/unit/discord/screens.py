"""The screens of docs/screens/discord, made by the real app; `python -m tests.unit.discord.screens` writes them."""

import asyncio
import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from discord import MessageFlags

from adapters.discord.commands import payload
from adapters.discord.completion import choice_of
from adapters.discord.conversation import Conversation
from adapters.discord.outcomes import Asker, Opened, Outcome
from adapters.discord.view import modal_of
from adapters.discord.wishes import Again, Meant, Typed
from bot.actor import Actor
from bot.commands.registry import COMMANDS, read_press
from bot.story import StoryState
from store.sqlite import SqliteStore
from tests.support.building import ADMIN, MEMBER, MORNING, add, app_over, draft, opened

FOLDER = Path(__file__).parents[3] / "docs" / "screens" / "discord"

_TYPED = {
    "start": ("", MEMBER),
    "search": ("쿠버네티스", MEMBER),
    "search-pages": ("배포 자동화", MEMBER),
    "search-typo": ("쿠버네틱스", MEMBER),
    "search-nothing": ("zzzz qqqq", MEMBER),
    "story": ("열기 1", MEMBER),
    "escaped": ("열기 2", MEMBER),
    "today": ("오늘", MEMBER),
    "recent": ("최근", MEMBER),
    "tags": ("태그", MEMBER),
    "similar": ("비슷한 글 3", MEMBER),
    "save": ("저장 1", MEMBER),
    "saved": ("내 목록", MEMBER),
    "help": ("도움말", ADMIN),
    "denied": ("숨기기 1", MEMBER),
    "hidden": ("숨기기 9", ADMIN),
    "added": ("추가 새 글 https://new.example/1 #새것", ADMIN),
    "suggestions": ("제안함", ADMIN),
    "collect": ("모으기", ADMIN),
    "changes": ("변경", ADMIN),
}


async def screens() -> Mapping[str, Any]:
    """Every screen by its name, as Discord gets it."""
    async with opened() as store:
        await _fill(store)
        app = dataclasses.replace(app_over(store), shares=True)
        conversation = Conversation(app, None)

        async def asked(wish: Typed | Meant | Again, actor: Actor = MEMBER, *, may_open: bool = False) -> Outcome:
            asker = Asker(actor=actor, channel="discord:1", language="ko", origin="discord:2")
            return await conversation.grant(wish, asker, may_open=lambda: may_open)

        made = {name: sent(await asked(Typed(line=line), actor)) for name, (line, actor) in _TYPED.items()}
        made["shared"] = sent(await asked(Meant(reading=read_press("share:1 쿠버네티스"))))
        refused = await asked(Meant(reading=read_press("suggest:"), fields={"title": "", "link": "주소 아님"}))
        made["refused-answers"] = sent(refused)
        made["modal-suggest"] = sent(await asked(Typed(line="제안"), may_open=True))
        made["modal-edit"] = sent(await asked(Typed(line="수정 1"), ADMIN, may_open=True))
        made["autocomplete"] = {"choices": [choice_of(one).to_dict() for one in await app.complete("배포", limit=25)]}
        made["commands"] = payload(COMMANDS)
        return made


def sent(outcome: Outcome) -> dict[str, Any]:
    """The body that goes to Discord: a message, or a modal."""
    if isinstance(outcome, Opened):
        return modal_of(outcome.asked, outcome.custom_id).to_dict()
    flags = MessageFlags(components_v2=True, ephemeral=outcome.screen.private)
    return {"flags": flags.value, "components": outcome.screen.components}


def written(screen: object) -> str:
    """A screen as its file holds it."""
    return json.dumps(screen, ensure_ascii=False, indent=1) + "\n"


async def _fill(store: SqliteStore) -> None:
    await add(
        store,
        draft(
            "쿠버네티스 도입기",
            body="쿠버네티스를 도입하면서 배포 시간을 절반으로 줄였습니다. 처음에는 장애가 잦았습니다.",
            link="https://blog.example/kubernetes",
            company="두레",
            author="김두레",
            tags=("Kubernetes", "배포"),
            views=1234,
            published_at=MORNING,
        ),
        draft("**굵게** [여기](https://x.example) @everyone <@1> # 제목", link="https://blog.example/a_(b)"),
        *(draft(f"배포 자동화 이야기 {number}", link=f"https://blog.example/{number}") for number in range(1, 8)),
        draft("회원이 제안한 글", link="https://blog.example/suggested", state=StoryState.SUGGESTED),
    )


async def _write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, screen in (await screens()).items():
        (FOLDER / f"{name}.json").write_text(written(screen), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())

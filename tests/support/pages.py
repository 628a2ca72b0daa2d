"""Pages of the documentation that are made from the code: `python -m tests.support.pages` writes them."""

from pathlib import Path

from bot.commands.registry import COMMANDS
from bot.commands.values import Command
from bot.permissions import Permission
from bot.words.catalogue import Catalogue, load_catalogue

ROOT = Path(__file__).parents[2]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"


def commands_page() -> str:
    """docs/commands.md: every listed command in both languages."""
    korean, english = load_catalogue("ko"), load_catalogue("en")
    lines = [
        "# 명령 / Commands",
        "",
        "명령 목록에서 만들어지는 문서예요. `make docs`로 다시 만들어요.",
        "Made from the command registry by `make docs`.",
        "",
        "한 줄은 먼저 명령으로 읽고, 아니면 통째로 검색어예요. `저장 프로시저`처럼 명령으로 시작하는 말도 검색돼요.",
        "A line is read as a command first and is otherwise a search as a whole.",
        "",
    ]
    for heading, permission in (("누구나 / Everyone", Permission.READ), ("관리자 / Admins", Permission.CURATE)):
        rows = [_row(one, korean, english) for one in COMMANDS if one.listed and one.permission is permission]
        lines += [
            f"## {heading}",
            "",
            "| 이름 / names | 예 / example | 하는 일 / what it does |",
            "|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(lines)


def _row(command: Command, korean: Catalogue, english: Catalogue) -> str:
    names = ", ".join(f"`{alias}`" for alias in command.aliases)
    example = f"`/story {korean.say(f'command.{command.name}.example')}`"
    about = f"{korean.say(f'command.{command.name}.about')} {english.say(f'command.{command.name}.about')}"
    return f"| {names} | {example} | {about} |"


if __name__ == "__main__":
    COMMANDS_PAGE.write_text(commands_page(), encoding="utf-8")

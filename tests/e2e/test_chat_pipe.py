"""`storybot chat` at the end of a pipe: every line gets its reply, buttons are numbers, forms are answered in lines."""

import re
from functools import partial

from tests.e2e.support import Bot, run, side_by_side

SAMPLES_AT_LEAST = 40


def test_a_search_is_answered_and_its_buttons_are_pressed_by_number(bot: Bot):
    ran = bot.chat("/story 모니터링 입문", "1", "[1]", "내 목록", "끝", "오늘")
    found, opened, saved, kept = _replies(
        ran.out, "[1] 모니터링 입문", "지표와 로그를 함께 봅니다.", "담았어요", "담아 둔 글 1편"
    )
    assert "[2] 저장" in found
    assert "[1] 저장" in opened  # an opened story has no button that opens it again, so saving moves up
    assert "모니터링 입문" in saved
    assert "[1] 모니터링 입문" in kept
    assert ran.status == 0
    assert "오늘의 글" not in ran.out  # nothing is answered after leaving


def test_a_story_is_added_line_by_line(bot: Bot):
    ran = bot.chat(
        "추가", "새로운 글", "https://blog.example/new", "두레", "", "#새것 #개발 문화", "새 본문입니다.", "1"
    )
    assert ran.status == 0
    assert "‘새로운 글’을 추가했어요" in ran.out
    (added,) = [story for story in bot.stories() if story["title"] == "새로운 글"]
    assert (added["link"], added["company"], added["author"]) == ("https://blog.example/new", "두레", None)
    assert (added["tags"], added["body"]) == (["새것", "개발 문화"], "새 본문입니다.")
    assert ran.out.rstrip().endswith("https://blog.example/new\n   [1] 저장  [2] 비슷한 글  [3] 이 글에 물어보기")


def test_editing_keeps_what_is_left_blank_and_takes_away_what_is_dashed_out(bot: Bot):
    ran = bot.chat("수정 1", "고친 제목", "", "-", "", "", "")
    assert (ran.status, "고친 제목" in ran.out) == (0, True)
    story = bot.stories()[0]
    assert (story["title"], story["company"], story["author"]) == ("고친 제목", None, "김두레")
    assert (story["link"], story["tags"]) == ("https://blog.example/monitoring", ["AWS", "개발 문화"])


def test_a_form_that_is_broken_off_changes_nothing_and_the_chat_goes_on(bot: Bot):
    before = bot.stories()
    cancelled, ended = side_by_side(
        partial(bot.chat, "추가", "버릴 글", "취소", "도움말"),
        partial(bot.chat, "수정 1", "버릴 제목", "https://a.example/"),
    )
    assert [ran.status for ran in (cancelled, ended)] == [0, 0]
    assert ["그만두었어요. 바뀐 것은 없어요." in ran.out for ran in (cancelled, ended)] == [True, True]
    assert "숨기기 12" in cancelled.out
    assert bot.stories() == before


def test_a_member_is_refused_what_only_admins_do_with_a_reason(bot: Bot):
    before = bot.stories()
    lines = ("수정 1", "숨기기 1", "복원 1", "변경")
    ran = bot.chat(*lines, "도움말", options=("--no-samples", "--as", "member"))
    assert ran.status == 0
    assert ran.out.count("관리자만 할 수 있어요.") == len(lines)
    assert "숨기기 12" not in ran.out
    assert bot.stories() == before


def test_the_first_start_brings_sample_stories_and_the_next_one_brings_no_more(empty_bot: Bot):
    first, again = (run("chat", folder=empty_bot.folder, stdin="홈\n".encode()) for _ in range(2))
    assert (first.status, again.status) == (0, 0)
    assert _held(first.out) >= SAMPLES_AT_LEAST
    assert _held(again.out) == _held(first.out)
    assert (empty_bot.folder / "data" / "storybot.db").exists()


def _held(shown: str) -> int:
    welcome = re.search(r"글 ([\d,]+)편이 있는 서재", shown)
    assert welcome, shown
    return int(welcome[1].replace(",", ""))


def _replies(shown: str, *landmarks: str) -> list[str]:
    """The replies in order, each known by something it says."""
    replies = re.split(r"\n\n(?=\S|\n)", shown)
    places = [next(place for place, reply in enumerate(replies) if landmark in reply) for landmark in landmarks]
    assert places == sorted(places), shown
    return [replies[place] for place in places]

"""The schedule of a channel as an admin sets and reads it from chat."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.setting import set_by
from bot.digest.target import EVERY_DAY, WEEKDAYS, OnHoliday, Target
from bot.errors import BadFields
from bot.reply import Listing, Reply
from tests.support.building import ADMIN, MEMBER, MORNING, SEOUL, add, draft

CHANNEL = "slack:C1"
TARGET = Target(channel=CHANNEL, zone=SEOUL, since=datetime(2026, 1, 1, tzinfo=UTC))


async def typed(app: App, line: str) -> Reply:
    return await app.type(line, actor=ADMIN, channel=CHANNEL)


def rows(reply: Reply) -> list[tuple[str, str]]:
    return [(row.label, row.detail) for part in reply.parts if isinstance(part, Listing) for row in part.rows]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("09:30", {"at": time(9, 30)}),
        ("9시", {"at": time(9)}),
        ("오후 6시 5분", {"at": time(18, 5)}),
        ("오전 12:10", {"at": time(0, 10)}),
        ("평일", {"weekdays": WEEKDAYS}),
        ("매일", {"weekdays": EVERY_DAY}),
        ("요일 월수금", {"weekdays": frozenset({1, 3, 5})}),
        ("요일 화요일, 목요일", {"weekdays": frozenset({2, 4})}),
        ("휴일 건너뛰기", {"on_holiday": OnHoliday.SKIP}),
        ("휴일 다음날", {"on_holiday": OnHoliday.CARRY}),
        ("시간대 America/New_York", {"zone": ZoneInfo("America/New_York")}),
        ("쉬기 2026-12-01", {"paused_until": date(2026, 12, 1)}),
        ("태그 aws, 개발 문화", {"tags": ("aws", "개발 문화")}),
        ("태그 모두", {"tags": ()}),
    ],
)
def test_a_setting_changes_just_what_it_says(line: str, changed: dict[str, object]):
    assert set_by(TARGET, line) == replace(TARGET, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "25:00",
        "9:99",
        "아무때나",
        "요일 가나다",
        "휴일",
        "시간대 Mars/Base",
        "쉬기 내일",
        "평일만 보내",
        "시간대 ../etc",
    ],
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(line: str):
    with pytest.raises(BadFields):
        set_by(TARGET, line)


async def test_a_channel_is_scheduled_shown_and_switched_off(app: App):
    await add(app.store, *(draft(f"글 {number}") for number in range(5)))  # type: ignore[arg-type]
    assert "아직" in (await typed(app, "발송")).summary
    assert "매일 09:00(Asia/Seoul)" in (await typed(app, "발송 09:00")).summary
    shown = await typed(app, "발송 평일")
    assert "평일마다 09:00" in shown.summary
    assert len(rows(shown)) == 3
    assert "보내지 않아요" in (await typed(app, "발송 끄기")).summary
    assert "평일마다" in (await typed(app, "발송 켜기")).summary
    assert (await typed(app, "발송 25시")).failed


async def test_what_comes_follows_pins_exclusions_and_days_off(app: App):
    await add(app.store, *(draft(f"글 {number}") for number in range(1, 5)))  # type: ignore[arg-type]
    await typed(app, "발송 18:00")
    await typed(app, "발송 휴일 건너뛰기")
    await typed(app, "휴무 2026-03-04 창립기념일")
    await typed(app, "고정 2 2026-03-05")
    await typed(app, "제외 3")
    coming = {detail[:10]: label for label, detail in rows(await typed(app, "발송예정"))}
    assert "2026-03-02" not in coming  # 삼일절 대체 휴일
    assert "2026-03-04" not in coming
    assert coming["2026-03-05"] == "글 2"
    assert "글 3" not in coming.values()
    await typed(app, "휴무 2026-03-04 취소")
    assert "2026-03-04" in {detail[:10] for _, detail in rows(await typed(app, "발송예정"))}


async def test_the_log_says_what_went_out_and_why_something_did_not(app: App):
    (story,) = await add(app.store, draft("나간 글"))
    sent = Post(
        channel=CHANNEL, day=date(2026, 3, 2), state=PostState.SENT, due_at=MORNING, at=MORNING, story=story.number,
        message="https://team.example/archives/C1/p1",
    )  # fmt: skip
    missed = Post(
        channel=CHANNEL, day=date(2026, 3, 1), state=PostState.SKIPPED, due_at=MORNING, at=MORNING,
        reason=PostReason.MISSED,
    )  # fmt: skip
    for post in (sent, missed):
        await app.store.write(lambda library, post=post: library.put_post(post))
    log = rows(await typed(app, "발송내역"))
    assert log[0][0] == "2026-03-02 보냄"
    assert "나간 글" in log[0][1]
    assert "https://team.example/archives/C1/p1" in log[0][1]
    assert "꺼져 있었어요" in log[1][0]


async def test_anyone_may_ask_why_a_story_was_chosen(app: App):
    (story,) = await add(app.store, draft("고른 글", views=5000))
    await typed(app, "발송 09:00")
    sent = Post(
        channel=CHANNEL, day=date(2026, 3, 2), state=PostState.SENT, due_at=MORNING, at=MORNING, story=story.number
    )
    await app.store.write(lambda library: library.put_post(sent))
    why = await app.press("why:2026-03-02", actor=MEMBER, channel=CHANNEL)
    assert any("5000" in label for label, _ in rows(why))
    assert "기록이 없어서" in (await app.press("why:2026-03-09", actor=MEMBER, channel=CHANNEL)).summary
    assert (await app.press("why:어제", actor=MEMBER, channel=CHANNEL)).failed

"""The schedule of a channel as an admin sets and reads it from chat."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.digest.fields import written
from bot.digest.outbox import Post, PostReason, PostState
from bot.digest.setting import set_by, set_fields
from bot.digest.target import EVERY_DAY, STARTER_AUTO, WEEKDAYS, Kind, OnHoliday, Target
from bot.errors import BadFields
from bot.reply import Form, Listing, Reply
from bot.request import Language
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
        ("요일 mon, fri", {"weekdays": frozenset({1, 5})}),
        ("쉬기 취소", {"paused_until": None}),
        ("종류 새글", {"kind": Kind.NEW}),
        ("종류 주간", {"kind": Kind.WEEKLY, "weekdays": frozenset({1})}),
        ("출처 피드, https://www.Tech.example.com/blog, 피드 3", {"sources": ("feed", "tech.example.com", "feed:3")}),
        ("언어 en", {"language": "en"}),
        ("승인 켜기", {"approval": True}),
        ("빈날 알리기", {"notes_when_empty": True}),
        ("빈날 알리기 켜기", {"notes_when_empty": True}),
        ("대화거리 켜기", {"starter": STARTER_AUTO}),
        ("대화거리 오늘은 어떤 하루였나요?", {"starter": "오늘은 어떤 하루였나요?"}),
        ("대화거리 끄기", {"starter": ""}),
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
        "종류 이상한 것",
        "출처 !!",
        "언어 불어",
        "승인",
        "승인 아마도",
        "태그",
        "대화거리 " + "가" * 301,
    ],
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(line: str):
    with pytest.raises(BadFields):
        set_by(TARGET, line)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_stands_in_the_form_leaves_the_target_as_it_is(language: Language):
    full = replace(
        TARGET,
        weekdays=frozenset({2, 6}),
        paused_until=date(2026, 12, 1),
        kind=Kind.WEEKLY,
        tags=("aws", "개발 문화"),
        companies=("두레",),
        sources=("feed", "tech.example.com"),
        approval=True,
        starter="어떠셨나요?",
    )
    for target in (TARGET, full, replace(TARGET, starter=STARTER_AUTO)):
        assert set_fields(target, written(target, language)) == target


async def test_a_form_tells_every_mistake_at_its_field_and_stores_nothing_by_halves(app: App):
    await typed(app, "발송 09:00")
    answers = {"digest_at": "25시", "digest_weekdays": "평일", "digest_zone": "Mars"}
    refused = await app.press("setup:when", actor=ADMIN, channel=CHANNEL, fields=answers)
    assert [fault.field for fault in refused.field_faults] == ["digest_at", "digest_zone"]
    assert "매일 09:00" in (await typed(app, "발송")).summary
    shown = await app.press("setup:when", actor=ADMIN, channel=CHANNEL, fields={"digest_weekdays": "평일"})
    assert "평일마다 09:00" in shown.summary


async def test_a_form_holds_one_side_of_the_settings_in_at_most_five_fields(app: App):
    await typed(app, "발송 09:00")
    for side, first in (("when", "09:00"), ("what", "오늘의 글"), ("how", "끄기")):
        admin = replace(ADMIN, key="slack:U1")
        reply = await app.press(f"setup:{CHANNEL} {side}", actor=admin, channel=CHANNEL)
        (form,) = (part for part in reply.parts if isinstance(part, Form))
        assert len(form.fields) <= 5
        assert form.fields[0].value == first


async def test_another_channel_is_steered_by_its_key_within_the_same_platform(app: App):
    await typed(app, "발송 09:00")
    slack_admin = replace(ADMIN, key="slack:U1")
    there = await app.press(f"schedule:{CHANNEL} 평일", actor=slack_admin, channel="slack:home")
    assert "평일마다" in there.summary
    assert CHANNEL in there.summary
    discord_admin = replace(ADMIN, key="discord:1")
    assert (
        "다른 플랫폼" in (await app.press(f"schedule:{CHANNEL} 끄기", actor=discord_admin, channel="discord:9")).summary
    )
    unknown = await app.press("schedule:slack:C404 09:00", actor=slack_admin, channel="slack:home")
    assert "아직 글을 보내지 않아요" in unknown.summary
    assert unknown.failed
    listed = await app.type("발송목록", actor=slack_admin, channel="slack:home")
    assert CHANNEL in rows(listed)[0][0]
    assert "아직 없어요" in (await app.type("발송목록", actor=discord_admin, channel="discord:9")).summary


async def test_the_next_post_is_shown_as_it_will_go_out_to_the_admin_alone(app: App):
    await add(app.store, *(draft(f"글 {number}") for number in range(1, 5)))  # type: ignore[arg-type]
    await typed(app, "발송 18:00")
    shown = await typed(app, "발송미리보기")
    assert shown.private
    assert "3월 2일 월요일 오늘의 글" in shown.summary
    assert "2026-03-02 18:00" in shown.parts[0].text  # type: ignore[union-attr]
    await typed(app, "발송 태그 없는태그")
    assert "보낼 글이 없어서" in (await typed(app, "발송미리보기")).summary


async def test_exclusions_pins_days_off_and_skipped_days_are_listed_and_taken_back(app: App):
    await add(app.store, *(draft(f"글 {number}") for number in range(1, 5)))  # type: ignore[arg-type]
    await typed(app, "발송 18:00")
    await typed(app, "제외 3")
    assert rows(await typed(app, "제외"))[0][0] == "글 3"
    await typed(app, "제외취소 3")
    assert "뺀 글이 없어요" in (await typed(app, "제외")).summary
    await typed(app, "휴무 2026-03-04 창립기념일")
    assert rows(await typed(app, "휴무")) == [("2026-03-04", "창립기념일")]
    await typed(app, "휴무 2026-03-04 취소")
    assert "없어요" in (await typed(app, "휴무")).summary
    assert (await typed(app, "휴무 2026-02-01 취소")).failed
    await typed(app, "고정 2 2026-03-05")
    await typed(app, "고정 2026-03-05 취소")
    assert await app.store.read(lambda library: library.pinned(CHANNEL, date(2026, 3, 5))) is None
    await typed(app, "발송건너뛰기 2026-03-05")
    assert "2026-03-05" not in {detail[:10] for _, detail in rows(await typed(app, "발송예정"))}
    await typed(app, "발송건너뛰기 2026-03-05 취소")
    assert "2026-03-05" in {detail[:10] for _, detail in rows(await typed(app, "발송예정"))}


async def test_openings_are_counted_and_speak_for_a_story(app: App):
    (story,) = await add(app.store, draft("많이 여는 글"))
    for _ in range(3):
        await app.type(f"열기 {story.number}", actor=MEMBER, channel=CHANNEL)
    assert await app.store.read(lambda library: library.openings(story.number)) == 3
    candidate = await app.store.read(lambda library: library.candidate(story.number))
    assert candidate is not None
    assert candidate.clicks == 3


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

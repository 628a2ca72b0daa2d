"""Days off out of a file."""

from datetime import date

from bot.digest.days_off import BadLine, read_days_off


def test_a_line_a_day_with_remarks_and_blank_lines():
    lines = ["\ufeff# 우리 회사", "", "2026-12-24 창립기념일", "2026.12.31, 종무식  오후 ", "2027-01-02"]
    days, bad = read_days_off(lines)
    assert days == {date(2026, 12, 24): "창립기념일", date(2026, 12, 31): "종무식 오후", date(2027, 1, 2): ""}
    assert bad == ()


def test_bad_lines_are_told_by_number():
    _, bad = read_days_off(["2026-12-24", "12월 25일 성탄절", "2026-13-01 없는 달"])
    assert bad == (BadLine(number=2, text="12월 25일 성탄절"), BadLine(number=3, text="2026-13-01 없는 달"))

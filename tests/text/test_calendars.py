"""Calendars: dates read from lines and text, and shown per language."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.calendars import FoundDate, find_dates, parse_date, show_date, show_jalali

REPORT = json.loads((Path(__file__).parents[1] / "material" / "report_blocks.json").read_text(encoding="utf-8"))
SUMMIT, REPORTED = date(2024, 10, 8), date(2024, 10, 9)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("۹ اکتبر ۲۰۲۴", "fa"),
        ("9 اکتبر 2024", "fa"),
        ("٩ اكتبر ٢٠٢٤", "fa"),
        ("۱۸ مهر ۱۴۰۳", "fa"),
        ("چهارشنبه، ۱۸ مهر ۱۴۰۳", "fa"),
        ("چهار شنبه ۱۸ مهرماه ۱۴۰۳", "fa"),
        ("چهارشنبه ۱۸ مهر ۱۴۰۳ / ۹ اکتبر ۲۰۲۴", "fa"),
        ("۹ اکتبر ۲۰۲۴ (۱۸ مهر ۱۴۰۳)", "fa"),
        ("۱۸ مهر ۱۴۰۳ ساعت ۱۰:۳۰", "fa"),
        ("۱۸ میزان ۱۴۰۳", "fa"),
        ("۱۴۰۳ مهر ۱۸, چهارشنبه", "fa"),
        ("1403/07/18", "fa"),
        ("۹ اکتبر سال ۲۰۲۴ میلادی", "fa"),
        ("October 9, 2024", "en"),
        ("9 October 2024", "en"),
        ("Oct. 9, 2024", "en"),
        ("Wednesday, 9 October 2024, 10:30", "en"),
        ("9th of October, 2024", "en"),
        ("2024-10-09", "en"),
        ("18 Mehr 1403", "en"),
        ("9 октября 2024 года", "ru"),
        ("9 октября 2024 г.", "ru"),
        ("среда, 9 октября 2024 г.", "ru"),
        ("09.10.2024", "ru"),
        ("09.10.2024 10:30", "ru"),
        ("18 мехра 1403", "ru"),
    ],
)
def test_it_reads_a_line_that_is_a_date(line: str, language: str) -> None:
    assert parse_date(line, language) == REPORTED


def test_lost_zwnj_in_a_weekday_does_no_harm() -> None:
    for line in ("سه‌شنبه ۸ اکتبر ۲۰۲۴", "سهشنبه ۸ اکتبر ۲۰۲۴", "سه شنبه ۸ اکتبر ۲۰۲۴"):
        assert parse_date(line, "fa") == SUMMIT


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("31 February 2024", "en"),
        ("2024-13-45", "en"),
        ("۳۰ اسفند ۱۴۰۲", "fa"),
        ("۳۲ مهر ۱۴۰۳", "fa"),
        ("10/09/2024", "en"),  # October or September?
        ("9 October", "en"),
        ("2024", "en"),
        ("", "fa"),
        ("On 9 October 2024 the leaders met", "en"),
        ("در ۹ اکتبر ۲۰۲۴ رهبران دیدار کردند", "fa"),
        ("چهارشنبه ۱۸ مهر ۱۴۰۳ / ۸ اکتبر ۲۰۲۴", "fa"),  # two different days
        ("9 October 9999999999999999999", "en"),
    ],
)
def test_what_is_no_single_date_is_none(line: str, language: str) -> None:
    assert parse_date(line, language) is None


def test_a_leap_day_of_the_iranian_calendar_is_read() -> None:
    assert parse_date("۳۰ اسفند ۱۴۰۳", "fa") == date(2025, 3, 20)


def test_an_unmistakable_numeric_date_is_read_in_english_too() -> None:
    assert parse_date("25/12/2024", "en") == date(2024, 12, 25)


def test_both_calendars_are_found_in_one_sentence_of_the_report() -> None:
    text = next(block["fa"] for block in REPORT["blocks"] if block["id"] == "b05")
    found = find_dates(text, "fa")
    assert [(text[f.start : f.end], f.date, f.calendar) for f in found] == [
        ("۸ اکتبر ۲۰۲۴", SUMMIT, "gregorian"),
        ("۱۷ مهر ۱۴۰۳", SUMMIT, "jalali"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("He met them on Oct. 8, 2024 and on 9 October 2024.", "en", [SUMMIT, REPORTED]),
        ("Встреча прошла 8 октября 2024 года, отчёт вышел 09.10.2024.", "ru", [SUMMIT, REPORTED]),
        ("نشست در ۱۷ مهرِ ۱۴۰۳ برگزار شد.", "fa", [SUMMIT]),
        ("version 1.2024-10-09.3, 12024-10-09, tel. 2024-10-0912", "en", []),
        ("may 2024 members", "en", []),
    ],
)
def test_dates_are_found_in_running_text(text: str, language: str, dates: list[date]) -> None:
    assert [found.date for found in find_dates(text, language)] == dates


def test_dates_are_shown_as_each_language_expects() -> None:
    assert show_date(REPORTED, "fa", weekday=True) == "چهارشنبه ۱۸ مهر ۱۴۰۳ / ۹ اکتبر ۲۰۲۴"
    assert show_date(REPORTED, "fa", both=False) == show_jalali(REPORTED) == "۱۸ مهر ۱۴۰۳"
    assert show_date(SUMMIT, "fa", weekday=True, both=False) == "سه‌شنبه ۱۷ مهر ۱۴۰۳"
    assert show_date(REPORTED, "en", weekday=True) == "Wednesday, 9 October 2024"
    assert show_date(REPORTED, "ru", weekday=True) == "среда, 9 октября 2024 г."
    assert show_date(REPORTED, "tr") == "2024-10-09"


def test_a_date_before_the_iranian_calendar_is_shown_in_the_other_one() -> None:
    assert show_date(date(480, 9, 1), "fa") == "۱ سپتامبر ۴۸۰"


@given(
    st.dates(date(1850, 1, 1), date(2120, 12, 31)),
    st.sampled_from(["fa", "en", "ru"]),
    st.booleans(),
    st.booleans(),
)
def test_every_date_shown_is_read_back(day: date, language: str, weekday: bool, both: bool) -> None:
    shown = show_date(day, language, weekday=weekday, both=both)
    assert parse_date(shown, language) == day
    assert {found.date for found in find_dates(f"({shown})", language)} == {day}


@given(
    st.text(st.sampled_from("0123456789۰۱۹ ./-,:مهراکتبOctober октября\u200c")),
    st.sampled_from(["fa", "en", "ru"]),
)
def test_no_text_makes_it_fail(text: str, language: str) -> None:
    parse_date(text, language)
    found: list[FoundDate] = find_dates(text, language)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

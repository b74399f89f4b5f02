"""Dates known to the day, the month or the year: their first and their last day, and what is no date."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import edtf

years = st.integers(1, 9999)
months = st.integers(1, 12)
marks = st.sampled_from(["", "~", "?"])
days = st.dates()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024~", "2024-01-01", "2024-12-31"),
        ("2024-10", "2024-10-01", "2024-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02?", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2024-10-08", "2024-10-08", "2024-10-08"),
        ("2024-10-08~", "2024-10-08", "2024-10-08"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert (str(edtf.earliest(text)), str(edtf.latest(text))) == (first, last)


def test_no_date_has_no_day() -> None:
    assert edtf.earliest("") is None
    assert edtf.latest("") is None


@given(days, marks)
def test_a_whole_day_is_itself(day: dt.date, mark: str) -> None:
    text = day.isoformat() + mark
    assert edtf.earliest(text) == edtf.latest(text) == day


@given(years, months, marks)
def test_a_month_goes_from_its_first_to_its_last_day(year: int, month: int, mark: str) -> None:
    text = f"{year:04}-{month:02}{mark}"
    first, last = edtf.earliest(text), edtf.latest(text)
    assert first == dt.date(year, month, 1)
    assert last == dt.date(year, month, calendar.monthrange(year, month)[1])


@given(days, marks)
def test_every_day_lies_in_its_month_and_its_month_in_its_year(day: dt.date, mark: str) -> None:
    year, month = day.isoformat()[:4] + mark, day.isoformat()[:7] + mark
    bounds = [edtf.earliest(year), edtf.earliest(month), day, edtf.latest(month), edtf.latest(year)]
    assert bounds == sorted(bounds)  # type: ignore[type-var]


@pytest.mark.parametrize(
    "text",
    [
        "24",
        "20245",
        "2024-1",
        "2024-13",
        "2024-00",
        "2024-00-05",
        "2024-10-00",
        "2024-10-8",
        "2024-02-30",
        "2023-02-29",
        "2024-04-31",
        "0000",
        "2024-10-08T12:00",
        "2024/2025",
        "2024..",
        "-2024",
        "+2024",
        " 2024",
        "2024 ",
        "2024\n",
        "2024~?",
        "~2024",
        "2024%",
        "۲۰۲۴",
        "١٤٠٣",
        "２０２４",
        "8.10.2024",
        "2024–10",
        "spring",
    ],
)
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    for ask in (edtf.earliest, edtf.latest):
        with pytest.raises(edtf.NotEdtf) as refusal:
            ask(text)
        assert refusal.value.text == text
        assert text in str(refusal.value)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        first, last = edtf.earliest(text), edtf.latest(text)
    except edtf.NotEdtf:
        return
    if first is None or last is None:
        assert text == ""
        return
    assert first <= last
    assert text.rstrip("~?") in (str(first), str(first)[:7], str(first)[:4])

"""Periods as readers see them: whole days, months and years alone, doubts, and open sides."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import edtf
from newsroom.text.calendars import parse_date
from newsroom.text.periods import machine_date, show_edtf, show_period

LANGUAGES = ["fa", "en", "ru"]
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
exacts = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
dates = st.builds(lambda exact, doubt: exact + doubt, exacts, st.sampled_from(["", "~", "?"]))
codes = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "fa", "en", "ru"),
    [
        ("", "", "", ""),
        ("2024", "۲۰۲۴", "2024", "2024 г."),
        ("2024-10", "اکتبر ۲۰۲۴", "October 2024", "октябрь 2024 г."),
        ("2018-05", "مه ۲۰۱۸", "May 2018", "май 2018 г."),
        ("1991~", "حدود ۱۹۹۱", "about 1991", "около 1991 года"),
        ("1991?", "حدود ۱۹۹۱", "about 1991", "около 1991 года"),
        ("1991-12~", "حدود دسامبر ۱۹۹۱", "about December 1991", "около декабря 1991 года"),
    ],
)
def test_a_date_that_is_known_in_part_is_said_as_far_as_it_is_known(text: str, fa: str, en: str, ru: str) -> None:
    assert [show_edtf(text, code) for code in LANGUAGES] == [fa, en, ru]


@pytest.mark.parametrize(
    ("start", "end", "fa", "en", "ru"),
    [
        ("", "", "", "", ""),
        ("1993", "2005", "۱۹۹۳ تا ۲۰۰۵", "1993 – 2005", "1993 г. – 2005 г."),
        ("2007", "", "از ۲۰۰۷", "since 2007", "с 2007 года"),
        ("", "2018", "تا ۲۰۱۸", "until 2018", "до 2018 года"),
        ("2024-10", "", "از اکتبر ۲۰۲۴", "since October 2024", "с октября 2024 года"),
        ("", "2009-08", "تا اوت ۲۰۰۹", "until August 2009", "до августа 2009 года"),
        ("2024", "2024", "۲۰۲۴", "2024", "2024 г."),
        ("2024-09", "2024-10", "سپتامبر ۲۰۲۴ تا اکتبر ۲۰۲۴", "September 2024 – October 2024",
         "сентябрь 2024 г. – октябрь 2024 г."),
    ],
)  # fmt: skip
def test_a_period_says_from_when_to_when(start: str, end: str, fa: str, en: str, ru: str) -> None:
    assert [show_period(start, end, code) for code in LANGUAGES] == [fa, en, ru]


@given(days, codes)
def test_a_whole_day_can_be_read_back(day: dt.date, language: str) -> None:
    assert parse_date(show_edtf(day.isoformat(), language), language) == day


@given(dates, codes)
def test_every_date_is_said_in_the_digits_of_its_language(text: str, language: str) -> None:
    shown = show_edtf(text, language)
    assert shown.strip() == shown != ""
    digits = set(re.findall(r"\d", shown))
    assert digits
    assert digits <= set("۰۱۲۳۴۵۶۷۸۹" if language == "fa" else "0123456789")


@given(exacts, st.sampled_from("~?"), codes)
def test_a_doubt_is_said_and_never_printed_as_a_mark(text: str, doubt: str, language: str) -> None:
    shown = show_edtf(text + doubt, language)
    assert shown.startswith(("حدود ", "about ", "около "))
    assert not set("~?") & set(shown)


@given(dates, dates, codes)
def test_a_period_holds_what_it_says_of_each_side(start: str, end: str, language: str) -> None:
    shown = show_period(start, end, language)
    if start == end:
        assert shown == show_edtf(start, language)
    else:
        assert shown.startswith(show_edtf(start, language))
        assert shown.endswith(show_edtf(end, language))
        assert len(shown) > len(show_edtf(start, language)) + len(show_edtf(end, language))


@given(dates, codes)
def test_an_open_period_says_on_which_side_it_is_open(text: str, language: str) -> None:
    since, until = show_period(text, "", language), show_period("", text, language)
    assert since != until
    assert since.startswith(("از ", "since ", "с "))
    assert until.startswith(("تا ", "until ", "до "))
    assert since.endswith(show_edtf(text, language, governed=True))


@pytest.mark.parametrize("text", ["2024~", "2024-10?", "2024-10-08~", "2024-10-08"])
def test_a_machine_reads_the_date_without_its_doubt(text: str) -> None:
    assert machine_date(text) == text.rstrip("~?")
    assert edtf.earliest(machine_date(text)) == edtf.earliest(text)
    assert machine_date("") == ""


@pytest.mark.parametrize("text", ["2024-13", "08.10.2024", "last year", "2024-02-30", "2024-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(edtf.NotEdtf):
        show_edtf(text, "en")
    for start, end in ((text, ""), ("", text), (text, "2030"), ("1990", text)):
        with pytest.raises(edtf.NotEdtf):
            show_period(start, end, "ru")


def test_a_language_without_words_of_its_own_shows_the_digits() -> None:
    assert show_edtf("2024", "tg") == "2024"
    assert show_edtf("2024-10", "tg") == "2024-10"
    assert show_edtf("2024~", "tg") == "~2024"
    assert show_period("1993", "2005", "tg") == "1993 – 2005"

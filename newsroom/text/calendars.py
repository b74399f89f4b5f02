"""Calendars: reading dates out of text in three languages, and showing a date as each language shows it.

Dates are stored as Gregorian dates; only their faces differ. Reading works on folded text, so lost ZWNJ,
Persian or Arabic digits and letter variants need no rules of their own. Month names decide the calendar:
Iranian and Afghan solar months are Jalali, all others Gregorian; purely numeric dates are Jalali when the
year is below 1600. Transliterated solar months («17 Mehr 1403», «17 мехра 1403») are read too. Impossible
dates are not dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from persiantools.jdatetime import JalaliDate

from newsroom.text.digits import to_persian
from newsroom.text.fold import fold, fold_key

Calendar = Literal["gregorian", "jalali"]


def _row(names: str) -> tuple[str, ...]:
    """Split a row of twelve months or seven weekdays; a dash stands for "no other name"."""
    return tuple("" if name == "-" else name for name in names.split())


_JALALI_FA = _row("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند")
_JALALI_OTHER = (
    _JALALI_FA,
    _row("حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"),
    _row("- - - - امرداد"),
    _row("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"),
    _row("фарвардина ордибехешта хордада тира мордада шахривара мехра абана азара дея бахмана эсфанда"),
)
_GREGORIAN_FA = _row("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر")
_GREGORIAN_EN = _row("January February March April May June July August September October November December")
_GREGORIAN_RU = _row("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_GREGORIAN_OTHER = (
    _GREGORIAN_FA,
    _GREGORIAN_EN,
    _GREGORIAN_RU,
    _row("جنوری فبروری مارچ اپریل می جون جولای آگوست سپتمبر اکتوبر نومبر دسمبر"),
    _row("- - - آپریل - - جولایی اگست"),
    _row("Jan Feb Mar Apr - Jun Jul Aug Sept Oct Nov Dec"),
    _row("- - - - - - - - Sep"),
    _row("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    _row("янв февр мар апр - июн июл авг сент окт нояб дек"),
    _row("- фев - - - - - - сен - ноя"),
)
# The months of the Gregorian year as a date names them, and as a month alone is named; in Russian these differ.
MONTHS_IN_DATES = {"fa": _GREGORIAN_FA, "en": _GREGORIAN_EN, "ru": _GREGORIAN_RU}
MONTHS_ALONE = {**MONTHS_IN_DATES, "ru": _GREGORIAN_OTHER[7]}
# Monday first, as date.weekday() counts.
_WEEKDAYS = {
    "fa": _row("دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه"),
    "en": _row("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "ru": _row("понедельник вторник среда четверг пятница суббота воскресенье"),
}
_OTHER_WEEKDAYS = _row("Mon Tues Tue Wed Thurs Thu Fri Sat Sun آدینه среду пятницу субботу пн вт ср чт пт сб вс")
_FIRST_GREGORIAN_YEAR = 1600
_FIRST_JALALI_DAY = date(622, 3, 22)
_JALALI_YEARS = range(1000, _FIRST_GREGORIAN_YEAR)


def _numbered(*rows: tuple[str, ...]) -> dict[str, int]:
    return {fold_key(name): number for row in rows for number, name in enumerate(row, start=1) if name}


_MONTHS: dict[str, tuple[Calendar, int]] = {
    **{name: ("gregorian", number) for name, number in _numbered(*_GREGORIAN_OTHER).items()},
    **{name: ("jalali", number) for name, number in _numbered(*_JALALI_OTHER).items()},
}


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_SPACED_WEEKDAYS = ("سه شنبه", "پنج شنبه", "یک شنبه", "دو شنبه", "چهار شنبه")
_ALL_WEEKDAYS = (*_WEEKDAYS["fa"], *_WEEKDAYS["en"], *_WEEKDAYS["ru"], *_OTHER_WEEKDAYS, *_SPACED_WEEKDAYS)
_WEEKDAY = _either(map(fold_key, _ALL_WEEKDAYS))
_MONTH = rf"(?P<month>{_either(_MONTHS)})(?:\.| ?ماه)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|م|ام)?"
_YEAR = r"(?:سال )?(?P<year>\d{4})(?!\d)"
_ERA = r"(?: ?(?:года|год|г\.|میلادی|خورشیدی|هجری شمسی|شمسی|هجری خورشیدی))?"
_GAP = " *[ ,،] *"
_DATES = tuple(
    re.compile(rf"(?<![\w.,:/+-]){pattern}(?![\w/-]|[.:]\d)")
    for pattern in (
        rf"{_DAY}(?:{_GAP}|-)(?:of )?{_MONTH}(?:{_GAP}|-){_YEAR}",
        rf"{_MONTH} *{_DAY}{_GAP}{_YEAR}",
        rf"(?P<year>\d{{4}}){_GAP}{_MONTH} *{_DAY}",
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sep>[./])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: \(?[a-zа-я+\d]{1,6}\)?)?"
_TIME = rf"(?:,? *(?:-|\||ساعت|at|в)? *{_CLOCK})?"
_BEFORE_DATE = re.compile(rf"(?:(?:روز|on|во?) )?(?:(?:{_WEEKDAY})\.?(?: مورخ| روز)?{_GAP})?")
_AFTER_DATE = re.compile(rf"{_ERA}(?:{_GAP}(?:{_WEEKDAY}))?{_TIME}[.،,]?")
_BETWEEN_DATES = re.compile(rf"{_ERA} *(?:/|\||-|\(|برابر با|مطابق با|مصادف با) *(?:(?:{_WEEKDAY}){_GAP})?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A complete date in a text: half-open code point range from day to year, value, calendar it is in."""

    start: int
    end: int
    date: date
    calendar: Calendar


def jalali(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Jalali one, or None when there is no such day."""
    try:
        found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return found


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(match: re.Match[str], language: str) -> tuple[date, Calendar] | None:
    """Turn a match of any pattern into a date, or None when there is no such day or its order is unclear."""
    year, day = int(match["year"]), int(match["day"])
    named = _MONTHS.get(match["month"])
    if named is not None:
        calendar, month = named
    else:
        month = int(match["month"])
        calendar = "jalali" if year < _FIRST_GREGORIAN_YEAR else "gregorian"
        if _order_is_unclear(match, language, day, month):
            return None
    if calendar == "jalali":
        found = jalali(year, month, day) if year in _JALALI_YEARS else None
    else:
        found = _gregorian(year, month, day)
    return (found, calendar) if found else None


def _order_is_unclear(match: re.Match[str], language: str, day: int, month: int) -> bool:
    """10/09/2024 is October in America and September in Britain: an English text does not say which."""
    return (
        match["sep"] == "/"
        and language == "en"
        and match.start("day") < match.start("year")
        and day <= 12
        and day != month
    )


def _matches(folded: str, language: str) -> list[tuple[int, int, date, Calendar]]:
    """Return the dates of a folded text in reading order, without overlaps, earlier patterns first."""
    found: list[tuple[int, int, date, Calendar]] = []
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            value = _value(match, language)
            if value and not any(match.start() < end and start < match.end() for start, end, _, _ in found):
                found.append((match.start(), match.end(), *value))
    return sorted(found)


def find_dates(text: str, language: str) -> list[FoundDate]:
    """Return the complete dates of a text (day, month and year) in reading order.

    Args:
        text: plain text in any of the languages.
        language: the language of the text; it only decides how d/m/y is read.

    Returns:
        Dates with code point ranges of `text`, without the weekday.
    """
    folded = fold(text)
    return [
        FoundDate(*folded.original(start, end), value, calendar)
        for start, end, value, calendar in _matches(folded.text, language)
    ]


def parse_date(text: str, language: str) -> date | None:
    """Read a line that is nothing but a date: a weekday, a time and the same day in the other calendar may
    join it.

    Args:
        text: the line.
        language: the language of the text; it only decides how d/m/y is read.

    Returns:
        The Gregorian date, or None when the line holds anything else, an impossible date, or two different
        dates.
    """
    line = " ".join(fold_key(text).split())
    dates = _matches(line, language)
    if not dates or len({value for _, _, value, _ in dates}) > 1:
        return None
    cuts = [0, *(edge for start, end, _, _ in dates for edge in (start, end)), len(line)]
    outside = [line[cuts[i] : cuts[i + 1]] for i in range(0, len(cuts), 2)]
    whole = (
        _BEFORE_DATE.fullmatch(outside[0])
        and _AFTER_DATE.fullmatch(outside[-1].replace(")", ""))
        and all(_BETWEEN_DATES.fullmatch(part) for part in outside[1:-1])
    )
    return dates[0][2] if whole else None


def show_jalali(day: date) -> str:
    """Show a date in the Iranian calendar with Persian digits: «۱۸ مهر ۱۴۰۳».

    Raises:
        ValueError: the date lies before the first day of the Iranian calendar (622-03-22).
    """
    solar = JalaliDate.to_jalali(day)  # type: ignore[no-untyped-call]
    return to_persian(f"{solar.day} {_JALALI_FA[solar.month - 1]} {solar.year}")


def show_date(day: date, language: str, *, weekday: bool = False, both: bool = True) -> str:
    """Show a date as readers of a language expect it.

    Args:
        day: the Gregorian date.
        language: "fa", "en" or "ru"; another language gets the ISO form.
        weekday: put the name of the weekday first.
        both: in Persian, show the Gregorian date after the Iranian one. A date before the Iranian calendar has
            only the former.
    """
    if language not in _WEEKDAYS:
        return day.isoformat()
    name = _WEEKDAYS[language][day.weekday()] if weekday else ""
    if language == "fa":
        gregorian = to_persian(f"{day.day} {_GREGORIAN_FA[day.month - 1]} {day.year}")
        if day < _FIRST_JALALI_DAY:
            return f"{name} {gregorian}".strip()
        shown = f"{show_jalali(day)} / {gregorian}" if both else show_jalali(day)
        return f"{name} {shown}".strip()
    shown = {
        "en": f"{day.day} {_GREGORIAN_EN[day.month - 1]} {day.year}",
        "ru": f"{day.day} {_GREGORIAN_RU[day.month - 1]} {day.year} г.",
    }[language]
    return f"{name}, {shown}" if name else shown

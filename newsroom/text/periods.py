"""Periods: dates that may be known only to the month or year, as readers of a language see them.

`2024-10` is «اکتبر ۲۰۲۴», “October 2024”, «октябрь 2024 г.»; a whole day is shown by `calendars`. A `~` or `?` says
"about". The words belong here and not to a catalogue, because they follow the language of the text, not of a screen.
"""

from __future__ import annotations

from newsroom.text import edtf
from newsroom.text.calendars import MONTHS_ALONE, MONTHS_IN_DATES, show_date
from newsroom.text.digits import to_persian

_ABOUT = {"fa": "حدود {}", "en": "about {}", "ru": "около {}"}
_RANGE = {"fa": "{} تا {}", "en": "{} – {}", "ru": "{} – {}"}
_SINCE = {"fa": "از {}", "en": "since {}", "ru": "с {}"}
_UNTIL = {"fa": "تا {}", "en": "until {}", "ru": "до {}"}
_YEAR = {"fa": "{}", "en": "{}", "ru": "{} г."}


def show_edtf(text: str, language: str, *, governed: bool = False) -> str:
    """An EDTF date in the words of a language; "" for "". `governed`: it follows a preposition. Raises NotEdtf."""
    first = edtf.earliest(text)
    if first is None:
        return ""
    exact = text.rstrip("~?")
    about = exact != text
    shown = _SHAPES[exact.count("-")](exact, language, governed or about)
    return _ABOUT.get(language, "~{}").format(shown) if about else shown


def show_period(start: str, end: str, language: str) -> str:
    """From when to when: an open side is "since" or "until"; both open is "". Raises NotEdtf."""
    if start and end and start != end:
        return _RANGE.get(language, "{} – {}").format(show_edtf(start, language), show_edtf(end, language))
    if start and not end:
        return _SINCE.get(language, "{} –").format(show_edtf(start, language, governed=True))
    if end and not start:
        return _UNTIL.get(language, "– {}").format(show_edtf(end, language, governed=True))
    return show_edtf(start, language)


def machine_date(text: str) -> str:
    """The value of <time datetime>: EDTF without its marks of doubt."""
    return text.rstrip("~?")


def _year(exact: str, language: str, governed: bool) -> str:
    """Persian writes the digits in its own way, Russian adds «г.», or «года» after a preposition."""
    if language == "ru" and governed:
        return f"{exact} года"
    shown = _YEAR.get(language, "{}").format(exact)
    return to_persian(shown) if language == "fa" else shown


def _month(exact: str, language: str, governed: bool) -> str:
    year, month = exact.split("-")
    months = MONTHS_IN_DATES if governed else MONTHS_ALONE  # с октября 2024 года, but: октябрь 2024 г.
    if language not in months:
        return exact
    return f"{months[language][int(month) - 1]} {_year(year, language, governed)}"


def _day(exact: str, language: str, _governed: bool) -> str:
    day = edtf.earliest(exact)
    assert day is not None, "an empty date has no day"
    return show_date(day, language)


_SHAPES = (_year, _month, _day)  # by the number of hyphens

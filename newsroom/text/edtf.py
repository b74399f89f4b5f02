"""Dates that may be known only to the month or the year: a small part of EDTF (ISO 8601-2), level 0 and "~", "?".

`2024`, `2024-10`, `2024-10-08`, each with an optional trailing `~` (approximate) or `?` (uncertain). "" is no date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[~?]?", re.ASCII)


class NotEdtf(ValueError):
    """The text is none of the forms above, or no day of the calendar."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a date of the form 2024, 2024-10 or 2024-10-08 (~ or ? may follow)")
        self.text = text


def earliest(text: str) -> dt.date | None:
    """First day that `text` can mean, None for ""; raises NotEdtf."""
    bounds = _bounds(text)
    return bounds[0] if bounds else None


def latest(text: str) -> dt.date | None:
    """Last day that `text` can mean, None for ""; raises NotEdtf."""
    bounds = _bounds(text)
    return bounds[1] if bounds else None


def _bounds(text: str) -> tuple[dt.date, dt.date] | None:
    if not text:
        return None
    form = _FORM.fullmatch(text)
    if form is None:
        raise NotEdtf(text)
    year, month, day = (int(part) if part else None for part in form.group("year", "month", "day"))
    assert year is not None
    last_month = 12 if month is None else month
    try:
        first = dt.date(year, 1 if month is None else month, 1 if day is None else day)
        last = dt.date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)
    except ValueError as error:
        raise NotEdtf(text) from error
    return first, last

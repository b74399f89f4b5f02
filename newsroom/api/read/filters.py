"""What the filters of several lists share: a value that the site cannot mean is refused, naming its parameter."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema_field

from newsroom.api.read.addresses import PUBLIC_ID
from newsroom.base import languages

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
_MOMENT = re.compile(_DAY.pattern + _TIME, re.ASCII)
FIRST, LAST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


def documented(filter_: django_filters.Filter, description: str, **schema: Any) -> Any:
    """The filter with its place in the OpenAPI document."""
    return extend_schema_field({"type": "string", "description": description, **schema})(filter_)


class DayField(forms.CharField):
    """2024-10-08, in ASCII digits."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return day(text) if text else None
        except ValueError as error:
            raise ValidationError("A day of the form 2024-10-08.", "invalid") from error


class MomentField(forms.CharField):
    """A time with its offset from UTC, or a day of UTC, whose `end` is its last microsecond."""

    def __init__(self, *, of_day: dt.time, **kwargs: Any) -> None:
        self.of_day = of_day
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return moment(text, self.of_day) if text else None
        except ValueError as error:
            message = "A day of the form 2024-10-08, or a time with its offset: 2024-10-08T12:30:00Z."
            raise ValidationError(message, "invalid") from error


class DayFilter(django_filters.Filter):
    field_class = DayField


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class EntityFilter(django_filters.Filter):
    field_class = forms.RegexField


def day(text: str) -> dt.date:
    """Raises ValueError."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def moment(text: str, of_day: dt.time) -> dt.datetime:
    """In UTC; a time beyond the calendar is its first or last one. Raises ValueError, also without an offset."""
    if not _MOMENT.fullmatch(text):
        return dt.datetime.combine(day(text), of_day, dt.UTC)
    told = dt.datetime.fromisoformat(text.upper())
    try:
        return told.astimezone(dt.UTC)
    except OverflowError:
        return FIRST if told.year == 1 else LAST


def public_id(description: str, **kwargs: Any) -> Any:
    """A parameter that takes a public id; one that is not public finds nothing."""
    found = EntityFilter(regex=f"^{PUBLIC_ID.pattern}\\Z", strip=False, **kwargs)
    return documented(found, description, pattern=f"^{PUBLIC_ID.pattern}$")


def language(description: str, **kwargs: Any) -> Any:
    """A parameter that takes one of the site's languages."""
    choices = [(code, code) for code in languages.codes()]
    found = django_filters.ChoiceFilter(choices=choices, **kwargs)
    return documented(found, description, enum=list(languages.codes()))


def since(description: str, field_name: str) -> Any:
    found = MomentFilter(field_name=field_name, lookup_expr="gte", of_day=dt.time.min)
    return documented(found, description, anyOf=MOMENTS)


def until(description: str, field_name: str) -> Any:
    found = MomentFilter(field_name=field_name, lookup_expr="lte", of_day=dt.time.max)
    return documented(found, description, anyOf=MOMENTS)


MOMENTS = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]

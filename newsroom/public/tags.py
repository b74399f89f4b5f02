"""Template tags of the public pages: directions, numerals, days in the calendars of a language."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.text import calendars, digits

register = template.Library()
register.filter("direction", languages.direction)
register.filter("own_name", languages.own_name)
register.filter("isolated", isolated)
register.filter("language_name", languages.translated_name)


@register.filter
def numeral(value: object, language: str) -> str:
    """A number in the digits of the language."""
    return digits.localize(str(value), language)


@register.filter
def day(moment: dt.date | dt.datetime, language: str) -> SafeString:
    """A day in the calendars of the language, inside <time>; a moment is shown as the newsroom's day."""
    if isinstance(moment, dt.datetime):
        exact, date = moment.isoformat(), moment.astimezone(ZoneInfo(settings.EDITORIAL_TIME_ZONE)).date()
    else:
        exact, date = moment.isoformat(), moment
    return format_html(
        '<time datetime="{}">{}</time>', exact, calendars.show_date(date, language, weekday=True)
    )

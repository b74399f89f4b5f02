"""Template tags of the public pages: directions, numerals, days in the calendars of a language."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from newsroom.base import days, languages
from newsroom.base.drawn import isolated
from newsroom.public.images import Sources, sources
from newsroom.public.labels import ENTITY_KINDS
from newsroom.publishing.edition import Edition
from newsroom.text import calendars, digits, periods

register = template.Library()
register.filter("direction", languages.direction)
register.filter("own_name", languages.own_name)
register.filter("isolated", isolated)
register.filter("language_name", languages.translated_name)


class Room(NamedTuple):
    """One link of the masthead."""

    label: str
    path: str


@register.simple_tag(takes_context=True)
def rooms(context: dict[str, Any]) -> list[Room]:
    """The sections of the site in the language of the page; initiatives are found from the others."""
    language = context["language"]
    shown = ("event", "person", "organization", "place", "document", "topic")
    kinds = [Room(str(ENTITY_KINDS[kind]), reverse("public:entities", args=[language, kind])) for kind in shown]
    return [
        Room(gettext("Latest"), reverse("public:home", args=[language])),
        *kinds,
        Room(gettext("Corrections"), reverse("public:corrections", args=[language])),
    ]


@register.simple_tag
def picture_of(edition: Edition) -> Sources | None:
    """The leading picture of an edition, for a card."""
    image = edition.leading_picture
    return sources(image) if image else None


@register.filter
def numeral(value: object, language: str) -> str:
    """A number in the digits of the language."""
    return digits.localize(str(value), language)


@register.filter
def number(value: float) -> str:
    """A number for a machine (an SVG coordinate): never in the digits or with the comma of a language."""
    return f"{value:g}"


@register.simple_tag
def edtf(text: str, language: str) -> SafeString:
    """An EDTF date inside <time>; nothing for ""."""
    if not text:
        return SafeString("")
    shown = periods.show_edtf(text, language)
    return format_html('<time datetime="{}">{}</time>', periods.machine_date(text), shown)


@register.simple_tag
def period(start: str, end: str, language: str) -> str:
    """From when to when."""
    return periods.show_period(start, end, language)


@register.filter
def day(moment: dt.date | dt.datetime, language: str) -> SafeString:
    """A day in the calendars of the language, inside <time>; a moment is shown as the newsroom's day."""
    if isinstance(moment, dt.datetime):
        exact = moment.isoformat(timespec="seconds")  # HTML knows thousandths of a second at most
        date = days.day_of(moment)
    else:
        exact, date = moment.isoformat(), moment
    return format_html(
        '<time datetime="{}">{}</time>', exact, calendars.show_date(date, language, weekday=True)
    )

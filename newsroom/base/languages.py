"""Languages: the one helper that names a translated column.

django-modeltranslation keeps `title_fa`, `title_en`, ... beside a bare `title` whose content is whatever language was
active at the last save. Nobody but this module builds those names, and nobody at all names the bare one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ug", "ur"})


class UnknownLanguage(ValueError):
    """The code is not one of settings.LANGUAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(f"“{code}” is not one of the languages of this site: {', '.join(codes())}")
        self.code = code


def codes() -> tuple[str, ...]:
    """Codes of the content languages, in the order of settings.LANGUAGES."""
    return tuple(code for code, _name in settings.LANGUAGES)


def check(code: str) -> str:
    """Return `code`; raises UnknownLanguage when the site does not have it."""
    if code not in codes():
        raise UnknownLanguage(code)
    return code


def column(field: str, language: str) -> str:
    """Name of the column that holds `field` in `language`: column("title", "fa") == "title_fa"."""
    return f"{field}_{check(language).replace('-', '_')}"


def columns(*fields: str) -> tuple[str, ...]:
    """Names of the columns of `fields` in every language, field by field."""
    return tuple(column(field, code) for field in fields for code in codes())


def columns_in(language: str, *fields: str) -> tuple[str, ...]:
    """Names of the columns of `fields` in one language."""
    return tuple(column(field, language) for field in fields)


def read(row: Any, field: str, language: str) -> str:
    """The text of `field` in `language`, or "" where it is missing; never another language's text."""
    return getattr(row, column(field, language)) or ""


def write(row: Any, field: str, texts: Mapping[str, str | None]) -> list[str]:
    """Set `field` in each language of `texts`; returns the names of the columns for `update_fields`."""
    for code, text in texts.items():
        setattr(row, column(field, code), text or None)
    return [column(field, code) for code in texts]


def direction(language: str) -> str:
    """"rtl" or "ltr", for the HTML attribute `dir`."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def spoken() -> str:
    """The active language where it is one of the site's, else the site's first."""
    active = (get_language() or "").split("-")[0]
    return active if active in codes() else codes()[0]


def own_name(language: str) -> str:
    """The language's name in itself: فارسی, English, Русский."""
    return str(get_language_info(language)["name_local"]).capitalize()


def translated_name(language: str) -> str:
    """The language's name in the active language: Persian, فارسی, персидский."""
    return str(dict(settings.LANGUAGES).get(language, language))


def language_choices() -> list[tuple[str, Any]]:
    """Choices for a `language` column; a callable, so that a new language changes no migration."""
    return list(settings.LANGUAGES)

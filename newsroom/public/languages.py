"""A page speaks the language of its address: interface strings, direction, and the links to the other languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsroom.base import languages

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language in the switcher; `path` is "" where the page does not exist in it."""

    code: str
    name: str
    direction: str
    path: str
    current: bool


def speaking(view: View) -> View:
    """Answer in the language of the address and say so in Content-Language."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, language: str, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            response = view(request, *args, language=language, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return answered


def switcher(current: str, paths: Mapping[str, str]) -> list[LanguageLink]:
    """Every language of the site in its own name, with the address of this page in it, if it has one."""
    return [
        LanguageLink(code, languages.own_name(code), languages.direction(code), paths.get(code, ""), code == current)
        for code in languages.codes()
    ]

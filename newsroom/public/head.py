"""The head of a page: what search engines and other sites are told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.safestring import SafeString

from newsroom.base import languages
from newsroom.public.images import Shared
from newsroom.public.linked_data import Node, as_script
from newsroom.text.isolates import isolated_plain

# Open Graph wants a territory; these are the ones that a language is most read in.
LOCALES = {"fa": "fa_IR", "en": "en_GB", "ru": "ru_RU"}
LONGEST_DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """Everything in <head> that differs between pages; addresses are absolute. `annotations` are Web Annotations."""

    title: str
    description: str
    canonical: str
    locale: str
    alternates: tuple[Alternate, ...] = ()
    x_default: str = ""
    og_type: str = "website"
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    indexed: bool = True
    annotations: str = ""
    image: Shared | None = None
    image_url: str = ""
    linked_data: SafeString = field(default_factory=lambda: SafeString(""))

    @property
    def other_locales(self) -> tuple[str, ...]:
        return tuple(
            LOCALES.get(alternate.code, alternate.code)
            for alternate in self.alternates
            if alternate.url != self.canonical
        )


def head(  # noqa: PLR0913 - one argument per fact
    request: HttpRequest,
    language: str,
    *,
    title: str,
    path: str,
    description: str = "",
    paths: Mapping[str, str] | None = None,
    x_default: str = "",
    linked_data: Sequence[Node] = (),
    image: Shared | None = None,
    **rest: object,
) -> Head:
    """The head of the page at `path`. `paths`: its addresses per language, itself included; `x_default`: a language."""
    there = paths or {}
    alternates = tuple(Alternate(code, request.build_absolute_uri(address)) for code, address in there.items())
    direction = languages.direction(language)
    return Head(
        title=isolated_plain(title, direction),
        description=isolated_plain(_short(description), direction),
        canonical=request.build_absolute_uri(path),
        locale=LOCALES.get(language, language),
        alternates=alternates if len(alternates) > 1 else (),
        x_default=request.build_absolute_uri(there[x_default]) if x_default in there and len(there) > 1 else "",
        linked_data=as_script(linked_data) if linked_data else SafeString(""),
        image=image,
        image_url=request.build_absolute_uri(image.path) if image else "",
        **rest,  # type: ignore[arg-type]
    )


def _short(text: str) -> str:
    """Cut at a word."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + "…"

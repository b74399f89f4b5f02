"""Text on a page: the one place where what `text.marks` draws is called safe HTML, for the templates of both doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString, mark_safe

from newsroom.base import languages
from newsroom.text import marks


def drawn(
    text: str, language: str, marks_on_it: Sequence[marks.Mark] = (), href: Callable[[str], str] | None = None
) -> SafeString:
    """`text` with its marks, as HTML whose text content is exactly `text`; raises UndrawableMark.

    `href` turns the address of a link as stored into one for this page, "" for none.
    """
    html = marks.draw(text, marks_on_it, direction=languages.direction(language), href=href)
    return mark_safe(html)  # noqa: S308 - marks.draw escapes every letter and every attribute


def isolated(text: str, language: str) -> SafeString:
    """Plain text (None is none) in which runs of the other direction («CIS+») cannot be torn; a template filter."""
    return drawn(text or "", language)

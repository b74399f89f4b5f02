"""Plain text on a page: escaped, with what the bidi algorithm would tear («CIS+») isolated. For both doors'
templates.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from newsroom.base import languages
from newsroom.text import marks


def isolated(text: str, language: str) -> SafeString:
    """`text` in its language, as HTML whose text content is exactly `text`."""
    drawn = marks.draw(text or "", (), direction=languages.direction(language))
    return mark_safe(drawn)  # noqa: S308 - marks.draw escapes every letter of the text

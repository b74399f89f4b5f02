"""Addresses: what a link in an article may point to. Asked when markup is read and again when it is drawn.

Allowed are the web, mail, a place on this site or page, and what the site resolves itself: `article:<public id>`,
`entity:<public id>`. Everything else is refused, known or not: a list of bad schemes is never complete.
"""

from __future__ import annotations

import re

_SAFE_HREF = re.compile(
    r"""(?xi) (?: https?://[^/?\#@]+(?:[/?\#].*)?
                | mailto:[^@?/]+@[^@?/]+(?:\?.*)?
                | \#.+
                | /(?!/).* )"""
)
# A public id as base/fields.py draws it: eight characters without those that are mistaken for each other.
_REFERENCE = re.compile(r"(article|entity):([2-9a-hj-km-np-z]{8})")
# Spaces, controls, invisible marks, and what could end an attribute or pass for a slash in a browser.
_UNSAFE_IN_HREF = re.compile(
    r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff<>\"`\\]"
)


def allowed_href(href: str) -> bool:
    """Tell whether an address may stand in a link."""
    if reference(href):
        return True
    return _SAFE_HREF.fullmatch(href) is not None and _UNSAFE_IN_HREF.search(href) is None


def reference(href: str) -> tuple[str, str] | None:
    """Kind ("article" or "entity") and public id of a link that the site resolves itself; None for any other."""
    found = _REFERENCE.fullmatch(href)
    return (found[1], found[2]) if found else None

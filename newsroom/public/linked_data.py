"""Linked data: what a page is about, in the words of schema.org, as one JSON-LD graph.

Names and nesting follow schema.org (NewsArticle, Event, Person, Organization, Place, CreativeWork) and the advice of
the search engines for news (headline, dates with zone, author, image). A data block is no script: the strict policy
for scripts does not touch it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Node = Mapping[str, Any]

TYPES = {
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "event": "Event",
    "document": "CreativeWork",
    "initiative": "Thing",
    "topic": "Thing",
}
EVENT_STATUSES = {
    "scheduled": "https://schema.org/EventScheduled",
    "proposed": "https://schema.org/EventScheduled",
    "happened": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}
WIKIDATA = "https://www.wikidata.org/wiki/"
# A data block ends at "</script"; these letters mean the same in JSON when they are written as escapes.
_ESCAPES = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_script(nodes: Sequence[Node]) -> SafeString:
    """The nodes as one <script type="application/ld+json">, without what is empty."""
    graph = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in _ESCAPES.items():
        text = text.replace(letter, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def publisher(name: str, url: str, corrections: str) -> Node:
    """The newsroom itself."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{url}#publisher",
        "name": name,
        "url": url,
        "correctionsPolicy": corrections,
    }


def thing(kind: str, name: str, url: str = "", **more: Any) -> Node:
    """An entity, in full on its own page and in short elsewhere."""
    return {"@type": TYPES.get(kind, "Thing"), "@id": url, "name": name, "url": url, **more}


def same_as(wikidata: str) -> list[str]:
    return [WIKIDATA + wikidata] if wikidata else []


def _filled(value: Any) -> Any:
    """Without empty texts, lists and nothings: an unknown fact is not said."""
    if isinstance(value, Mapping):
        filled = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in ("", None, [], {})}
    if isinstance(value, (list, tuple)):
        return [one for one in map(_filled, value) if one not in ("", None, [], {})]
    return value

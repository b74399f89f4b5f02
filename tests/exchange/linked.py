"""Web Annotations as linked data: the terms that were written, and what they came to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsroom.text.webannotation import OURS
from tests.exchange.anno_context import NAMESPACES, TABLE, expanded


def properties(value: Any, around: str = "") -> Iterator[str]:
    """The name of every property of a document as it was written, without its context."""
    if isinstance(value, list):
        for one in value:
            yield from properties(one, around)
    elif isinstance(value, dict) and around != "gz:capacity":
        for name, inner in value.items():
            if name != "@context":
                yield name
                yield from properties(inner, name)


def meant(value: Any) -> Iterator[str]:
    """The IRI of every property of an expanded document."""
    if isinstance(value, list):
        for one in value:
            yield from meant(one)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in {"@value", "@language"} or (name == "@type" and isinstance(inner, str)):
                continue
            if name == "@list":
                yield from meant(inner)
                continue
            if not (name == "@id" and value.keys() == {"@id"}):  # a link, not a thing with a name
                yield name
            yield from meant(inner)


def iri(term: str) -> str:
    """What a term of ours or of the model stands for."""
    if term.startswith("gz:"):
        return OURS + term.removeprefix("gz:")
    found = TABLE[term]
    compact = found if isinstance(found, str) else found["@id"]
    space, _, name = compact.partition(":")
    return NAMESPACES[space] + name if name else {"@id": "@id", "@type": "@type"}[compact]


def is_understood(document: Any) -> bool:
    """Whether each property that was written came to mean what the model says, and none was lost."""
    return Counter(meant(expanded(document))) == Counter(map(iri, properties(document)))

"""Annotations as W3C Web Annotation JSON-LD (the model of the Recommendation of 2017); read back by `webreading`.

One Annotation per mention, statement or note, with a target for each of its places: who spoke or what was found is said
once, and holds of every language in which it is reported. Positions count code points, as the model demands. What the
model has no word for stands under our own prefix, so that nothing is lost; another reader may leave it aside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.text.annotated import Annotated, Place

ANNO = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "gz"
OURS = "urn:uuid:c64f824b-c40e-56ae-be33-7890a23a1796#"  # a name of ours that needs no registry and no host
CONTEXT: list[Any] = [
    ANNO,
    {
        PREFIX: OURS,
        "gz:capacity": {"@id": "gz:capacity", "@container": "@language"},
        "gz:sources": {"@id": "gz:sources", "@container": "@list"},
        "gz:resolved": {"@id": "gz:resolved", "@type": "xsd:dateTime"},
    },
]
MEDIA_TYPE = f'application/ld+json; profile="{ANNO}"'
PLAIN_TYPE = "application/json"
LINES_TYPE = "application/x-ndjson"
# What somebody may accept -> what they are given; the first one is for those who accept anything.
NEGOTIATED = {
    MEDIA_TYPE: MEDIA_TYPE,
    "application/ld+json": MEDIA_TYPE,
    PLAIN_TYPE: PLAIN_TYPE,
    LINES_TYPE: LINES_TYPE,
}
PAGE_SIZE = 100

# Sort or kind -> why it was made. The context has no word "assessing", though the vocabulary has: hence its prefix.
MOTIVATIONS = {
    "mention": "identifying",
    "statement": "describing",
    "fact_check": "oa:assessing",
    "correction": "editing",
    "question": "questioning",
    "comment": "commenting",
}
# What a body says -> what it is for; a claim is for what its note is for, unless that has a finding or a proposal.
PURPOSES = {
    "entity": "identifying",
    "speaker": "linking",
    "event": "linking",
    "gist": "describing",
    "finding": "oa:assessing",
    "proposal": "editing",
}
CLAIMS = {"fact_check": "describing", "correction": "commenting", "question": "questioning", "comment": "commenting"}
# Our name for what the desk knows of a place -> the field that has it.
OF_PLACES = {
    "gz:state": "state",
    "gz:origin": "origin",
    "gz:score": "score",
    "gz:reason": "reason",
    "gz:formerState": "former_state",
    "gz:formerExact": "former_exact",
    "gz:formerPrefix": "former_prefix",
    "gz:formerSuffix": "former_suffix",
    "gz:candidates": "candidates",
}
OF_ANNOTATIONS = {"gz:sort": "sort", "gz:kind": "kind", "gz:certainty": "certainty", "gz:quote": "quote"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The IRIs of one article: of an annotation by its uuid, of a block in a language, of an entity by its id."""

    article: str
    annotation: Callable[[str], str]
    block: Callable[[str, str], str]
    entity: Callable[[str], str]


def urn(uuid: str) -> str:
    """The name of a row wherever it travels."""
    return f"urn:uuid:{uuid}"


def web_annotation(one: Annotated, addresses: Addresses) -> dict[str, Any]:
    """One annotation as JSON-LD, without its context; `alone` adds it."""
    name = addresses.annotation(one.id)
    bodies, targets = list(_bodies(one, addresses)), [_target(place, addresses) for place in one.places]
    said: dict[str, Any] = {
        "id": name,
        "type": "Annotation",
        "motivation": MOTIVATIONS[one.kind if one.sort == "note" else one.sort],
        "target": _one_or_all(targets) or addresses.article,
    }
    if name != urn(one.id):
        said["canonical"] = urn(one.id)
    if bodies:
        said["body"] = _one_or_all(bodies)
    if one.created:
        said["created"] = one.created
    if one.creator:
        said["creator"] = {"type": "Person", "name": one.creator}
    said |= {term: value for term, field in OF_ANNOTATIONS.items() if (value := getattr(one, field))}
    if one.sources:
        said["gz:sources"] = list(one.sources)
    if one.resolved:
        said["gz:resolved"] = one.resolved
    return said | ({"gz:public": True} if one.public else {})


def alone(annotation: Mapping[str, Any]) -> dict[str, Any]:
    """An annotation as a document of its own."""
    return {"@context": CONTEXT, **annotation}


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of `total` annotations under an IRI in pages of `size`, counted from 1; there is always one."""

    id: str
    label: str
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.total / self.size))

    def address(self, number: int) -> str:
        return f"{self.id}{'&' if '?' in self.id else '?'}page={number}"

    def whole(self, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The AnnotationCollection with its first page in it; `items` are those of that page alone."""
        first = {"id": self.address(1), "type": "AnnotationPage", "startIndex": 0, "items": list(items)}
        return {
            "@context": CONTEXT,
            "id": self.id,
            "type": "AnnotationCollection",
            "label": self.label,
            "total": self.total,
            "first": first | dict(self.beside(1)),
            "last": self.address(self.pages),
        }

    def page(self, number: int, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """An AnnotationPage with the collection that it is a part of; `items` are those of this page alone."""
        said: dict[str, Any] = {
            "@context": CONTEXT,
            "id": self.address(number),
            "type": "AnnotationPage",
            "partOf": {
                "id": self.id,
                "type": "AnnotationCollection",
                "label": self.label,
                "total": self.total,
                "first": self.address(1),
                "last": self.address(self.pages),
            },
            "startIndex": (number - 1) * self.size,
            "items": list(items),
        }
        return said | dict(self.beside(number))

    def beside(self, number: int) -> Iterator[tuple[str, str]]:
        """The pages before and after one: ("prev", IRI), ("next", IRI), where they are."""
        if number > 1:
            yield "prev", self.address(number - 1)
        if number < self.pages:
            yield "next", self.address(number + 1)


def on_page(rows: Sequence[Annotated], number: int, size: int = PAGE_SIZE) -> Sequence[Annotated]:
    """Those of a page; empty beyond the last one."""
    return rows[(number - 1) * size : number * size]


def _one_or_all(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else found


def _target(place: Place, addresses: Addresses) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": place.exact, "prefix": place.prefix, "suffix": place.suffix}
    said: dict[str, Any] = {
        "type": "SpecificResource",
        "source": {
            "id": addresses.block(place.block, place.language),
            "type": "Text",
            "format": "text/plain",
            "language": place.language,
        },
        "selector": [
            {"type": "TextPositionSelector", "start": place.start, "end": place.end},
            {name: text for name, text in quote.items() if text},
        ],
    }
    if place.id:
        said["id"] = urn(place.id)
    told = {term: getattr(place, field) for term, field in OF_PLACES.items()}
    return said | {term: value for term, value in told.items() if value not in ("", None)}


def _bodies(one: Annotated, addresses: Addresses) -> Iterator[dict[str, Any]]:
    if one.entity:
        yield _entity("entity", one.entity, addresses)
    for speaker in one.speakers:
        capacity = {"gz:capacity": dict(speaker.capacity)} if speaker.capacity else {}
        yield _entity("speaker", speaker.entity, addresses) | capacity
    if one.event:
        yield _entity("event", one.event, addresses)
    for role in ("gist", "claim", "finding"):
        purpose = PURPOSES.get(role) or CLAIMS.get(one.kind, "commenting")
        for language, text in getattr(one, role).items():
            yield _text(role, text, language, purpose)
    if one.proposal:
        yield _text("proposal", one.proposal, one.places[0].language if one.places else "", PURPOSES["proposal"])


def _entity(role: str, public_id: str, addresses: Addresses) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": addresses.entity(public_id),
        "purpose": PURPOSES[role],
        "gz:role": role,
        "gz:entity": public_id,
    }


def _text(role: str, text: str, language: str, purpose: str) -> dict[str, Any]:
    said = {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose, "gz:role": role}
    return said | ({"language": language} if language else {})

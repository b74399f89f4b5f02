"""The context of the W3C Web Annotation model for tests: what each term that our annotations use stands for.

The document itself (http://www.w3.org/ns/anno.jsonld) is not ours to ship. These are its entries as far as we use them,
written down by namespace; `ANNO_CONTEXT=file` makes the tests read the whole document instead, and then they also hold
this table against it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pyld import jsonld

from newsroom.text.webannotation import ANNO

NAMESPACES = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_OF_OA = ("Annotation", "SpecificResource", "TextualBody", "TextPositionSelector", "TextQuoteSelector")
_MOTIVATIONS = ("commenting", "describing", "editing", "identifying", "linking", "questioning")  # no "assessing"
WORDS = {
    **{word: f"oa:{word}" for word in (*_OF_OA, *_MOTIVATIONS, "exact", "prefix", "suffix")},
    **{word: f"dc:{word}" for word in ("format", "language")},
    "Text": "dctypes:Text", "value": "rdf:value", "name": "foaf:name", "label": "rdfs:label",
    "Person": "foaf:Person",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
}
_LINKS = {
    "body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector",
    "canonical": "oa:canonical", "creator": "dcterms:creator", "partOf": "as:partOf",
    **{word: f"as:{word}" for word in ("first", "last", "next", "prev")},
}
_COUNTS = {"start": "oa:start", "end": "oa:end", "total": "as:totalItems", "startIndex": "as:startIndex"}
_CHOICES = {"motivation": "oa:motivatedBy", "purpose": "oa:hasPurpose"}
TABLE: dict[str, Any] = {
    **NAMESPACES,
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **WORDS,
    **{term: {"@type": "@id", "@id": iri} for term, iri in _LINKS.items()},
    **{term: {"@type": "xsd:nonNegativeInteger", "@id": iri} for term, iri in _COUNTS.items()},
    **{term: {"@type": "@vocab", "@id": iri} for term, iri in _CHOICES.items()},
    "created": {"@type": "xsd:dateTime", "@id": "dcterms:created"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}


def whole() -> dict[str, Any]:
    """The terms of the document that ANNO_CONTEXT names, our table where it names none."""
    path = os.environ.get("ANNO_CONTEXT")
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))["@context"] if path else TABLE
    return found


def load(url: str, _options: object = None) -> dict[str, Any]:
    """The loader of documents for PyLD: one document is known, nothing comes from a network."""
    assert url == ANNO, url
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": whole()},
    }


def expanded(document: Any) -> Any:
    return jsonld.expand(document, {"documentLoader": load})


def triples(document: Any) -> list[str]:
    """N-Quads, one a line."""
    made = jsonld.normalize(
        document, {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    )
    return str(made).splitlines()

"""Annotated: one annotation with everything that it says, as plain data that can travel out of the site and back.

Documents (`text/document.py`) hold what was decided; this also holds suggestions, talk and what a doubtful span stood
on. Offsets are code points of a block's plain text, half-open.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from newsroom.text.document import ArticleDocument, SpanPart, SpeakerPart, Texts


@dataclass(frozen=True, slots=True)
class Place:
    """A range of one block in one language with the words that stand there; `id` is the span's uuid, "" for none.

    An empty `state` or `origin` says nothing of it. `candidates` is canonical JSON, as spans keep it.
    """

    block: str
    language: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    id: str = ""
    state: str = ""
    origin: str = ""
    score: float | None = None
    reason: str = ""
    former_state: str = ""
    former_exact: str = ""
    former_prefix: str = ""
    former_suffix: str = ""
    candidates: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One mention, statement or note (`sort`) with all its places.

    `kind` is that of a statement or note; `created` and `resolved` are ISO 8601 with an offset, "" for none; `creator`
    is a name as people call somebody, never an address.
    """

    sort: str
    id: str
    places: tuple[Place, ...]
    kind: str = ""
    entity: str = ""
    speakers: tuple[SpeakerPart, ...] = ()
    event: str = ""
    gist: Texts = field(default_factory=dict)
    claim: Texts = field(default_factory=dict)
    finding: Texts = field(default_factory=dict)
    certainty: str = ""
    sources: tuple[str, ...] = ()
    public: bool = False
    proposal: str = ""
    quote: str = ""
    created: str = ""
    resolved: str = ""
    creator: str = ""

    def named(self) -> frozenset[str]:
        """Public ids of the entities that it names."""
        return frozenset({self.entity, self.event, *(one.entity for one in self.speakers)} - {""})

    def in_languages(self, codes: Collection[str]) -> Annotated | None:
        """What somebody may see of it who reads only these languages; None when it stands in none of them.

        Words that are nobody's language (quote, proposal) belong to its places: they go when one of those is hidden.
        """
        places = tuple(place for place in self.places if place.language in codes)
        if not places:
            return None
        speakers = tuple(SpeakerPart(one.entity, _only(one.capacity, codes)) for one in self.speakers)
        whole = len(places) == len(self.places)
        return replace(
            self,
            places=places,
            speakers=speakers,
            gist=_only(self.gist, codes),
            claim=_only(self.claim, codes),
            finding=_only(self.finding, codes),
            quote=self.quote if whole else "",
            proposal=self.proposal if whole else "",
        )


def annotated_in(document: ArticleDocument) -> list[Annotated]:
    """The annotations of an edition's document, in the order of its mentions, statements and notes.

    What the desk knows of a span (who suggested it, how sure, why) is not told: editions are for readers.
    """
    found = [Annotated("mention", one.id, _places(one.spans), entity=one.entity) for one in document.mentions]
    found += [
        Annotated(
            "statement", one.id, _places(one.spans), one.kind, speakers=one.speakers, event=one.event, gist=one.gist
        )
        for one in document.statements
    ]
    found += [
        Annotated(
            "note",
            one.id,
            _places(one.spans),
            one.kind,
            claim=one.claim,
            finding=one.finding,
            certainty=one.certainty,
            sources=one.sources,
            public=True,
        )
        for one in document.notes
        if one.public
    ]
    return found


def _places(spans: tuple[SpanPart, ...]) -> tuple[Place, ...]:
    return tuple(
        Place(one.block, one.language, one.start, one.end, one.exact, one.prefix, one.suffix)
        for one in spans
        if one.state == "accepted"
    )


def _only(texts: Texts, codes: Collection[str]) -> Texts:
    return {code: text for code, text in texts.items() if code in codes}

"""The article page as its template needs it: read from an edition's document, from nothing else."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from newsroom.public.drawing import Drawing, DrawnBlock
from newsroom.public.labels import CREDITS, ENTITY_KINDS, GENRES
from newsroom.text.document import ArticleDocument

WORDS_PER_MINUTE = 200
IN_THE_HEADER = frozenset({"title", "lead"})


@dataclass(frozen=True, slots=True)
class Member:
    """One entity in the margin: what the edition says of it and where it stands in the text."""

    public_id: str
    kind: str
    name: str
    description: str
    office: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The entities of one kind."""

    kind: str
    label: str
    entities: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ShownCredit:
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the article template draws."""

    title: DrawnBlock
    lead: DrawnBlock | None
    blocks: tuple[DrawnBlock, ...]
    cast: tuple[Group, ...]
    minutes: int
    genre_label: str
    located: str
    source_name: str
    source_date: dt.date | None
    credits: tuple[ShownCredit, ...]


def read_page(document: ArticleDocument, language: str) -> Page:
    """Draw an edition's document; pure, no query."""
    drawing = Drawing(document, language)
    blocks = drawing.blocks()
    by_kind = {block.kind: block for block in reversed(blocks)}
    words = sum(len(block.text.split()) for block in blocks)
    return Page(
        title=by_kind["title"],
        lead=by_kind.get("lead"),
        blocks=tuple(block for block in blocks if block.kind not in IN_THE_HEADER),
        cast=_cast(drawing),
        minutes=max(1, math.ceil(words / WORDS_PER_MINUTE)),
        genre_label=str(GENRES.get(document.genre, document.genre)),
        located=document.located if language == document.source_language else "",
        source_name=document.source_name,
        source_date=dt.date.fromisoformat(document.source_date) if document.source_date else None,
        credits=tuple(
            ShownCredit(str(CREDITS.get(credit.role, credit.role)), credit.name_in(language))
            for credit in document.credits
            if credit.name_in(language)
        ),
    )


def _cast(drawing: Drawing) -> tuple[Group, ...]:
    """Who and what is in the report, by kind, each in the order of first appearance."""
    entities = drawing.document.entities
    return tuple(
        Group(kind, str(label), members)
        for kind, label in ENTITY_KINDS.items()
        if (
            members := tuple(
                _member(public_id, drawing) for public_id in drawing.places if entities[public_id].kind == kind
            )
        )
    )


def _member(public_id: str, drawing: Drawing) -> Member:
    facts = drawing.document.entities[public_id]
    return Member(
        public_id=public_id,
        kind=facts.kind,
        name=facts.name,
        description=facts.description,
        office=facts.office,
        places=tuple(drawing.places[public_id]),
    )

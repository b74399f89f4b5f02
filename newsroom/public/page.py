"""The article page as its template needs it: read from an edition's document, from nothing else."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from newsroom.public.drawing import QUIET, Drawing
from newsroom.public.drawn import DrawnBlock
from newsroom.public.labels import CREDITS, ENTITY_KINDS, GENRES
from newsroom.public.margin import mention_links, statement_items
from newsroom.publishing.card import entity_path
from newsroom.text.document import ArticleDocument, SpeakerPart, StatementPart

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
    path: str
    places: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """The entities of one kind."""

    kind: str
    label: str
    entities: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with their statements, in reading order: how many they are, and the items of their list."""

    speaker: str
    kind: str
    count: int
    statements: SafeString


@dataclass(frozen=True, slots=True)
class ShownCredit:
    role: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the article template draws."""

    title: DrawnBlock
    lead: DrawnBlock | None
    picture: DrawnBlock | None
    blocks: tuple[DrawnBlock, ...]
    cast: tuple[Group, ...]
    voices: tuple[Voice, ...]
    checks: int
    words: int
    minutes: int
    genre_label: str
    located: str
    source_name: str
    source_date: dt.date | None
    credits: tuple[ShownCredit, ...]


def read_page(document: ArticleDocument, language: str, links: Mapping[str, str] | None = None) -> Page:
    """Draw an edition's document; pure, no query.

    `links`: where the articles and entities that it leads to stand now; words whose target is not there are no link.
    """
    drawing = Drawing(document, language, links or {})
    blocks = drawing.blocks()
    by_kind = {block.kind: block for block in reversed(blocks)}
    picture = _leading_picture(blocks)
    words = sum(len(block.text.split()) for block in blocks if block.kind == "title" or block.kind not in QUIET)
    return Page(
        title=by_kind["title"],
        lead=by_kind.get("lead"),
        picture=picture,
        blocks=tuple(block for block in blocks if block.kind not in IN_THE_HEADER and block is not picture),
        cast=_cast(drawing),
        voices=_voices(drawing),
        checks=sum(len(block.notes) for block in blocks),
        words=words,
        minutes=max(1, math.ceil(words / WORDS_PER_MINUTE)),
        genre_label=str(GENRES.get(document.genre, document.genre)),
        located=document.located if language == document.source_language else "",
        source_name=document.source_name,
        source_date=dt.date.fromisoformat(document.source_date) if document.source_date else None,
        credits=tuple(
            ShownCredit(credit.role, str(CREDITS.get(credit.role, credit.role)), credit.name_in(language))
            for credit in document.credits
            if credit.name_in(language)
        ),
    )


def _leading_picture(blocks: Sequence[DrawnBlock]) -> DrawnBlock | None:
    """The image that stands before the first paragraph: it is shown wide, under the headline."""
    for block in blocks:
        if block.kind == "image":
            return block
        if block.kind == "paragraph":
            return None
    return None


def _voices(drawing: Drawing) -> tuple[Voice, ...]:
    """Who said what, each speaker once, in the order in which they first speak."""
    said: dict[str, list[tuple[StatementPart, SpeakerPart]]] = {}
    for statement in drawing.document.statements:
        for speaker in statement.speakers:
            said.setdefault(speaker.entity, []).append((statement, speaker))
    entities, language = drawing.document.entities, drawing.language
    return tuple(
        Voice(entities[key].name, entities[key].kind, len(rows), statement_items(rows, language))
        for key, rows in said.items()
    )


def _cast(drawing: Drawing) -> tuple[Group, ...]:
    """Who and what is in the report, by kind, each in the order of first appearance; then what it is about besides."""
    entities = drawing.document.entities
    present = [*drawing.places, *(key for key in drawing.document.about if key not in drawing.places)]
    return tuple(
        Group(kind, str(label), members)
        for kind, label in ENTITY_KINDS.items()
        if (
            members := tuple(
                _member(public_id, drawing) for public_id in present if entities[public_id].kind == kind
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
        path=entity_path(drawing.language, facts.kind, public_id, facts.slug),
        places=mention_links(drawing.places.get(public_id, ()), facts.name, drawing.language),
    )

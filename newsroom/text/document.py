"""The document: one whole article as plain data, the one schema that revisions, editions and bundles share.

A revision's document holds every language and every annotation; an edition's holds one language, what was accepted, and
the facts its cards show (`entities`). Stored as canonical text, byte for byte the same for the same content: jsonb
would reorder the keys, and digests are taken over these bytes. Offsets are code points of a block's plain text,
half-open.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

SCHEMA = 1
Texts = Mapping[str, str]  # language code -> text


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, letters as themselves. Raises TypeError on other types."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class ImagePart:
    """What an image block shows: a file, or a map of `places` (public ids) that is drawn in each language.

    A file stands beside its renditions (text/renditions.py): `widths` in pixels, as WebP and as `fallback`. The focal
    point, a share of width and height, is what a crop keeps.
    """

    id: str
    kind: str
    width: int
    height: int
    credit: Texts
    rights: str
    file: str = ""
    places: tuple[str, ...] = ()
    hub: str = ""
    digital_source_type: str = ""
    widths: tuple[int, ...] = ()
    fallback: str = ""
    focal_x: float = 0.5
    focal_y: float = 0.5


@dataclass(frozen=True, slots=True)
class BlockPart:
    """One block: `text` is inline Markdown per language; a language without the block is absent."""

    id: str
    kind: str
    text: Texts
    parent: str = ""
    only_language: str = ""
    url: str = ""
    image: ImagePart | None = None


@dataclass(frozen=True, slots=True)
class SpanPart:
    """A range of one block in one language, with the quotation that proves it.

    `former_*`: of a span whose place is in doubt, its state and the words it stood on before.
    """

    block: str
    language: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    state: str = "accepted"
    origin: str = "editor"
    score: float | None = None
    reason: str = ""
    former_state: str = ""
    former_exact: str = ""
    former_prefix: str = ""
    former_suffix: str = ""


@dataclass(frozen=True, slots=True)
class MentionPart:
    """An entity named in the text."""

    id: str
    entity: str
    spans: tuple[SpanPart, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPart:
    """Who spoke, and in which capacity, per language."""

    entity: str
    capacity: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatementPart:
    """Who said what."""

    id: str
    kind: str
    spans: tuple[SpanPart, ...]
    speakers: tuple[SpeakerPart, ...] = ()
    event: str = ""
    gist: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotePart:
    """A fact check on a range. Proposals, questions and comments are talk about the text, and no part of it."""

    id: str
    kind: str
    spans: tuple[SpanPart, ...]
    public: bool = False
    claim: Texts = field(default_factory=dict)
    finding: Texts = field(default_factory=dict)
    certainty: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CreditPart:
    """A maker of the article, as readers are told: a name as it is given, or an entity's name per language."""

    role: str
    name: str = ""
    names: Texts = field(default_factory=dict)
    language: str = ""

    def name_in(self, language: str) -> str:
        return self.name or self.names.get(language, "")


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What an edition's card says of an entity, frozen with the edition."""

    kind: str
    name: str
    description: str = ""
    slug: str = ""
    office: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """A whole article. `entities` is filled in editions only."""

    article: str
    source_language: str
    languages: tuple[str, ...]
    genre: str
    blocks: tuple[BlockPart, ...]
    slug: Texts = field(default_factory=dict)
    source_name: str = ""
    source_url: str = ""
    source_date: str = ""
    located: str = ""
    original_sha256: str = ""
    about: tuple[str, ...] = ()
    mentions: tuple[MentionPart, ...] = ()
    statements: tuple[StatementPart, ...] = ()
    notes: tuple[NotePart, ...] = ()
    credits: tuple[CreditPart, ...] = ()
    entities: Mapping[str, EntityFacts] = field(default_factory=dict)
    schema: int = SCHEMA

    def to_json(self) -> str:
        """Canonical JSON: equal documents give equal bytes."""
        return canonical(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ArticleDocument:
        """Read what to_json wrote; raises UnknownSchema for a document of another time."""
        data = json.loads(text)
        if data.get("schema") != SCHEMA:
            raise UnknownSchema(data.get("schema"))
        for name, read in _READERS.items():
            data[name] = read(data[name])
        return cls(**data)

    def named(self) -> frozenset[str]:
        """Public ids of every entity that it mentions, quotes, is about or shows on a map."""
        named = {mention.entity for mention in self.mentions} | set(self.about)
        for statement in self.statements:
            named |= {speaker.entity for speaker in statement.speakers} | {statement.event}
        for block in self.blocks:
            named |= set(block.image.places if block.image else ())
        return frozenset(named - {""})

    def words(self, kind: str, language: str) -> str:
        """Markdown source of the first block of a kind in a language, "" where there is none."""
        return next((b.text[language] for b in self.blocks if b.kind == kind and language in b.text), "")

    def in_language(self, language: str) -> ArticleDocument:
        """What an edition in one language may show: its words, its accepted annotations, its public notes.

        Annotations stand in the order in which they are read.
        """
        blocks = tuple(
            dataclasses.replace(block, text=_only(block.text, language), image=_image_in(block.image, language))
            for block in self.blocks
            if block.only_language in ("", language)
        )
        order = {block.id: number for number, block in enumerate(self.blocks)}
        return dataclasses.replace(
            self,
            languages=(language,),
            blocks=blocks,
            slug=_only(self.slug, language),
            mentions=_shown(self.mentions, language, order),
            statements=tuple(
                dataclasses.replace(s, gist=_only(s.gist, language), speakers=_speakers(s, language))
                for s in _shown(self.statements, language, order)
            ),
            notes=tuple(
                dataclasses.replace(n, claim=_only(n.claim, language), finding=_only(n.finding, language))
                for n in _shown(self.notes, language, order)
                if n.public
            ),
            credits=tuple(
                dataclasses.replace(c, names=_only(c.names, language))
                for c in self.credits
                if c.language in ("", language)
            ),
        )


class UnknownSchema(ValueError):
    """The document was written by another version of this module."""

    def __init__(self, found: object) -> None:
        super().__init__(f"document schema {found!r}, expected {SCHEMA}")


def _place(span: SpanPart, order: Mapping[str, int]) -> tuple[int, int]:
    """Where a span stands in the order of reading; of a block that is not there, first."""
    return order.get(span.block, -1), span.start


def _only(texts: Texts, language: str) -> Texts:
    return {language: texts[language]} if language in texts else {}


def _image_in(image: ImagePart | None, language: str) -> ImagePart | None:
    return dataclasses.replace(image, credit=_only(image.credit, language)) if image else None


_Part = TypeVar("_Part", MentionPart, StatementPart, NotePart)


def _shown(parts: tuple[_Part, ...], language: str, order: Mapping[str, int]) -> tuple[_Part, ...]:
    """The annotations that have an accepted span in `language`, with those spans only, as they are met in reading."""
    kept = []
    for part in parts:
        spans = [span for span in part.spans if span.language == language and span.state == "accepted"]
        if spans:
            spans.sort(key=lambda span: (*_place(span, order), span.end))
            kept.append(dataclasses.replace(part, spans=tuple(spans)))
    return tuple(sorted(kept, key=lambda part: (*_place(part.spans[0], order), part.id)))


def _speakers(statement: StatementPart, language: str) -> tuple[SpeakerPart, ...]:
    return tuple(SpeakerPart(s.entity, _only(s.capacity, language)) for s in statement.speakers)


def _image(row: dict[str, Any] | None) -> ImagePart | None:
    tuples = ("places", "widths")  # a document may be older than its keys
    return ImagePart(**row | {name: tuple(row.get(name, ())) for name in tuples}) if row else None


def _spans(rows: list[dict[str, Any]]) -> tuple[SpanPart, ...]:
    return tuple(SpanPart(**row) for row in rows)


_READERS: dict[str, Callable[[Any], Any]] = {
    "languages": tuple,
    "about": tuple,
    "blocks": lambda rows: tuple(BlockPart(**row | {"image": _image(row["image"])}) for row in rows),
    "mentions": lambda rows: tuple(MentionPart(**row | {"spans": _spans(row["spans"])}) for row in rows),
    "statements": lambda rows: tuple(
        StatementPart(
            **row | {"spans": _spans(row["spans"]), "speakers": tuple(SpeakerPart(**s) for s in row["speakers"])}
        )
        for row in rows
    ),
    "notes": lambda rows: tuple(
        NotePart(**row | {"spans": _spans(row["spans"]), "sources": tuple(row["sources"])}) for row in rows
    ),
    "credits": lambda rows: tuple(CreditPart(**row) for row in rows),
    "entities": lambda rows: {key: EntityFacts(**row) for key, row in rows.items()},
}

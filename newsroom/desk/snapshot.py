"""Snapshot: the article's rows read into one document, the same for a revision and for an edition.

Suggestions that nobody has decided are no part of it. Annotations stand in the order of their uuids, so that the same
article gives the same bytes whenever its rows were made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.text.document import (
    ArticleDocument,
    BlockPart,
    CreditPart,
    ImagePart,
    MentionPart,
    NotePart,
    SpanPart,
    SpeakerPart,
    StatementPart,
    Texts,
)

_Part = TypeVar("_Part", MentionPart, StatementPart, NotePart)


def document_of(article: Article) -> ArticleDocument:
    """Everything the article says now, in all languages; the number of queries does not depend on its size."""
    spans = _spans_by_owner(article)
    original = getattr(article, "original", None)
    return ArticleDocument(
        article=article.public_id,
        source_language=article.source_language,
        languages=languages.codes(),
        genre=article.genre,
        blocks=tuple(_block(block) for block in _blocks(article)),
        slug=_texts(article, "slug"),
        source_name=article.source_name,
        source_url=article.source_url,
        source_date=article.source_date.isoformat() if article.source_date else "",
        located=article.located,
        original_sha256=original.sha256 if original else "",
        about=tuple(article.about.order_by("public_id").values_list("public_id", flat=True)),
        mentions=_mentions(article, spans),
        statements=_statements(article, spans),
        notes=_notes(article, spans),
        credits=_credits(article),
    )


def _texts(row: Any, field: str) -> Texts:
    return {code: text for code in languages.codes() if (text := languages.read(row, field, code))}


def _blocks(article: Article) -> QuerySet[Block]:
    blocks: QuerySet[Block] = Block.objects.of_article(article).select_related("parent", "asset__hub")
    return blocks.prefetch_related("asset__places")


def _block(block: Block) -> BlockPart:
    return BlockPart(
        id=str(block.uuid),
        kind=block.kind,
        text=_texts(block, "text"),
        parent=str(block.parent.uuid) if block.parent else "",
        only_language=block.only_language,
        url=block.url,
        image=_image(block.asset) if block.asset else None,
    )


def _image(asset: Asset) -> ImagePart:
    return ImagePart(
        id=str(asset.uuid),
        kind=asset.kind,
        width=asset.width,
        height=asset.height,
        credit=_texts(asset, "credit"),
        rights=asset.rights,
        file=asset.file.name if asset.file else "",
        places=tuple(sorted(place.public_id for place in asset.places.all())),
        hub=asset.hub.public_id if asset.hub else "",
        digital_source_type=asset.digital_source_type,
        widths=asset.sizes,
        fallback=asset.fallback,
        focal_x=asset.focal_x,
        focal_y=asset.focal_y,
    )


_Owner = tuple[str, int]
_Spans = dict[_Owner, tuple[SpanPart, ...]]


# The columns of a span that documents keep as they are; its block they know by uuid.
_KEPT = tuple(field.name for field in fields(SpanPart) if field.name != "block")


def _spans_by_owner(article: Article) -> _Spans:
    """Columns and not rows: a report has hundreds of spans, and every verb that changes it asks for them."""
    told = Span.objects.filter(block__article=article).told()
    owned: dict[_Owner, list[SpanPart]] = defaultdict(list)
    for mention, statement, note, block, *kept in told.values_list(
        "mention", "statement", "note", "block__uuid", *_KEPT
    ):
        kind = "mention" if mention else "statement" if statement else "note"
        owned[kind, mention or statement or note or 0].append(SpanPart(str(block), *kept))
    return {owner: in_canonical_order(parts) for owner, parts in owned.items()}


def span_part(span: Span) -> SpanPart:
    """A span as documents keep it."""
    return SpanPart(
        block=str(span.block.uuid),
        language=span.language,
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=span.prefix,
        suffix=span.suffix,
        state=span.state,
        origin=span.origin,
        score=span.score,
        reason=span.reason,
        former_state=span.former_state,
        former_exact=span.former_exact,
        former_prefix=span.former_prefix,
        former_suffix=span.former_suffix,
    )


def in_canonical_order(parts: Iterable[SpanPart]) -> tuple[SpanPart, ...]:
    """By what they say, not by keys of rows: an article restored to what it was has the very same document."""
    return tuple(sorted(parts, key=lambda p: (p.language, p.block, p.start, p.end, p.state, p.exact)))


def renewed(
    document: ArticleDocument, *, blocks: Sequence[Block], spans: Sequence[Span], language: str
) -> ArticleDocument:
    """The document after some blocks got other words in one language, without reading the article again.

    `spans` are all spans of these blocks in the language, as they stand now.
    """
    texts = {str(block.uuid): _texts(block, "text") for block in blocks}
    owned: dict[str, list[SpanPart]] = defaultdict(list)
    for span in spans:
        owner = span.mention or span.statement or span.note
        if owner is not None and not span.is_suggestion:
            owned[str(owner.uuid)].append(span_part(span))

    def carried(part: _Part) -> _Part:
        spans = [*(s for s in part.spans if s.language != language or s.block not in texts), *owned.get(part.id, ())]
        return replace(part, spans=in_canonical_order(spans))

    return replace(
        document,
        blocks=tuple(replace(b, text=texts[b.id]) if b.id in texts else b for b in document.blocks),
        mentions=tuple(carried(part) for part in document.mentions),
        statements=tuple(carried(part) for part in document.statements),
        notes=tuple(carried(part) for part in document.notes),
    )


def _mentions(article: Article, spans: _Spans) -> tuple[MentionPart, ...]:
    rows = Mention.objects.filter(article=article).order_by("uuid").values_list("pk", "uuid", "entity__public_id")
    return tuple(
        MentionPart(id=str(uuid), entity=entity, spans=spans["mention", pk])
        for pk, uuid, entity in rows
        if ("mention", pk) in spans  # without: a suggestion, which is nobody's word yet
    )


def _statements(article: Article, spans: _Spans) -> tuple[StatementPart, ...]:
    rows = Statement.objects.filter(article=article).select_related("event").order_by("uuid")
    return tuple(
        StatementPart(
            id=str(row.uuid),
            kind=row.kind,
            spans=spans[("statement", row.pk)],
            speakers=tuple(
                SpeakerPart(voice.entity.public_id, _texts(voice, "capacity")) for voice in row.voices.all()
            ),
            event=row.event.public_id if row.event else "",
            gist=_texts(row, "gist"),
        )
        for row in rows.prefetch_related(Prefetch("voices", Speaker.objects.order_by("pk").select_related("entity")))
        if ("statement", row.pk) in spans  # as for mentions
    )


def _notes(article: Article, spans: _Spans) -> tuple[NotePart, ...]:
    return tuple(
        NotePart(
            id=str(row.uuid),
            kind=row.kind,
            spans=spans.get(("note", row.pk), ()),
            public=row.public,
            claim=_texts(row, "claim"),
            finding=_texts(row, "finding"),
            certainty=row.certainty,
            sources=tuple(row.sources.splitlines()),
        )
        for row in Note.objects.told().filter(article=article).order_by("uuid")
    )


def _credits(article: Article) -> tuple[CreditPart, ...]:
    rows = article.credits.select_related("user", "entity").order_by("pk")
    return tuple(
        CreditPart(
            role=row.role,
            name=row.name or (row.user.get_full_name() if row.user else ""),
            names=_texts(row.entity, "name") if row.entity else {},
            language=row.language,
        )
        for row in rows
    )

"""Annotations of an article out of the desk, as Web Annotations: rows to plain data, to pages, to lines.

`text/webannotation.py` knows the format; the way in is `exchange/annotation_files.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.entities.entity import Entity
from newsroom.text.annotated import Annotated, Place
from newsroom.text.document import SpeakerPart, Texts, canonical
from newsroom.text.webannotation import Addresses, alone, urn, web_annotation

_Owner = tuple[str, int]


def annotations_of(article: Article, codes: Collection[str], *, creators: bool = False) -> list[Annotated]:
    """All annotations of an article in whatever state, as somebody may see them who reads these languages.

    In reading order of their first places, by the site's languages; notes that lost their words stand at the end, for
    whoever reads all languages. With `creators`, notes say who wrote them: a name, never an address. Six queries.
    """
    places = _places(article)
    found = [*_mentions(article, places), *_statements(article, places), *_notes(article, places, creators)]
    if set(languages.codes()) <= set(codes):
        return _in_order(article, found)
    return _in_order(article, [seen for one in found if (seen := one.in_languages(codes))])


def addresses_of(article: Article, site: str, named: Collection[str]) -> Addresses:
    """The IRIs of a draft: its annotations by name, its blocks where readers will find them, entities in the API.

    `site` is the address of the site without a slash at its end; `named` are the entities that will be asked for. One
    query.
    """
    kinds = dict(Entity.objects.filter(public_id__in=named).values_list("public_id", "kind"))
    page = {code: site + reverse("public:article_by_id", args=[code, article.public_id]) for code in languages.codes()}
    return Addresses(
        article=page[article.source_language],
        annotation=urn,
        block=lambda block, language: f"{page[language]}#b-{block}",
        entity=lambda public_id: site + reverse(f"api:{kinds[public_id]}", args=[public_id]),
    )


def named_in(rows: Sequence[Annotated]) -> set[str]:
    """Public ids of all entities that some annotations name."""
    return {public_id for one in rows for public_id in one.named()}


def items_of(rows: Sequence[Annotated], addresses: Addresses) -> list[dict[str, Any]]:
    """The annotations as they stand in a page."""
    return [web_annotation(one, addresses) for one in rows]


def lines_of(rows: Sequence[Annotated], addresses: Addresses) -> Iterator[str]:
    """One annotation a line (JSON Lines), each a document of its own; equal annotations give equal bytes."""
    return (canonical(alone(one)) + "\n" for one in items_of(rows, addresses))


# --- rows -------------------------------------------------------------------------------------------------------------


def _places(article: Article) -> dict[_Owner, tuple[Place, ...]]:
    rows = Span.objects.filter(block__article=article).select_related("block")
    order = {code: number for number, code in enumerate(languages.codes())}
    owned: dict[_Owner, list[Place]] = defaultdict(list)
    for span in sorted(rows, key=lambda s: (order[s.language], s.block.position, s.start, s.end, str(s.uuid))):
        owned[span.owner_kind, span.mention_id or span.statement_id or span.note_id or 0].append(_place(span))
    return {owner: tuple(places) for owner, places in owned.items()}


def _place(span: Span) -> Place:
    return Place(
        block=str(span.block.uuid),
        language=span.language,
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=span.prefix,
        suffix=span.suffix,
        id=str(span.uuid),
        state=span.state,
        origin=span.origin,
        score=span.score,
        reason=span.reason,
        former_state=span.former_state,
        former_exact=span.former_exact,
        former_prefix=span.former_prefix,
        former_suffix=span.former_suffix,
        candidates=span.candidates,
    )


def _mentions(article: Article, places: dict[_Owner, tuple[Place, ...]]) -> Iterator[Annotated]:
    for row in Mention.objects.filter(article=article).select_related("entity"):
        if stands := places.get(("mention", row.pk)):
            yield Annotated("mention", str(row.uuid), stands, entity=row.entity.public_id)


def _statements(article: Article, places: dict[_Owner, tuple[Place, ...]]) -> Iterator[Annotated]:
    voices = Prefetch("voices", Speaker.objects.order_by("pk").select_related("entity"))
    for row in Statement.objects.filter(article=article).select_related("event").prefetch_related(voices):
        if stands := places.get(("statement", row.pk)):
            yield Annotated(
                sort="statement",
                id=str(row.uuid),
                places=stands,
                kind=row.kind,
                speakers=tuple(
                    SpeakerPart(voice.entity.public_id, _texts(voice, "capacity")) for voice in row.voices.all()
                ),
                event=row.event.public_id if row.event else "",
                gist=_texts(row, "gist"),
            )


def _notes(article: Article, places: dict[_Owner, tuple[Place, ...]], creators: bool) -> Iterator[Annotated]:
    for row in Note.objects.filter(article=article).select_related("by"):
        yield Annotated(
            sort="note",
            id=str(row.uuid),
            places=places.get(("note", row.pk), ()),
            kind=row.kind,
            claim=_texts(row, "claim"),
            finding=_texts(row, "finding"),
            certainty=row.certainty,
            sources=tuple(row.sources.splitlines()),
            public=row.public,
            proposal=row.proposal,
            quote=row.quote,
            created=row.at.isoformat(),
            resolved=row.resolved_at.isoformat() if row.resolved_at else "",
            creator=(row.by.get_full_name() if row.by else "") if creators else "",
        )


def _in_order(article: Article, rows: Sequence[Annotated]) -> list[Annotated]:
    block = {str(uuid): position for uuid, position in article.blocks.values_list("uuid", "position")}
    order = {code: number for number, code in enumerate(languages.codes())}

    def place(one: Annotated) -> tuple[int, int, int, str]:
        first = one.places[0] if one.places else None
        return (order[first.language], block[first.block], first.start, one.id) if first else (len(order), 0, 0, one.id)

    return sorted(rows, key=place)


def _texts(row: Any, field: str) -> Texts:
    return {code: text for code in languages.codes() if (text := languages.read(row, field, code))}

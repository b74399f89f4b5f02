"""Alternatives: the namesakes that the words of a span may mean as well, for the one who decides."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.annotation.hits import Hit
from newsroom.annotation.readings import Place, readings
from newsroom.annotation.span import Span
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey


def alternatives(spans: Sequence[Span], *, context: frozenset[str] = frozenset()) -> dict[Span, list[Entity]]:
    """Span -> the other entities whose names its words are, the likeliest first; one query for all spans.

    The spans come with their block and their mention's entity read. `context`: public ids of the entities that the
    article names, which come first. A span whose words mean its entity only is left out.
    """
    entities: dict[str, Entity] = {}

    def lookup(keys: set[str]) -> list[Hit]:
        rows = NameKey.objects.filter(key__in=sorted(keys), entity__merged_into=None).select_related("entity")
        rows = rows.order_by("pk")
        entities.update({row.entity.public_id: row.entity for row in rows})
        return [_hit(row) for row in rows]

    read = readings(_places(spans), lookup, context=context)
    found = {span: [entities[one] for one in read.get(span, ()) if one != _entity(span)] for span in spans}
    return {span: others for span, others in found.items() if others}


def _places(spans: Sequence[Span]) -> dict[Span, Place]:
    """Where mentions stand; the text of each block is read once."""
    texts: dict[tuple[int, str], str] = {}
    places: dict[Span, Place] = {}
    for span in spans:
        if span.mention is None:
            continue
        key = (span.block_id, span.language)
        if key not in texts:
            texts[key] = span.block.plain(span.language)
        places[span] = (texts[key], span.language, span.start, span.end)
    return places


def _entity(span: Span) -> str:
    return span.mention.entity.public_id if span.mention else ""


def _hit(row: NameKey) -> Hit:
    return Hit(
        key=row.key,
        entity=row.entity.public_id,
        kind=row.entity.kind,
        name=row.text,
        matching=row.matching,  # type: ignore[arg-type] - the column's choices are the rule's words
        case_sensitive=row.case_sensitive,
        preferred=row.preferred,
        language=row.language,
    )

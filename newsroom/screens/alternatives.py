"""Alternatives: the namesakes that the words of a span may mean as well, for the one who decides."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.annotation.hits import Hit
from newsroom.annotation.readings import readings
from newsroom.annotation.span import Span
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey


def alternatives(spans: Sequence[Span], *, context: frozenset[str] = frozenset()) -> dict[Span, list[Entity]]:
    """Span -> the other entities of that name, the likeliest first; one query, whatever the number of spans.

    The spans come with their block and their mention's entity read. What is annotated as something that no known name
    says is offered all that the names say. `context`: public ids of the entities of the article, which come first.
    Spans that mean one thing only are left out.
    """
    texts: dict[tuple[int, str], str] = {}
    places = {}
    for span in spans:
        key = (span.block_id, span.language)
        if span.mention is not None:
            text = texts.setdefault(key, "") or texts.update({key: span.block.plain(span.language)}) or texts[key]
            places[span] = (text, span.language, span.start, span.end)
    entities: dict[str, Entity] = {}

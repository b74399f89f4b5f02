"""Folding mentions: where two merged entities were both marked on the same words, one mark is enough.

The better decided span stays: who accepted one of the two has decided for both, for they are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span, SpanState
from newsroom.entities.entity import Entity

_STRENGTH = [SpanState.ACCEPTED, SpanState.REVIEW, SpanState.REJECTED, SpanState.SUGGESTED, SpanState.ORPHANED]
_Place = tuple[int, str, int, int]


def superfluous(merged: Entity, kept: Entity) -> list[models.Model]:
    """The spans that the merge makes superfluous and the mentions that are then without a span; three queries."""
    there = _by_place(Span.objects.filter(mention__entity=kept, block__in=_blocks_of(merged)))
    spans = []
    for place, span in _by_place(Span.objects.filter(mention__entity=merged)).items():
        if place in there:
            spans.append(max(there[place], span, key=_weakness))
    left = _spans_left({span.mention_id for span in spans}, {span.pk for span in spans})
    empty = [mention for mention in Mention.objects.filter(pk__in=left.keys()) if not left[mention.pk]]
    return [*spans, *empty]


def _blocks_of(entity: Entity) -> models.QuerySet[Span, int]:
    return Span.objects.filter(mention__entity=entity).order_by().values_list("block", flat=True)


def _by_place(spans: models.QuerySet[Span]) -> dict[_Place, Span]:
    """One span for each range of words, the best decided where several stand."""
    found: dict[_Place, Span] = {}
    for span in spans.order_by("pk"):
        place = (span.block_id, span.language, span.start, span.end)
        found[place] = min(found.get(place, span), span, key=_weakness)
    return found


def _weakness(span: Span) -> int:
    return _STRENGTH.index(SpanState(span.state))


def _spans_left(mentions: Iterable[int | None], going: set[int]) -> dict[int, int]:
    """mention -> how many of its spans stay."""
    left: defaultdict[int, int] = defaultdict(int)
    for mention, span in Span.objects.filter(mention__in=list(mentions)).values_list("mention", "pk"):
        left[mention] += span not in going
    return left

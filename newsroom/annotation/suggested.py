"""Suggested mentions as rows: which of them give way, and how they are taken away.

One entity is suggested once for the same words: a suggestion gives way to whatever is decided, or suggested by somebody
else, about its entity on words that overlap its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span

_Place = tuple[int, str, int]  # block, language, entity


def give_way(spans: Sequence[Span]) -> int:
    """Take away the suggestions of the same entity whose words overlap these spans; returns how many.

    The spans come with their mentions read. One query, and two more when something goes.
    """
    named = [span for span in spans if span.mention is not None]
    if not named:
        return 0
    places = _by_entity(named)
    rows = (
        Span.objects.suggested()
        .filter(block__in={span.block_id for span in named}, mention__entity__in={key[2] for key in places})
        .exclude(pk__in=[span.pk for span in named])
        .select_related("mention")
    )
    gone = [row for row in rows if any(_overlap(row, span) for span in places.get(_entity_at(row), ()))]
    take_away(gone)
    return len(gone)


def shorter_of_overlapping(spans: Sequence[Span]) -> list[Span]:
    """Of spans of one entity that overlap each other, all but the longest; the spans come with their mentions read."""
    shorter = []
    for ones in _by_entity([span for span in spans if span.mention is not None]).values():
        kept: list[Span] = []
        for span in sorted(ones, key=lambda one: (one.start - one.end, one.start, one.pk)):
            (shorter if any(_overlap(span, other) for other in kept) else kept).append(span)
    return shorter


def take_away(spans: Collection[Span]) -> None:
    """Remove spans of mentions, and the mentions that are then named nowhere."""
    if not spans:
        return
    Span.objects.filter(pk__in=[span.pk for span in spans]).delete()
    Mention.objects.filter(pk__in={span.mention_id for span in spans}, spans=None).delete()


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _by_entity(spans: Sequence[Span]) -> dict[_Place, list[Span]]:
    places: dict[_Place, list[Span]] = defaultdict(list)
    for span in spans:
        places[_entity_at(span)].append(span)
    return places


def _entity_at(span: Span) -> _Place:
    assert span.mention is not None
    return span.block_id, span.language, span.mention.entity_id

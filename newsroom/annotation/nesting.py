"""Nesting: which of the ranges found in a block are kept beside and inside one another.

The longest range wins, and ranges never cross. A shorter range inside a longer one stays when the longer name speaks
about the other entity (an organization or a country in an event's name) and goes when it is only a word of the longer
name (a city in a palace's name, a country in a ministry's).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsroom.annotation.hits import Hit
from newsroom.annotation.senses import Sense

#: Kinds whose names speak about other entities: those stay suggestions of their own.
_TELLING = frozenset({"event"})
#: Kinds which keep an organization inside their name when that is named in full (two words or more).
_OWNED = frozenset({"organization", "initiative", "topic"})
_OPENING = re.compile(r"\s*\(")


@dataclass(frozen=True, slots=True)
class Placed:
    """A range of a block (half-open, code points) with the sense chosen for it."""

    start: int
    end: int
    sense: Sense

    @property
    def hit(self) -> Hit:
        """The stored name that was chosen."""
        return self.sense.match.hit

    def contains(self, other: Placed) -> bool:
        """Whether the other range lies inside this one or is equal to it."""
        return self.start <= other.start and other.end <= self.end


class _Shelf:
    """Ranges by the positions they cover, so that a block of any length is searched in linear time."""

    def __init__(self) -> None:
        self._covering: dict[int, list[Placed]] = defaultdict(list)

    def put(self, item: Placed) -> None:
        for position in range(item.start, item.end):
            self._covering[position].append(item)

    def touching(self, item: Placed) -> Iterator[Placed]:
        """Yield the ranges that overlap a range which is not longer than they are."""
        for position in {item.start, item.end - 1}:
            yield from self._covering.get(position, ())


def keep(placed: Iterable[Placed], text: str) -> list[tuple[Placed, bool]]:
    """Return the ranges that are kept, each with whether it lies inside another.

    Args:
        placed: all ranges of the block.
        text: the text of the block.
    """
    everything = list(placed)
    starting = _by_start(everything)
    shelf, kept = _Shelf(), list[Placed]()
    for item in sorted(everything, key=lambda p: (p.start - p.end, p.start)):
        if all(_tolerates(longer, item, text, starting) for longer in shelf.touching(item)):
            kept.append(item)
            shelf.put(item)
    stretched = list(_with_abbreviations(kept, text))
    outer = _Shelf()
    for item in stretched:
        outer.put(item)
    return [(item, any(o is not item and o.contains(item) for o in outer.touching(item))) for item in stretched]


def _by_start(placed: Iterable[Placed]) -> Mapping[int, list[Placed]]:
    starting: dict[int, list[Placed]] = defaultdict(list)
    for item in placed:
        starting[item.start].append(item)
    return starting


def _tolerates(longer: Placed, item: Placed, text: str, starting: Mapping[int, list[Placed]]) -> bool:
    """Say whether a range may stand inside a longer one that overlaps it and was kept."""
    if not longer.contains(item):
        return False
    if longer.hit.entity == item.hit.entity or item.sense.match.candidate.via in ("adjective", "suffix"):
        return False
    kind = longer.hit.kind
    if kind in _TELLING:
        return True
    if kind == "document":
        return len(_parties(longer, starting)) > 1
    return kind in _OWNED and item.hit.kind == "organization" and len(text[item.start : item.end].split()) > 1


def _parties(document: Placed, starting: Mapping[int, list[Placed]]) -> set[str]:
    """Return the other entities in a document's name: two or more are its parties, one is only its place."""
    inside = (p for start in range(document.start, document.end) for p in starting.get(start, ()))
    return {p.hit.entity for p in inside if document.contains(p)} - {document.hit.entity}


def _with_abbreviations(kept: Sequence[Placed], text: str) -> Iterator[Placed]:
    """Stretch what ends with an organization's name over the abbreviation in parentheses after it.

    In «саммит Содружества Независимых Государств (СНГ)» the parentheses belong to the summit's name.
    """
    starting, ending = _by_start(kept), defaultdict(list)
    for item in kept:
        ending[item.end].append(item)
    for item in kept:
        last = {o.hit.entity for o in ending[item.end] if item.contains(o)} - {item.hit.entity}
        opening = _OPENING.match(text, item.end) if last else None
        after = starting.get(opening.end(), ()) if opening else ()
        closed = [o for o in after if o.hit.entity in last and text[o.end : o.end + 1] == ")"]
        yield replace(item, end=closed[0].end + 1) if closed else item

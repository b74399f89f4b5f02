"""Sentence pairs: which sentences of a translation say what which sentences of its source say.

Monotone: translators join and split sentences, but rarely change their order. The cheapest way through both texts is
found by lengths, as Gale and Church do, and by what both sides share: names and numbers, given as anchors.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: its length in code points, and what it shares with its translation whatever the language."""

    length: int
    anchors: Counter[Hashable] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that say the same: half-open ranges of indices of both sides, one of which may be empty."""

    source: tuple[int, int]
    target: tuple[int, int]


# (sentences of the source, of the target) -> what the step costs: one to one is the rule.
_STEPS = {(1, 1): 0.0, (2, 1): 2.3, (1, 2): 2.3, (2, 2): 4.4, (1, 0): 4.5, (0, 1): 4.5}
_VARIANCE = 6.8
"""Of the length of a translation, per code point of its source (Gale and Church 1993)."""
_MOST_FOR_LENGTH = 8.0
_FOR_ANCHORS = 3.0
_BAND = 8
"""So many sentences off the diagonal is the farthest looked at, so that time grows with the length only."""

_Best = dict[tuple[int, int], tuple[float, Bead | None]]


def align(source: Sequence[Unit], target: Sequence[Unit]) -> list[Bead]:
    """Pair the sentences of two texts, in order; every sentence of both sides is in exactly one bead."""
    ratio = sum(unit.length for unit in target) / max(1, sum(unit.length for unit in source)) or 1.0
    best: _Best = {(0, 0): (0.0, None)}
    for i in range(len(source) + 1):
        for j in _beside(i, len(source), len(target)):
            if (i, j) != (0, 0):
                best[i, j] = min(_ways(best, source, target, (i, j), ratio), key=lambda way: way[0])
    beads: list[Bead] = []
    here = len(source), len(target)
    while (bead := best[here][1]) is not None:
        beads.append(bead)
        here = bead.source[0], bead.target[0]
    return beads[::-1]


def _beside(i: int, sources: int, targets: int) -> range:
    """The positions of the target that lie near the straight way through both texts, at a position of the source."""
    if not sources:
        return range(targets + 1)
    here, width = i * targets // sources, _BAND * max(sources, targets) // sources
    return range(max(0, here - width), min(targets, here + width) + 1)


def _ways(
    best: _Best,
    source: Sequence[Unit],
    target: Sequence[Unit],
    here: tuple[int, int],
    ratio: float,
) -> Iterator[tuple[float, Bead]]:
    """Each last step that leads to a pair of positions, with the cost of the whole way."""
    for (taken, given), cost in _STEPS.items():
        before = here[0] - taken, here[1] - given
        if before in best:
            units = source[before[0] : here[0]], target[before[1] : here[1]]
            apart = _apart(*units, ratio) if taken and given else 0.0
            yield best[before][0] + cost + apart, Bead((before[0], here[0]), (before[1], here[1]))


def _apart(source: Sequence[Unit], target: Sequence[Unit], ratio: float) -> float:
    """How little some sentences look like a translation of others."""
    expected = ratio * sum(unit.length for unit in source)
    off = sum(unit.length for unit in target) - expected
    cost = min(_MOST_FOR_LENGTH, off * off / (2 * _VARIANCE * max(1.0, expected)))
    ours, theirs = _together(source), _together(target)
    either = sum((ours | theirs).values())
    return cost + (_FOR_ANCHORS * math.sqrt(1 - sum((ours & theirs).values()) / either) if either else 0.0)


def _together(units: Sequence[Unit]) -> Counter[Hashable]:
    return sum((unit.anchors for unit in units), Counter())

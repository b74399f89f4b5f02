"""Matching: pair the equal words of two long sequences, in order, in a time that does not explode.

Small regions are left to difflib. Large ones are first cut at words that occur once on both sides
("patience"); a region without such words is walked from both ends (Myers' greedy search in bounded chunks),
as long as it is alike. What is then left is not alike, or was made to be slow, and stays unpaired.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_SMALL = 60_000
"""Pairs of words up to which difflib may search a region."""
_CHUNK = 100
"""Insertions and deletions after which a walk is settled and goes on from the furthest point."""
_LEAST_MATCHED = 50
"""A walk whose chunk pairs fewer words than this has lost its way."""

Pairs = list[tuple[int, int]]


class _Region(NamedTuple):
    """old[a:b] and new[c:d]."""

    a: int
    b: int
    c: int
    d: int


def matches(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return pairs (i, j) with old[i] == new[j], both strictly growing."""
    pairs: Pairs = []
    work = [_Region(0, len(old), 0, len(new))]
    while work:
        region = work.pop()
        a, b, c, d = region
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _SMALL:
            blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
            pairs += [(a + m.a + k, c + m.b + k) for m in blocks for k in range(m.size)]
            continue
        anchors = _anchors(old, new, region)
        if not anchors:
            pairs += _from_both_ends(old, new, region)
            continue
        pairs += anchors
        ends = [(a - 1, c - 1), *anchors, (b, d)]
        work += [_Region(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(ends)]
    return sorted(pairs)


# --- words that occur once --------------------------------------------------------------------------------


def _anchors(old: Sequence[str], new: Sequence[str], region: _Region) -> list[tuple[int, int]]:
    """Pair words that occur once on both sides (patience), widened over equal neighbours, and equal ends."""
    a, b, c, d = region
    once = _once(old, a, b)
    other = _once(new, c, d)
    unique = sorted((i, other[word]) for word, i in once.items() if word in other)
    chain = _increasing(unique)
    found: set[tuple[int, int]] = set()
    low_i, low_j = a, c
    for n, (i, j) in enumerate(chain):
        if i < low_i or j < low_j:
            continue
        top_i, top_j = chain[n + 1] if n + 1 < len(chain) else (b, d)
        first = 0
        while i - first > low_i and j - first > low_j and old[i - first - 1] == new[j - first - 1]:
            first += 1
        last = 1
        while i + last < top_i and j + last < top_j and old[i + last] == new[j + last]:
            last += 1
        found.update((i + k, j + k) for k in range(-first, last))
        low_i, low_j = i + last, j + last
    return sorted(found)


def _once(words: Sequence[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(words[start:end])
    return {word: start + k for k, word in enumerate(words[start:end]) if counts[word] == 1}


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of pairs (sorted by the first) whose second grows too."""
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        previous.append(ends[place - 1] if place else -1)
        tops[place : place + 1] = [j]
        ends[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


# --- walking ----------------------------------------------------------------------------------------------


class _Walk(NamedTuple):
    """One chunk of a walk: how far it came, in both sequences, and what it paired on the way."""

    x: int
    y: int
    pairs: Pairs


def _from_both_ends(old: Sequence[str], new: Sequence[str], region: _Region) -> Pairs:
    """Walk forward, then backward over what the first walk did not reach."""
    a, b, c, d = region
    forward = _walk(old[a:b], new[c:d])
    if forward:
        x, y = forward[-1]
        forward = [(a + i, c + j) for i, j in forward]
        a, c = a + x + 1, c + y + 1
    backward = _walk(old[a:b][::-1], new[c:d][::-1])
    return [*forward, *((b - 1 - i, d - 1 - j) for i, j in backward)]


def _walk(old: Sequence[str], new: Sequence[str]) -> Pairs:
    pairs: Pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        chunk = _chunk(old, new, i, j)
        if len(chunk.pairs) < _LEAST_MATCHED and (i + chunk.x < len(old) or j + chunk.y < len(new)):
            break
        pairs += [(i + x, j + y) for x, y in chunk.pairs]
        i, j = i + chunk.x, j + chunk.y
    return pairs


def _chunk(old: Sequence[str], new: Sequence[str], i: int, j: int) -> _Walk:
    """Search greedily from (i, j): Myers' algorithm, ended after `_CHUNK` differences at the furthest
    point."""
    width, height = len(old) - i, len(new) - j
    reached = {1: 0}
    trace: list[dict[int, int]] = []
    end = (0, 0)
    for differences in range(_CHUNK + 1):
        trace.append(reached.copy())
        end = (0, 0)
        for k in range(-differences, differences + 1, 2):
            x = _step(reached, k, differences)
            y = x - k
            while x < width and y < height and old[i + x] == new[j + y]:
                x, y = x + 1, y + 1
            reached[k] = x
            if x <= width and y <= height:
                end = max(end, (x, y), key=sum)
        if end == (width, height):
            break
    return _Walk(*end, list(_back(trace, *end))[::-1])


def _step(reached: dict[int, int], k: int, differences: int) -> int:
    """Return where diagonal k is entered: by an insertion from the diagonal above, or by a deletion."""
    down = k == -differences or (k != differences and reached[k - 1] < reached[k + 1])
    return reached[k + 1] if down else reached[k - 1] + 1


def _back(trace: Sequence[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int]]:
    """Follow a walk back from its end and yield what it paired."""
    for differences in range(len(trace) - 1, -1, -1):
        reached = trace[differences]
        k = x - y
        entered = _step(reached, k, differences)
        while x > entered:
            x, y = x - 1, y - 1
            yield x, y
        down = k == -differences or (k != differences and reached[k - 1] < reached[k + 1])
        x, y = (x, y - 1) if down else (x - 1, y)

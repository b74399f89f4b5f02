"""Whereabouts: the place in a text where words that are gone once stood, found by what stood beside them.

For people only: it shows somebody where to look, and nothing is put there by machine. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator

_LEAST = 4  # code points of a neighbour that are evidence


def whereabouts(text: str, prefix: str, suffix: str, start: int) -> int:
    """Return the offset between what is left of the words before (`prefix`) and after them.

    The longer neighbour counts, and of equal ones the place nearest to the old offset `start`, which is also the answer
    when neither is left.
    """
    found = [(size, -abs(at - start), at) for size, at in _neighbours(text, prefix, suffix)]
    return max(found)[2] if found else min(start, len(text))


def _neighbours(text: str, prefix: str, suffix: str) -> Iterator[tuple[int, int]]:
    """(length, offset) of the longest end of the prefix and the longest beginning of the suffix that still stand."""
    size = next((n for n in range(len(prefix), _LEAST - 1, -1) if prefix[-n:] in text), 0)
    if size:
        yield from ((size, at + size) for at in _everywhere(text, prefix[-size:]))
    size = next((n for n in range(len(suffix), _LEAST - 1, -1) if suffix[:n] in text), 0)
    if size:
        yield from ((size, at) for at in _everywhere(text, suffix[:size]))


def _everywhere(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)

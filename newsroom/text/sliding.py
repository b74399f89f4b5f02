"""Sliding: of the several places where one and the same insertion or deletion may stand, the one that a reader means.

"A said x. A said y." without its first sentence is, letter for letter, also the text without "said x. A ": a comparison
of letters does not know what was taken out. People take out and put in sentences, phrases and words, so a step stands
where both its ends are edges of the largest of these. Offsets are code points, half-open.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?؟…]+[»”\")\]]*\s+\Z|\n\s*\Z|\A\s*\Z")
_PHRASE = re.compile(r"[^\w\s\u200c]\s+\Z")
_WORD = re.compile(r"\s\Z")
_LOOKED_BACK = 12  # code points before an edge that tell what it is the edge of
_FAR = 2_000  # code points that a step may be shifted: more than a sentence
_EDGES = ((_SENTENCE, 3), (_PHRASE, 2), (_WORD, 1))


def slide(text: str, start: int, end: int, low: int, high: int) -> int:
    """Say by how much [start, end) of `text`, taken out or put in, is to be shifted.

    `text` is the version that has the passage, [low, start) and [end, high) what both versions have on either side
    of it. Returns 0 when it stands best where it is; negative is towards the beginning.
    """
    left = 0
    while left < _FAR and start - left > low and text[start - left - 1] == text[end - left - 1]:
        left += 1
    right = 0
    while right < _FAR and end + right < high and text[start + right] == text[end + right]:
        right += 1
    places = [by for by in range(-left, right + 1) if by == 0 or start + by == 0 or text[start + by - 1].isspace()]
    return max(places, key=lambda by: (_worth(text, start + by, end + by), by == 0))


def _worth(text: str, start: int, end: int) -> int:
    return _edge(text, start) + (3 if end == len(text) else _edge(text, end))


def _edge(text: str, at: int) -> int:
    """Say of what an offset is the edge: 3 a sentence, 2 a phrase, 1 a word, 0 none."""
    before = text[max(at - _LOOKED_BACK, 0) : at]
    return next((worth for pattern, worth in _EDGES if pattern.search(before)), 0)

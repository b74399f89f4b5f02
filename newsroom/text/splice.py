"""Splicing: putting other words into a stretch of a block without losing the markup around it."""

from __future__ import annotations

from dataclasses import replace

from newsroom.text.markup import Inline, Range


def splice(inline: Inline, start: int, end: int, words: str) -> Inline:
    """Replace [start, end) code points of the plain text by `words`; ranges grow, shrink and shift with it."""
    if not 0 <= start <= end <= len(inline.text):
        raise ValueError(f"{start}..{end} is outside a text of {len(inline.text)} code points")
    shift = len(words) - (end - start)

    def moved(at: int) -> int:
        return at if at <= start else max(start, at + shift)

    ranges = (replace(one, start=moved(one.start), end=moved(one.end)) for one in inline.ranges)
    text = inline.text[:start] + words + inline.text[end:]
    return replace(inline, text=text, ranges=tuple(one for one in ranges if _stands(one)))


def _stands(one: Range) -> bool:
    return one.start < one.end

"""Quotations: which ranges of a text stand in quotation marks, whatever marks its language uses.

«…», “…”, „…“, ‘…’ and "…" are known; an apostrophe is no mark. Marks nest; a mark that nothing closes, or that opens
nothing, is no quotation. All ranges are half-open, count code points and include their marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‘": "’"}
_STRAIGHT = '"'
# «..., — сказал он. — ...»: Russian does not close its marks for the words of the one who tells.
_INTERRUPTION = re.compile(r"[,!?…]\s*[—–]\s*(?P<told>[а-яё][^«»—–]{2,120}?[.,:])\s*[—–]\s")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included; `depth` is 0 for one that stands in no other."""

    start: int
    end: int
    depth: int = 0

    def inside(self) -> tuple[int, int]:
        """The range between the marks."""
        return self.start + 1, self.end - 1


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in the order of their beginnings, nested ones after what holds them.

    Args:
        text: plain text, one block.
    """
    found: list[Quotation] = []
    opened: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if opened and _closes(text, position, opened[-1][0]):
            start = opened.pop()[1]
            found.append(Quotation(start, position + 1, len(opened)))
        elif _opens(text, position):
            opened.append((char, position))
        elif char == "»" and any(mark == "«" for mark, _ in opened):
            while opened[-1][0] != "«":  # a single mark inside was an apostrophe after all
                opened.pop()
            start = opened.pop()[1]
            found.append(Quotation(start, position + 1, len(opened)))
    # What nothing closed holds nothing: what stood in it moves up.
    lost = [start for _mark, start in opened]
    moved = [Quotation(one.start, one.end, one.depth - sum(start < one.start for start in lost)) for one in found]
    return sorted(moved, key=lambda one: (one.start, -one.end))


def outermost(text: str) -> list[Quotation]:
    """Return the quotations that stand in no other."""
    return [one for one in quotations(text) if not one.depth]


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return what is quoted: the outermost quotations without what the one who tells puts between two dashes."""
    found = []
    for one in outermost(text):
        start = one.start
        for match in _INTERRUPTION.finditer(text, *one.inside()):
            found.append((start, match.start("told")))
            start = match.end("told")
        found.append((start, one.end))
    return found


def _closes(text: str, position: int, mark: str) -> bool:
    char = text[position]
    if mark == _STRAIGHT:
        return char == _STRAIGHT
    if char not in _PAIRS[mark]:
        return False
    return char != "’" or not _inside_word(text, position)


def _opens(text: str, position: int) -> bool:
    char = text[position]
    if char == _STRAIGHT or char in _PAIRS:
        return char != "‘" or not _inside_word(text, position)
    return False


def _inside_word(text: str, position: int) -> bool:
    """Whether a mark is an apostrophe: letters stand on both sides of it («didn’t»)."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return before.isalpha() and after.isalpha()

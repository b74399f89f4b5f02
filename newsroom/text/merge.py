"""Merging two edits of one text: word by word, and only where the two do not touch.

A three-way merge in the manner of diff3 over words instead of lines: what one of the two left as it was follows the
other; what both changed in the same way is changed once; where changes meet, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.text.diff import word_ops


@dataclass(frozen=True, slots=True)
class Edit:
    """base[start:end] was replaced by `text`; code points, half-open."""

    start: int
    end: int
    text: str

    def meets(self, other: Edit) -> bool:
        """Whether no untouched character lies between the two: then their order or their sense is in doubt."""
        return self.start <= other.end and other.start <= self.end


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` in one text, or None where they touch each other."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    edits = _together(list(edits_of(base, mine)), list(edits_of(base, theirs)))
    return None if edits is None else _applied(base, edits)


def edits_of(base: str, text: str) -> Iterator[Edit]:
    """The places in which `text` differs from `base`, in order; neighbouring steps are one edit."""
    start = end = 0
    new: list[str] = []
    for op in word_ops(base, text):
        if op.kind == "equal":
            if end > start or new:
                yield Edit(start, end, "".join(new))
            start = end = op.old_end
            new = []
        else:
            end = op.old_end
            new.append(text[op.new_start : op.new_end])
    if end > start or new:
        yield Edit(start, end, "".join(new))


def _together(mine: list[Edit], theirs: list[Edit]) -> list[Edit] | None:
    """All edits in order, equal ones once; None when two different ones meet."""
    merged: list[Edit] = []
    i = j = 0
    while i < len(mine) and j < len(theirs):
        one, other = mine[i], theirs[j]
        if one == other:
            merged.append(one)
            i, j = i + 1, j + 1
        elif one.meets(other):
            return None
        elif one.end < other.start:
            merged.append(one)
            i += 1
        else:
            merged.append(other)
            j += 1
    return merged + mine[i:] + theirs[j:]


def _applied(base: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [base[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, base[at:]])

"""Table rows: one block is one row, and a vertical bar ends a cell.

The bar is a letter of the block's plain text, so that annotations keep their offsets whatever is done to the table. As
in Markdown a row may begin and end with one.
"""

from __future__ import annotations

from itertools import pairwise

BAR = "|"


def cells(row: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand: code points, half-open, without the spaces around them."""
    ends = [at for at, char in enumerate(row) if char == BAR]
    edges = [-1, *ends, len(row)]
    found = [_trimmed(row, before + 1, after) for before, after in pairwise(edges)]
    if ends and not row[: ends[0]].strip():
        found = found[1:]
    if len(ends) > 1 and not row[ends[-1] + 1 :].strip():
        found = found[:-1]
    return found


def _trimmed(row: str, start: int, end: int) -> tuple[int, int]:
    while start < end and row[start].isspace():
        start += 1
    while start < end and row[end - 1].isspace():
        end -= 1
    return start, end

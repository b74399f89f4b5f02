"""Tables: blocks of kind "table" that follow each other are the rows of one table, the first row its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.safestring import SafeString

from newsroom.base.drawn import drawn
from newsroom.public.drawn import DrawnBlock
from newsroom.text.marks import Mark
from newsroom.text.table import cells

TABLE = "table"


def drawn_cells(
    text: str, language: str, marks: Sequence[Mark], href: Callable[[str], str]
) -> tuple[SafeString, ...]:
    """The cells of one row, each with the marks that lie in it."""
    seen: set[str] = set()
    return tuple(
        drawn(text[start:end], language, [*_within(marks, start, end, seen)], href) for start, end in cells(text)
    )


def _within(marks: Sequence[Mark], start: int, end: int, seen: set[str]) -> Iterator[Mark]:
    """Marks cut to a cell and counted from its beginning; one that goes over cells keeps its id in the first."""
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            yield replace(mark, start=first - start, end=last - start, id="" if mark.id in seen else mark.id)
            seen.add(mark.id)


def gathered(blocks: Sequence[DrawnBlock]) -> list[DrawnBlock]:
    """The blocks with each run of rows as one block of kind "table", numbered in the order of reading."""
    found: list[DrawnBlock] = []
    tables = 0
    for is_row, run in groupby(blocks, key=lambda block: block.kind == TABLE):
        if is_row:
            tables += 1
            found.append(_table(tuple(run), tables))
        else:
            found.extend(run)
    return found


def _table(rows: tuple[DrawnBlock, ...], number: int) -> DrawnBlock:
    widest = max(len(row.cells) for row in rows)
    even = tuple(replace(row, cells=(*row.cells, *[SafeString("")] * (widest - len(row.cells)))) for row in rows)
    return DrawnBlock(
        id=rows[0].id,
        kind=TABLE,
        text=" ".join(row.text for row in rows),
        html=SafeString(""),
        notes=tuple(note for row in rows for note in row.notes),
        rows=even,
        number=number,
    )

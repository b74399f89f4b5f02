"""A sheet: rows of cells under named columns, with the numbers by which its author knows the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import tablib
from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.exchange.refusals import SheetRefused

MAX_CELL = 20_000  # code points; a longer one is a mistake of the file, and a diff of it would be slow
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
Cell = str | float | bool | None


class Absent:
    """The cell of a column that an item of a JSON file does not name: it leaves the field as it is."""

    def __repr__(self) -> str:
        return ""


ABSENT: Final = Absent()


class Sheet(tablib.Dataset):  # type: ignore[misc]
    """A dataset of import-export that remembers which line of the file each row was.

    Attributes:
        numbers: per row, its number in the file; a spreadsheet's header is row 1.
    """

    numbers: list[int]


def sheet_of(headers: Sequence[Any], rows: Iterable[tuple[int, Sequence[Any]]]) -> Sheet:
    """Make a sheet of its headers and its numbered rows, which may be lazy: reading stops at the first limit.

    Raises SheetRefused.
    """
    names = [str(header).strip() if header is not None else "" for header in headers]
    _check_headers(names)
    _check_storable(1, names)
    sheet = Sheet(headers=names)
    sheet.numbers = []
    for number, cells in rows:
        if len(sheet.numbers) >= settings.IMPORT_MAX_ROWS:
            raise SheetRefused(
                _("The sheet has more than %(limit)s rows: split it.") % {"limit": settings.IMPORT_MAX_ROWS}
            )
        _check_row(number, cells, len(names))
        _check_storable(number, cells)
        sheet.append(list(cells))
        sheet.numbers.append(number)
    if not sheet.numbers:
        raise SheetRefused(_("The sheet has no rows."))
    return sheet


def _check_storable(number: int, cells: Sequence[Any]) -> None:
    """JSON can name characters that no database can be asked for; the gate refuses others, later and by column."""
    for cell in cells:
        if isinstance(cell, str) and (found := _UNSTORABLE.search(cell)):
            raise SheetRefused(
                _("Row %(number)s holds %(character)s, which is no character of a text.")
                % {"number": number, "character": f"U+{ord(found.group()):04X}"}
            )


def _check_headers(names: Sequence[str]) -> None:
    if not any(names):
        raise SheetRefused(_("The first row must name the columns."))
    check_width(len(names))
    if "" in names:
        raise SheetRefused(_("Column %(number)s has no name.") % {"number": names.index("") + 1})
    if twice := {name for name in names if names.count(name) > 1}:
        raise SheetRefused(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(sorted(twice))})


def check_width(width: int) -> None:
    """Raises SheetRefused when there are too many columns to be one of our sheets."""
    if width > settings.IMPORT_MAX_COLUMNS:
        raise SheetRefused(
            _("The sheet has %(count)s columns; at most %(limit)s are read.")
            % {"count": width, "limit": settings.IMPORT_MAX_COLUMNS}
        )


def _check_row(number: int, cells: Sequence[Any], width: int) -> None:
    """A short row would silently clear what is missing, a long one silently shift."""
    if len(cells) != width:
        raise SheetRefused(
            _("Row %(number)s has %(count)s cells, the header has %(width)s.")
            % {"number": number, "count": len(cells), "width": width}
        )
    for cell in cells:
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            raise SheetRefused(
                _("Row %(number)s has a cell of more than %(limit)s characters.")
                % {"number": number, "limit": MAX_CELL}
            )

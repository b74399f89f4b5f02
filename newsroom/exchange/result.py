"""What a sheet would do: rows that are new or change, rows that are as before, and what is wrong with the others."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.results import Result, RowResult

from newsroom.base import languages
from newsroom.desk.imports import Edit, ImportPlan
from newsroom.exchange.sheet import Cell
from newsroom.text.diff import Piece, words_diff
from newsroom.text.document import canonical

logger = logging.getLogger(__name__)
SHOWN = 200  # rows and problems on one page; the rest is counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row; `column` is "" when the row as a whole is wrong."""

    number: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of the preview: what is stored and what the sheet says."""

    column: str
    before: Cell
    after: Cell

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def pieces(self) -> list[Piece]:
        """Both texts, word by word: what goes, what comes, what stays."""
        return words_diff(_shown(self.before), self.text)

    @property
    def text(self) -> str:
        return _shown(self.after)

    @property
    def language(self) -> str:
        """The language of its text, "" for an id, a date, a number."""
        return next((code for code in languages.codes() if self.column == languages.column(self._field, code)), "")

    @property
    def _field(self) -> str:
        return self.column.rpartition("_")[0]


class SheetDiff:
    """The differences of one row, in import-export's protocol; templates draw them, so that no style is inline."""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.fields = resource.get_import_fields()
        self.before = [None if new else field.export(instance) for field in self.fields]
        self.after: list[Cell] = []

    def compare_with(self, _resource: Any, instance: Any) -> None:
        self.after = [field.export(instance) for field in self.fields]

    def as_html(self) -> list[Difference]:
        return [
            Difference(field.column_name, before, after)
            for field, before, after in zip(self.fields, self.before, self.after, strict=True)
        ]


class SheetRowResult(RowResult):  # type: ignore[misc]
    """One row of the sheet: its position from 1, and the cells it came with."""

    position = 0
    cells: Mapping[str, Any] = {}


class SheetResult(Result):  # type: ignore[misc]
    """All rows of a sheet.

    Attributes:
        problems: what is wrong, by row; nothing is written while there is one.
        written: whether the rows were written.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, Problem]] = []
        self.numbers: Sequence[int] = ()
        self.written = False

    def append_invalid_row(self, number: int, row: Mapping[str, Any], validation_error: ValidationError) -> None:
        """A row with wrong cells, by its position from 1."""
        errors: Mapping[str, Iterable[str]] = getattr(validation_error, "message_dict", None) or {
            NON_FIELD_ERRORS: validation_error.messages
        }
        for column, reasons in errors.items():
            name = "" if column == NON_FIELD_ERRORS else column
            self.found.append((number, Problem(0, name, _shown(row.get(name)), " ".join(reasons))))

    def append_error_row(self, number: int, row: Mapping[str, Any], errors: Sequence[Any]) -> None:
        """A row on which our own code failed: said without its inner words, which go to the log."""
        if not self.error_rows:  # one is enough to find the cause
            logger.error("row %s of a sheet could not be read", number, exc_info=errors[0].error)
        super().append_error_row(number, row, errors)
        self.found.append((number, Problem(0, "", "", _("This row could not be read."))))

    @property
    def problems(self) -> list[Problem]:
        """In the order of the file, with the numbers of its rows."""
        found = sorted(self.found, key=lambda pair: pair[0])
        return [
            Problem(self.numbers[position - 1], problem.column, problem.value, problem.reason)
            for position, problem in found
        ]

    @property
    def writable(self) -> bool:
        return not (self.found or self.has_errors())

    @property
    def changes(self) -> list[SheetRowResult]:
        """The rows that are new or change something."""
        return [row for row in self.rows if row.is_new() or row.is_update()]

    @property
    def unchanged(self) -> int:
        return int(self.totals[RowResult.IMPORT_TYPE_SKIP])

    @property
    def new(self) -> int:
        return sum(row.is_new() for row in self.changes)

    @property
    def updated(self) -> int:
        return sum(row.is_update() for row in self.changes)

    @property
    def hidden(self) -> int:
        """How many problems, or rows when there are none, do not fit on the page."""
        return max(0, len(self.found or self.changes) - SHOWN)

    def fingerprint(self) -> str:
        """sha256 of all that an editor is shown: what they confirm is what they saw, or it is shown again."""
        said = [
            [row.position, row.import_type, [[cell.column, cell.before, cell.after] for cell in row.diff]]
            for row in self.changes
        ]
        return hashlib.sha256(canonical([self.total_rows, said]).encode()).hexdigest()

    def plan(self, *, what: str, file_name: str, digest: str) -> ImportPlan:
        """The rows for the verb."""
        return ImportPlan(
            what=what,
            file_name=file_name,
            digest=digest,
            new=[row.instance for row in self.changes if row.is_new()],
            edits=[Edit(row.instance, row.original) for row in self.changes if row.is_update()],
            unchanged=self.unchanged,
        )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)

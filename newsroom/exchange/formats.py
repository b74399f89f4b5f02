"""CSV, XLSX and JSON: bytes to a sheet and a dataset to bytes, exact in both directions.

The classes are import-export's formats with readers and writers of our own: its readers misread a `;` for a part of a
name, fill short rows up with empty cells, take a formula without a kept result for an empty cell, and lose NULL
(each of them tried). CSV and XLSX have no NULL: their empty cell is "", and what it does is said in `columns`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import tablib
from django.conf import settings
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl.cell import WriteOnlyCell

from newsroom.base.refusals import explain
from newsroom.exchange import bounds, formulas
from newsroom.exchange.refusals import SheetRefused
from newsroom.exchange.sheet import ABSENT, Sheet, check_width, sheet_of
from newsroom.text import decode

_BOM = "\ufeff"
_DELIMITER = re.compile(r"[,;\t]")
_LAST_ROW = 1_048_576  # of any workbook; a file that claims more would keep openpyxl counting


class CSV(base_formats.CSV):  # type: ignore[misc]
    """Comma-separated UTF-8; semicolons and tabs, as some countries' spreadsheet programs write, are read as well."""

    def is_binary(self) -> bool:
        return True  # in and out as bytes: decoding is ours

    def create_dataset(self, in_stream: bytes, **_kwargs: Any) -> Sheet:
        text = _text(in_stream)
        found = _DELIMITER.search(text.partition("\n")[0])  # no name of a column holds one of them
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=found.group() if found else ",", strict=True)
        try:
            return sheet_of(next(lines, []), _numbered(lines))
        except csv.Error as error:
            raise SheetRefused(
                _("Line %(line)s is no line of a CSV file: %(reason)s.") % {"line": lines.line_num, "reason": error}
            ) from error

    def export_data(self, dataset: tablib.Dataset, *, for_spreadsheets: bool = True, **_kwargs: Any) -> bytes:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(dataset.headers)
        for row in dataset:
            writer.writerow([_csv_cell(value, for_spreadsheets) for value in row])
        mark = _BOM if for_spreadsheets else ""  # without it they take Persian and Russian for another encoding
        return (mark + stream.getvalue()).encode()


class XLSX(base_formats.XLSX):  # type: ignore[misc]
    """The first sheet of a workbook."""

    def create_dataset(self, in_stream: bytes) -> Sheet:
        bounds.check_archive(in_stream)
        try:
            book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, keep_links=False)
            page = book.worksheets[0]
            page.reset_dimensions()  # what the file says of its size is not to be believed
            rows = _numbered_cells(page)
            _number, headers = next(rows, (1, []))
            while headers and headers[-1] == "":
                headers.pop()
            return sheet_of(headers, _padded(rows, len(headers)))
        except SheetRefused:
            raise
        except Exception as error:  # openpyxl raises anything on a damaged file: KeyError, ParseError, TypeError ...
            raise SheetRefused(_("The file is no XLSX workbook, or it is damaged or encrypted.")) from error

    def export_data(self, dataset: tablib.Dataset, *, for_spreadsheets: bool = True, **_kwargs: Any) -> bytes:
        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet()
        page.freeze_panes = "A2"
        for row in [dataset.headers, *dataset]:
            page.append([_xlsx_cell(page, value, for_spreadsheets) for value in row])
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


class JSON(base_formats.JSON):  # type: ignore[misc]
    """A list of objects; null is kept, and a field that an object does not name is left as it is."""

    def is_binary(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **_kwargs: Any) -> Sheet:
        try:
            items = json.loads(_text(in_stream), object_pairs_hook=_object, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            if isinstance(error, SheetRefused):
                raise
            raise SheetRefused(_("The file is no JSON: %(reason)s.") % {"reason": error}) from error
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise SheetRefused(_("A JSON file must be a list of objects, one per row."))
        headers = list(dict.fromkeys(name for item in items for name in item))
        return sheet_of(headers, ((n, _item(n, item, headers)) for n, item in enumerate(items, 1)))

    def export_data(self, dataset: tablib.Dataset, **_kwargs: Any) -> bytes:
        rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS = [CSV, XLSX, JSON]
BY_EXTENSION: dict[str, type[base_formats.Format]] = {"csv": CSV, "xlsx": XLSX, "json": JSON}


def _text(data: bytes) -> str:
    try:
        return decode.decode(data, limit=settings.IMPORT_MAX_BYTES).text
    except decode.Undecodable as error:
        raise SheetRefused(explain(error)) from error


# --- CSV --------------------------------------------------------------------------------------------------------------


def _numbered(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers a spreadsheet program shows; rows of empty cells are no rows."""
    for number, cells in enumerate(lines, 2):
        if any(cells):
            yield number, [formulas.restore(cell) for cell in cells]


def _csv_cell(value: Any, for_spreadsheets: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return formulas.protect(value, for_spreadsheets=for_spreadsheets)
    return json.dumps(value)  # true, false, 41.7: as every program reads them


# --- XLSX -------------------------------------------------------------------------------------------------------------


def _numbered_cells(page: Any) -> Iterator[tuple[int, list[Any]]]:
    for number, cells in enumerate(page.iter_rows(), 1):
        check_width(len(cells))
        if number > _LAST_ROW:
            raise SheetRefused(_("The file is no XLSX workbook, or it is damaged or encrypted."))
        values = [_xlsx_value(cell, number) for cell in cells]
        if number == 1 or any(value != "" for value in values):
            yield number, values


def _padded(rows: Iterator[tuple[int, list[Any]]], width: int) -> Iterator[tuple[int, list[Any]]]:
    """A workbook keeps no empty cells at the end of a row."""
    for number, values in rows:
        while len(values) > width and values[-1] == "":
            values.pop()
        yield number, values + [""] * (width - len(values))


def _xlsx_value(cell: Any, number: int) -> Any:
    value = cell.value
    if cell.data_type == "f":
        raise SheetRefused(
            _("Row %(number)s has a formula: put its result into the cell as a value.") % {"number": number}
        )
    if cell.data_type == "e":
        raise SheetRefused(_("Row %(number)s has an error value: %(value)s.") % {"number": number, "value": value})
    return _plain(value)


def _plain(value: Any) -> Any:
    """The value of a cell as text, number or truth; a date that a program made of «2024-10-08» is that text again."""
    if value is None:
        return ""
    if isinstance(value, str):
        return formulas.restore(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return str(value)
    return value


def _xlsx_cell(page: Any, value: Any, for_spreadsheets: bool) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page, formulas.protect(value, for_spreadsheets=for_spreadsheets))
    cell.data_type = "s"  # openpyxl would make a formula of «=1+1»
    return cell


# --- JSON -------------------------------------------------------------------------------------------------------------


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SheetRefused(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(sorted(twice))})
    return dict(pairs)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _item(number: int, item: dict[str, Any], headers: list[str]) -> list[Any]:
    for name, value in item.items():
        if isinstance(value, list | dict):
            raise SheetRefused(
                _("Row %(number)s: “%(column)s” is a list or an object, not a value.")
                % {"number": number, "column": name}
            )
    return [item.get(name, ABSENT) for name in headers]

"""Helpers for tests of sheets: rows to the bytes of each format, and a sheet sent through the resource."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from typing import Any

import openpyxl

from newsroom.exchange.formats import BY_EXTENSION
from newsroom.exchange.result import SheetResult
from newsroom.exchange.sheets import SHEETS
from newsroom.staff.user import User

Rows = Sequence[dict[str, Any]]


def as_csv(rows: Rows, *, delimiter: str = ",", bom: bool = False) -> bytes:
    """As Python's csv writes it, not as our exporter does."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8")


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_json(rows: Rows) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False).encode()


AS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}


def exported(model: Any, extension: str, **kwargs: Any) -> bytes:
    """All rows of a model as its exporter writes them."""
    resource = SHEETS[model]()
    return BY_EXTENSION[extension]().export_data(resource.export(resource.get_queryset().order_by("pk")), **kwargs)


def preview(model: Any, data: bytes, extension: str = "csv") -> SheetResult:
    return SHEETS[model]().import_data(BY_EXTENSION[extension]().create_dataset(data), dry_run=True)


def write(model: Any, data: bytes, by: User, extension: str = "csv") -> SheetResult:
    """Preview and confirm."""
    seen = preview(model, data, extension)
    return SHEETS[model]().import_data(
        BY_EXTENSION[extension]().create_dataset(data),
        user=by,
        file_name=f"sheet.{extension}",
        digest=hashlib.sha256(data).hexdigest(),
        expected=seen.fingerprint(),
    )

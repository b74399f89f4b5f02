"""What the database knows of a sheet's rows, asked before the first row is read: queries per batch, none per row."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

import tablib
from import_export.instance_loaders import BaseInstanceLoader

from newsroom.desk.imports import batches
from newsroom.entities.entity import Entity
from newsroom.exchange.columns import EntityColumn, is_blank


def text_of(cell: Any) -> str:
    """A cell as the key of a look-up: composed, without spaces around it; "" for a blank one."""
    return "" if is_blank(cell) else unicodedata.normalize("NFC", str(cell)).strip()


def texts_of(sheet: tablib.Dataset, column: str) -> set[str]:
    """The texts of a column, the blank ones left out; none when the sheet has no such column."""
    return {text_of(cell) for cell in sheet[column]} - {""} if column in sheet.headers else set()


def entities_of(resource: Any, sheet: tablib.Dataset) -> dict[str, Entity]:
    """The entities that the sheet names, by public id."""
    names = [field.column_name for field in resource.fields.values() if isinstance(field, EntityColumn)]
    asked = set().union(*(texts_of(sheet, name) for name in names))
    found = (Entity.objects.filter(public_id__in=batch) for batch in batches(asked))
    return {entity.public_id: entity for rows in found for entity in rows}


class KnownRows(BaseInstanceLoader):  # type: ignore[misc]
    """The stored rows that the sheet names, and those that its nameless rows look like."""

    def __init__(self, resource: Any, dataset: tablib.Dataset | None = None) -> None:
        super().__init__(resource, dataset)
        self._named = {resource.key_of(row): row for row in resource.named_in(dataset)}
        self._alike: dict[Hashable, list[Any]] = defaultdict(list)
        for row in resource.similar_to(_nameless(resource, dataset)):
            for mark in resource.marks_of(row):
                self._alike[mark].append(row)

    def get_instance(self, row: dict[str, Any]) -> Any:
        """The stored row that a row of the sheet names, None when it names none; the resource judges it."""
        key = self.resource.key_in(row)
        return None if key is None else self.resource.accept(key, self._named.get(key))

    def twins(self, marks: Iterable[Hashable]) -> list[Any]:
        """Stored rows that bear all of these marks."""
        wanted = set(marks)
        first = next(iter(sorted(wanted, key=repr)), None)
        return [row for row in self._alike.get(first, ()) if wanted <= set(self.resource.marks_of(row))]


def _nameless(resource: Any, sheet: tablib.Dataset) -> tablib.Dataset:
    """The rows that give no identity."""
    rows = [row for row in sheet if resource.key_in(dict(zip(sheet.headers, row, strict=True))) is None]
    return tablib.Dataset(*rows, headers=sheet.headers)

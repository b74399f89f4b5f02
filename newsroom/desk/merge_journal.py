"""Rows as plain JSON and back, so that an undone merge leaves every row as it was.

Bare translated columns are left out: they hold whatever language was active. Whole numbers, texts, truth values and
nothing are themselves; every other value is written as its field writes it (a UUID, a moment).
"""

from __future__ import annotations

from typing import Any

from django.db import models

from newsroom.base.rows import translated_fields
from newsroom.desk.imports import batches
from newsroom.entities.entity import Entity

_PLAIN = (str, int, float, bool, type(None))


def fields_of(model: type[models.Model]) -> list[Any]:
    """The stored columns of a table without the bare ones."""
    bare = translated_fields(model)
    return [field for field in model._meta.concrete_fields if field.name not in bare]


def columns_of(row: models.Model) -> dict[str, Any]:
    """Every column of a row, its number included, as JSON knows it."""
    found = {}
    for field in fields_of(type(row)):
        value = getattr(row, field.attname)
        found[field.attname] = value if isinstance(value, _PLAIN) else field.value_to_string(row)
    return found


def value_of(model: type[models.Model], column: str, written: Any) -> Any:
    """The value of a column as Python has it, from what `columns_of` wrote."""
    field = next(field for field in fields_of(model) if field.attname == column)
    return written if written is None else field.to_python(written)


def restore(model: type[models.Model], rows: list[dict[str, Any]]) -> int:
    """Write rows of one table that were removed; returns how many cannot come back: what they name is gone.

    An entity that they name and that was merged meanwhile is named as the one that stands for it.
    """
    rows = _as_merged(model, rows)
    lost = _homeless(model, rows)
    whole = [
        model(**{column: value_of(model, column, value) for column, value in row.items()})
        for row in rows
        if row["id"] not in lost
    ]
    model._base_manager.bulk_create(whole, batch_size=500, ignore_conflicts=True)
    back = sum(model._base_manager.filter(pk__in=batch).count() for batch in batches(row["id"] for row in rows))
    return len(rows) - back


def _as_merged(model: type[models.Model], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    columns = [field.attname for field in fields_of(model) if field.related_model is Entity]
    named = {row[column] for row in rows for column in columns} - {None}
    away = Entity.objects.filter(pk__in=named).exclude(merged_into=None)
    now = dict(away.values_list("pk", "merged_into")) if named else {}
    return [row | {column: now.get(row[column], row[column]) for column in columns} for row in rows]


def _homeless(model: type[models.Model], rows: list[dict[str, Any]]) -> set[int]:
    """The rows of which a foreign key leads nowhere; one query per foreign key that is in use."""
    lost: set[int] = set()
    for field in fields_of(model):
        wanted = {row[field.attname] for row in rows if field.is_relation and row[field.attname] is not None}
        if wanted:
            there: set[Any] = set()
            for batch in batches(wanted):
                found = field.related_model._base_manager.filter(pk__in=batch)
                there |= set(found.values_list("pk", flat=True))
            lost |= {row["id"] for row in rows if row[field.attname] in wanted - there}
    return lost

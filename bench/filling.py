"""Filling the tables of entities and their keys by the hundred thousand: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

CHUNK = 20_000
KEY_COLUMNS = ("entity_id", "language", "key", "text", "matching", "case_sensitive", "preferred")


def fill(path: Path) -> None:
    """Insert the people of a file of `names.derived`, with all their keys."""
    from django.db import connection, transaction

    from newsroom.entities.entity import Entity
    from newsroom.entities.name_key import NameKey

    first = (Entity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with transaction.atomic(), connection.cursor() as cursor:
        _insert(cursor, Entity, list(_blank()), _entities(path, first))
        _insert(cursor, NameKey, KEY_COLUMNS, _keys(path, first))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as any database in use has it


def _people(path: Path) -> Iterator[list[list[str]]]:
    with path.open(encoding="utf-8") as file:
        lines = (line.rstrip("\n").split("\t") for line in file)
        for _number, some in groupby(lines, key=lambda line: line[0]):
            yield list(some)


def _blank() -> dict[str, Any]:
    """Column -> what stands in it for somebody of whom nothing is known."""
    from django.db import connection

    from newsroom.entities.entity import Entity

    nobody, fields = Entity(kind="person"), Entity._meta.concrete_fields
    return {one.column: one.get_db_prep_save(getattr(nobody, one.attname), connection) for one in fields}


def _entities(path: Path, first: int) -> Iterator[tuple[Any, ...]]:
    from django.db import connection

    from newsroom.base import languages
    from newsroom.entities.entity import Entity

    blank, identity = _blank(), Entity._meta.get_field("uuid")
    for pk, lines in enumerate(_people(path), start=first):
        row = blank | {"id": pk, "public_id": f"b{pk:07d}", "uuid": identity.get_db_prep_save(uuid4(), connection)}
        row |= {languages.column("name", language): name for _number, language, _key, name in lines}
        yield tuple(row.values())


def _keys(path: Path, first: int) -> Iterator[tuple[Any, ...]]:
    for pk, lines in enumerate(_people(path), start=first):
        for _number, language, key, name in lines:
            yield pk, language, key, name, "always", False, True


def _insert(cursor: Any, model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection

    table, named = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    rows, marks = iter(rows), ", ".join(["%s"] * len(columns))
    while chunk := list(islice(rows, CHUNK)):
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", chunk)

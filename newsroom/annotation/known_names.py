"""The gazetteer's look-up: which known names have one of these keys. One indexed query, whatever the number of keys.

All keys travel as one JSON parameter: an IN list would meet SQLite's limit of variables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from newsroom.annotation.hits import Hit
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey

_WANTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json)",
}


def lookup(keys: Iterable[str]) -> list[Hit]:
    """The known names, in all languages, whose key is one of `keys`; merged entities are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_query(), [json.dumps(sorted(keys), ensure_ascii=False)])
        return [
            Hit(key, entity, kind, name, matching, bool(case_sensitive), bool(preferred), language)
            for key, entity, kind, name, matching, case_sensitive, preferred, language in cursor.fetchall()
        ]


def _query() -> str:
    """The one query; table names come from the models, never from input."""
    wanted, key, entity = _WANTED[connection.vendor], NameKey._meta.db_table, Entity._meta.db_table
    return (
        f"WITH wanted(key) AS ({wanted}) "  # noqa: S608 - our own table names only
        "SELECT k.key, e.public_id, e.kind, k.text, k.matching, k.case_sensitive, k.preferred, k.language "
        f"FROM wanted JOIN {key} k ON k.key = wanted.key JOIN {entity} e ON e.id = k.entity_id "
        "WHERE e.merged_into_id IS NULL ORDER BY k.id"
    )

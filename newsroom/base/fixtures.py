"""JSON fixtures that are equal in any active language, and that loading makes whole.

Django's own serializer writes the bare translated columns, which hold whatever language was active (measured: dumps
differ by LANGUAGE_CODE), and its loader skips what verbs compute. This one leaves out bare and derived columns and,
when it loads, lets each row compute its derived columns (`derive()`) and whoever registered with `after_load` makes
the rows of other tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.core.serializers import base
from django.core.serializers import json as django_json
from django.db import models

from newsroom.base.rows import translated_fields

AfterLoad = Callable[[list[Any]], None]
_after_load: dict[type[models.Model], AfterLoad] = {}


class Serializer(django_json.Serializer):
    """Writes suffixed columns only, and no derived ones."""

    def handle_field(self, obj: models.Model, field: Any) -> None:
        if field.name not in translated_fields(type(obj)) and field.name not in getattr(obj, "DERIVED", ()):
            super().handle_field(obj, field)


def Deserializer(stream_or_string: Any, **options: Any) -> Iterator[base.DeserializedObject]:  # noqa: N802 - Django's name
    """Reads rows, fills in their derived columns and, after the last, what is derived in other tables.

    Raises Django's DeserializationError.
    """
    read: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in django_json.Deserializer(stream_or_string, **options):
        if derive := getattr(row.object, "derive", None):
            derive()
        read[row.object._meta.concrete_model].append(row.object)
        yield row
    for model, rows in read.items():
        if model in _after_load:
            _after_load[model](rows)


def after_load(*models_: type[models.Model]) -> Callable[[AfterLoad], AfterLoad]:
    """Register what makes rows of other tables from loaded rows of these models."""

    def register(make: AfterLoad) -> AfterLoad:
        _after_load.update(dict.fromkeys(models_, make))
        return make

    return register

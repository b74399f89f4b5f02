"""Rows of translated models: which of their columns are bare, and how a verb checks a row before it writes it."""

from __future__ import annotations

from django.db import models
from modeltranslation.translator import NotRegistered, translator

from newsroom.base import languages


def translated_fields(model: type[models.Model]) -> frozenset[str]:
    """Names of the translated fields of `model`, without suffix: the bare columns, never read and never written."""
    try:
        return frozenset(translator.get_options_for_model(model).get_field_names())
    except NotRegistered:
        return frozenset()


def check(row: models.Model) -> None:
    """full_clean() of a row without its bare columns; an empty text of a language becomes a missing one (NULL).

    Raises ValidationError naming the field.
    """
    bare = translated_fields(type(row))
    for column in languages.columns(*bare):
        if getattr(row, column) == "":
            setattr(row, column, None)
    row.full_clean(exclude=bare)

"""All that merging two entities may touch, row by row, to compare before and after."""

from __future__ import annotations

from typing import Any

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.desk.merge_journal import columns_of
from newsroom.desk.references import MOVED, table_of
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey
from newsroom.publishing.card import Card, CardLink

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")
WATCHED = sorted({table_of(name)[0] for name in MOVED} | {Entity, Span}, key=lambda model: model._meta.label)


def everything() -> dict[str, list[Any]]:
    """All that a merge may touch, row by row; what is derived without its numbers."""
    tables: dict[str, list[Any]] = {
        model._meta.label: [columns_of(row) for row in model._base_manager.order_by("pk")] for model in WATCHED
    }
    keys = NameKey.objects.values_list("entity_id", "language", "key", "text", "matching", "preferred")
    cards = Card.objects.values_list("entity_public_id", "language", "document", "digest", "name", "merged_into")
    tables["keys"] = sorted(keys)
    tables["cards"] = sorted(cards)
    tables["links"] = sorted(CardLink.objects.values_list("card__entity_public_id", "card__language", "target"))
    return tables

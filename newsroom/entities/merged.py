"""Merged: what has become of entities that an old revision, edition or link names by their public id.

`merged_into` always names the one that stands, however many merges there were, so one query answers.
"""

from __future__ import annotations

from collections.abc import Collection

from newsroom.entities.entity import Entity


def current(public_ids: Collection[str]) -> dict[str, str]:
    """public_id -> public_id of the entity that stands for it today, itself where it was never merged.

    An id that no row has (it was deleted, or never was) is left out. One query.
    """
    rows = Entity.objects.filter(public_id__in=public_ids).values_list("public_id", "merged_into__public_id")
    return {old: now or old for old, now in rows}

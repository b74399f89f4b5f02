"""The page of a merge: its plan in words and numbers, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from newsroom.desk.merge_plan import MergePlan, plan_merge
from newsroom.desk.merging import check_mergeable
from newsroom.desk.references import MOVED
from newsroom.entities.entity import Entity
from newsroom.publishing.card import Card


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the kept entity: what it gains, or what the merged one says otherwise."""

    label: str
    kept: str
    merged: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """What the editor sees before the button."""

    plan: MergePlan
    moved: tuple[tuple[str, int], ...]
    folded: tuple[tuple[str, int], ...]
    gains: tuple[Fact, ...]
    conflicts: tuple[Fact, ...]
    public: tuple[str, ...]


def merge_page(merged: Entity, kept: Entity) -> MergePage:
    """Read the plan; raises CannotMerge."""
    check_mergeable(merged, kept)
    plan = plan_merge(merged, kept)
    named = _names_of(plan)
    languages = Card.objects.standing().filter(entity_public_id=merged.public_id).order_by("language")
    return MergePage(
        plan=plan,
        moved=tuple((str(MOVED[name].label), len(rows)) for name, rows in plan.moved.items()),
        folded=tuple(_by_table(plan.folded).items()),
        gains=tuple(
            Fact(_label(column), "", named.get(value, str(value)) if column.endswith("_id") else str(value))
            for column, value in plan.gains.items()
            if value not in ("", None)
        ),
        conflicts=tuple(
            Fact(_label(one.columns[0]), _said(one.kept, one.columns, named), _said(one.merged, one.columns, named))
            for one in plan.conflicts
        ),
        public=tuple(languages.values_list("language", flat=True)),
    )


def _label(column: str) -> str:
    if column == "latitude":
        return _("coordinates")
    field = next(field for field in Entity._meta.concrete_fields if field.attname == column)
    return str(field.verbose_name)


def _said(values: tuple[Any, ...], columns: tuple[str, ...], named: dict[Any, str]) -> str:
    words = [named.get(value, str(value)) if column.endswith("_id") else str(value)
             for column, value in zip(columns, values, strict=True) if value not in ("", None)]  # fmt: skip
    return " – ".join(words) or "–"


def _names_of(plan: MergePlan) -> dict[Any, str]:
    """Names of the entities that facts name, by their keys."""
    keys = {value for column, value in plan.gains.items() if column.endswith("_id")}
    for conflict in plan.conflicts:
        if conflict.columns[0].endswith("_id"):
            keys |= {*conflict.kept, *conflict.merged}
    return {pk: str(row) for pk, row in Entity.objects.in_bulk(keys - {None}).items()}


def _by_table(rows: list[models.Model]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        label = str(row._meta.verbose_name_plural)
        counts[label] = counts.get(label, 0) + 1
    return counts

"""The plan of a merge: what would move, what is folded, which names and facts the kept entity gains, what disagrees.

Reads only. `desk.merging` carries it out in the same transaction in which it was made; a screen shows it before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from newsroom.base import languages
from newsroom.desk.folding import superfluous
from newsroom.desk.merge_journal import columns_of
from newsroom.desk.references import MOVED, Reference, table_of
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.name import Name, NameKind

# Facts of which an entity has one: an empty one of the kept entity takes the merged one's; a pair goes together.
FACTS: tuple[tuple[str, ...], ...] = (
    *((column,) for column in languages.columns("description")),
    ("classification",),
    ("start", "end"),
    ("time_zone",),
    ("part_of_id",),
    ("place_id",),
    ("latitude", "longitude"),
    ("country_code",),
    ("event_status",),
    ("wikidata",),
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both say something, and not the same: what the kept entity says stands."""

    columns: tuple[str, ...]
    kept: tuple[Any, ...]
    merged: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging `merged` into `kept` does.

    Attributes:
        moved: "table.column" -> the rows that name `kept` from then on.
        folded: rows that say what another one says, or that would name one entity twice; they go.
        names: the merged entity's own names, as further names of the kept one.
        gains: columns of the kept entity -> their new values.
        conflicts: facts that both have and that differ.
        told_apart: somebody said that the two are not the same.
    """

    merged: Entity
    kept: Entity
    moved: dict[str, list[int]]
    folded: list[models.Model]
    names: list[Name]
    gains: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    told_apart: bool = False


def plan_merge(merged: Entity, kept: Entity) -> MergePlan:
    """Read what a merge would do; the number of queries does not depend on the number of rows."""
    gains, conflicts = _facts(merged, kept)
    names = list(_own_names(merged, kept))
    folded = superfluous(merged, kept)
    moved: dict[str, list[int]] = {}
    going = {(type(row), row.pk) for row in folded}
    for name, reference in MOVED.items():
        stay, go = _sorted_out(name, reference, merged, kept)
        folded += [row for row in go if (type(row), row.pk) not in going]
        going |= {(type(row), row.pk) for row in go}
        moved[name] = [row.pk for row in stay if (type(row), row.pk) not in going]
    pair = {"first__in": [merged, kept], "second__in": [merged, kept]}
    return MergePlan(
        merged=merged,
        kept=kept,
        moved={name: rows for name, rows in moved.items() if rows},
        folded=folded,
        names=names,
        gains=gains,
        conflicts=conflicts,
        told_apart=Distinct.objects.filter(**pair).exists(),
    )


def _sorted_out(
    name: str, reference: Reference, merged: Entity, kept: Entity
) -> tuple[list[models.Model], list[models.Model]]:
    """The rows of one column that move, and those that go."""
    model, column = table_of(name)
    rows = list(model._base_manager.filter(**{column: merged.pk}).order_by("pk"))
    if model is Entity:
        return [row for row in rows if row.pk not in (merged.pk, kept.pk)], []
    said: set[tuple[Any, ...]] = set()
    if rows and reference.same is not None:
        said = {_said(row, reference.same) for row in model._base_manager.filter(**{column: kept.pk})}
        said |= _own_spellings(kept) if model is Name else set()
    stay: list[models.Model] = []
    go: list[models.Model] = []
    for row in rows:
        twice = reference.same is not None and _said(row, reference.same) in said
        itself = bool(reference.other) and getattr(row, reference.other) == kept.pk
        (go if twice or itself else stay).append(row)
    return stay, go


def _said(row: models.Model, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _own_spellings(entity: Entity) -> set[tuple[Any, ...]]:
    return {(code, name) for code in languages.codes() if (name := entity.name_in(code))}


def _own_names(merged: Entity, kept: Entity) -> Iterator[Name]:
    """The merged entity's own name in each language in which the kept one is called otherwise."""
    known = set(Name.objects.filter(entity__in=[merged, kept]).values_list("language", "text"))
    for language, text in sorted(_own_spellings(merged) - _own_spellings(kept) - known):
        if kept.name_in(language):
            yield Name(entity=kept, language=language, text=text, kind=NameKind.ALIAS, matching=merged.matching)


def _facts(merged: Entity, kept: Entity) -> tuple[dict[str, Any], list[Conflict]]:
    gains: dict[str, Any] = {}
    conflicts = []
    for code in languages.codes():
        if merged.name_in(code) and not kept.name_in(code):
            own = (languages.column("name", code), languages.column("slug", code))
            gains |= {column: getattr(merged, column) for column in own if not getattr(kept, column)}
    for columns in FACTS:
        ours, theirs = (tuple(_fact(row, column, merged, kept) for column in columns) for row in (kept, merged))
        if any(theirs) and not any(ours):
            gains |= dict(zip(columns, theirs, strict=True))
        elif any(theirs) and theirs != ours:
            conflicts.append(Conflict(columns, ours, theirs))
    for column in ("part_of_id", "place_id"):
        if getattr(kept, column) == merged.pk and column not in gains:
            gains[column] = None  # it was a part of itself, as it turns out
    return gains, conflicts


def _fact(row: Entity, column: str, merged: Entity, kept: Entity) -> Any:
    """A fact of one of the two; that one is a part of the other is none."""
    value = getattr(row, column)
    return None if column in ("part_of_id", "place_id") and value in (merged.pk, kept.pk) else value


def changed_columns(before: dict[str, Any], row: models.Model) -> dict[str, list[Any]]:
    """column -> [before, after], of those that differ."""
    after = columns_of(row)
    return {column: [value, after[column]] for column, value in before.items() if after[column] != value}

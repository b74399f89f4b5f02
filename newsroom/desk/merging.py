"""Merging two entities that turned out to be one, and taking it back.

Everything that names the merged entity names the kept one from then on (desk/references.py), the names of the one
become further names of the other, and readers who ask for the old address are sent to the new one. What was frozen
keeps its words: editions and old revisions name entities by their public id, and who restores a revision asks
`entities.merged.current` who stands for an old id. Each article that says something else now gets one revision.

A journal in the row of the merge says what was done, and undoing does the reverse of just that: what somebody changed
since stays as they made it. Merges of one entity are undone in the order of their making, the last one first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.mention import Mention
from newsroom.annotation.statement import Speaker, Statement
from newsroom.audit.verbs import Verb
from newsroom.base import rows
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.credit import Credit
from newsroom.desk import merged_cards, policy, record
from newsroom.desk.errors import CannotMerge, CannotUndoMerge
from newsroom.desk.imports import batches
from newsroom.desk.merge_journal import columns_of, fields_of, restore, value_of
from newsroom.desk.merge_plan import MergePlan, changed_columns, plan_merge
from newsroom.desk.policy import Action
from newsroom.desk.references import table_of
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.merge import EntityMerge
from newsroom.entities.name import Name
from newsroom.staff.user import User
from newsroom.text.document import canonical


@transaction.atomic
def merge(entity: Entity, *, into: Entity, by: User) -> EntityMerge:
    """Make `entity` one with `into`, which stays.

    Raises NotAllowed, CannotMerge (the same one, another kind, one that was merged away), ValidationError when the kept
    entity would say what cannot be (an end before a start).
    """
    policy.check(by, Action.EDIT_ENTITIES)
    merged, kept = _held(entity.pk, into.pk)
    check_mergeable(merged, kept)
    touched = _hold_articles(merged)
    plan = plan_merge(merged, kept)
    journal = _carry_out(plan)
    name_key.refresh([merged, kept])
    journal["cards"] = merged_cards.send_on(merged, kept)
    _revise(touched, by, f"{Verb.MERGE_ENTITY} {merged.public_id} → {kept.public_id}")
    row = EntityMerge.objects.create(
        kept=kept, merged=merged, moved=canonical(journal), by=by, at=timezone.now()
    )
    count = sum(len(keys) for keys in plan.moved.values())
    record.log(Verb.MERGE_ENTITY, kept, by=by, detail=f"{merged.public_id}: {count} moved, {len(plan.folded)} folded")
    return row


@transaction.atomic
def undo_merge(merge: EntityMerge, *, by: User) -> list[str]:
    """Take a merge back; returns, in words, what stays because it was changed or removed since.

    Raises NotAllowed, CannotUndoMerge when it was undone already or a later merge of the kept entity stands.
    """
    policy.check(by, Action.EDIT_ENTITIES)
    merged, kept = _held(merge.merged_id, merge.kept_id)
    merge = EntityMerge.objects.get(pk=merge.pk)
    check_undoable(merge)
    _hold_articles(kept)
    journal = json.loads(merge.moved)
    Entity.objects.filter(pk=merged.pk).update(merged_into=None)
    left = [
        *_take_back_names(journal["names"]),
        *_take_back_facts(kept, journal["kept"]),
        *_take_back_facts(merged, journal["merged"]),
        *_move_back(journal["moved"], merged, kept),
        *_put_back(journal["folded"]),
    ]
    name_key.refresh([merged, kept])
    merged_cards.bring_back(merged, kept, journal["cards"])
    _revise(_articles_naming(merged), by, f"{Verb.UNDO_MERGE} {merged.public_id} → {kept.public_id}")
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    record.log(Verb.UNDO_MERGE, kept, by=by, detail=f"{merged.public_id}: {len(left)} left")
    return left


def check_mergeable(merged: Entity, kept: Entity) -> None:
    """Raises CannotMerge naming the reason."""
    if merged.pk == kept.pk:
        raise CannotMerge(_("An entity cannot be merged with itself."))
    if merged.kind != kept.kind:
        kinds = {"one": merged.get_kind_display(), "other": kept.get_kind_display()}
        raise CannotMerge(_("Only entities of one kind can be merged, not: %(one)s, %(other)s.") % kinds)
    if merged.merged_into_id or kept.merged_into_id:
        raise CannotMerge(_("One of the two was merged into another entity already."))


def check_undoable(merge: EntityMerge) -> None:
    """Raises CannotUndoMerge naming the reason."""
    if merge.undone_at is not None:
        raise CannotUndoMerge(_("This merge was undone already."))
    both = [merge.kept_id, merge.merged_id]
    later = EntityMerge.objects.filter(Q(kept__in=both) | Q(merged__in=both), undone_at=None, pk__gt=merge.pk)
    if (last := later.select_related("merged", "kept").order_by("-pk").first()) is not None:
        names = {"one": last.merged, "other": last.kept}
        raise CannotUndoMerge(_("Undo the later merge of “%(one)s” into “%(other)s” first.") % names)


# --- doing ------------------------------------------------------------------------------------------------------------


_IN_ARTICLES: tuple[tuple[type[models.Model], str, str], ...] = (  # table, column, the way to the article
    (Mention, "entity", "article"),
    (Speaker, "entity", "statement__article"),
    (Statement, "event", "article"),
    (Article.about.through, "entity", "article"),
    (Credit, "entity", "article"),
    (Block, "asset__places", "article"),
    (Block, "asset__hub", "article"),
)


def _held(merged: int, kept: int) -> tuple[Entity, Entity]:
    """Both rows as they are now, held in one order."""
    held = {row.pk: row for row in Entity.objects.select_for_update().filter(pk__in=[merged, kept]).order_by("pk")}
    return held[merged], held[kept]


def _articles_naming(entity: Entity) -> list[int]:
    """The articles whose annotations, subjects, credits or maps name the entity; one query per table."""
    found = (
        table._base_manager.filter(**{column: entity.pk}).values_list(way, flat=True)
        for table, column, way in _IN_ARTICLES
    )
    return sorted({key for keys in found for key in keys})


def _hold_articles(entity: Entity) -> list[int]:
    """Hold the articles that name the entity, so that whoever edits or publishes one waits."""
    keys = _articles_naming(entity)
    for batch in batches(keys):
        list(Article.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
    return keys


def _revise(articles: list[int], by: User, summary: str) -> None:
    """One revision for each: what the last revision says is what an article says."""
    for batch in batches(articles):
        for article in Article.objects.filter(pk__in=batch).order_by("pk"):
            record.revise(article, by=by, summary=summary)


def _carry_out(plan: MergePlan) -> dict[str, Any]:
    """Write the plan; returns the journal."""
    merged, kept = plan.merged, plan.kept
    before = {row.pk: columns_of(row) for row in (merged, kept)}
    journal: dict[str, Any] = {"folded": [[_table(row), columns_of(row)] for row in plan.folded]}
    for table, pks in _by_table(plan.folded):
        for batch in batches(pks):
            table_of(table)[0]._base_manager.filter(pk__in=batch).delete()
    for name, pks in plan.moved.items():
        model, column = table_of(name)
        for batch in batches(pks):
            model._base_manager.filter(pk__in=batch).update(**{column: kept.pk})
    journal["moved"] = [[name, pks] for name, pks in plan.moved.items()]
    if plan.gains.get("wikidata"):
        merged.wikidata = ""  # one id stands for one entity
    merged.merged_into = kept
    merged.save(update_fields=["wikidata", "merged_into"])
    for column, value in plan.gains.items():
        setattr(kept, column, value)
    rows.check(kept)
    kept.save(update_fields={*(field.name for field in _fields(plan.gains)), *kept.derive()})
    Name.objects.bulk_create(plan.names)
    journal["names"] = [columns_of(name) for name in plan.names]
    stored = Entity.objects.in_bulk([merged.pk, kept.pk])
    journal["merged"], journal["kept"] = (changed_columns(before[row.pk], stored[row.pk]) for row in (merged, kept))
    return journal


def _fields(columns: Iterable[str]) -> list[Any]:
    wanted = set(columns)
    return [field for field in fields_of(Entity) if field.attname in wanted]


def _table(row: models.Model) -> str:
    return str(row._meta.model_name)


def _by_table(found: list[models.Model]) -> list[tuple[str, list[int]]]:
    """Rows by their table, in the order in which the tables come: spans before the mentions that own them."""
    tables: dict[str, list[int]] = {}
    for row in found:
        tables.setdefault(_table(row), []).append(row.pk)
    return list(tables.items())


# --- undoing ----------------------------------------------------------------------------------------------------------


def _take_back_names(names: list[dict[str, Any]]) -> list[str]:
    """Remove the names that the merge made, unless somebody has edited them."""
    there = {row.pk: row for row in Name.objects.filter(pk__in=[name["id"] for name in names])}
    untouched = [pk for name in names if (pk := name["id"]) in there and columns_of(there[pk]) == name]
    Name.objects.filter(pk__in=untouched).delete()
    edited = [there[pk] for pk in there if pk not in untouched]
    return [_("The name “%(name)s” was edited since and stays.") % {"name": row.text} for row in edited]


def _take_back_facts(entity: Entity, changed: dict[str, list[Any]]) -> list[str]:
    """Set the columns that the merge changed to what they were, unless somebody has edited them."""
    entity = Entity.objects.get(pk=entity.pk)
    now = columns_of(entity)
    changed = {column: values for column, values in changed.items() if column != "merged_into_id"}
    back = {column: before for column, (before, after) in changed.items() if now[column] == after}
    for column, before in back.items():
        setattr(entity, column, value_of(Entity, column, before))
    if back:
        entity.save(update_fields=[field.name for field in _fields(back)])
    edited = [field.verbose_name for field in _fields(changed.keys() - back.keys()) if field.editable]
    return [_("“%(field)s” was edited since and stays.") % {"field": name} for name in edited]


def _move_back(moved: list[list[Any]], merged: Entity, kept: Entity) -> list[str]:
    """Re-point the rows that the merge moved and that still name the kept entity."""
    left = 0
    for name, pks in reversed(moved):
        model, column = table_of(name)
        for batch in batches(pks):
            still = model._base_manager.filter(pk__in=batch, **{column: kept.pk})
            left += len(batch) - still.update(**{column: merged.pk})
    return [_("%(count)s entries were removed or given to another one since.") % {"count": left}] if left else []


def _put_back(folded: list[list[Any]]) -> list[str]:
    """Write the rows again that the merge folded away: mentions before their spans."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, row in reversed(folded):
        tables.setdefault(table, []).append(row)
    lost = sum(restore(table_of(table)[0], found) for table, found in tables.items())
    return [_("%(count)s entries cannot come back: what they belonged to is gone.") % {"count": lost}] if lost else []

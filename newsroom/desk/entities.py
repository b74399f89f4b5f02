"""Knowing who and what: entities, their names, offices and participations are saved and removed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models, transaction
from django.utils import timezone

from newsroom.audit.verbs import Verb
from newsroom.base import rows
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.desk import policy, record
from newsroom.desk.cards import drop_cards
from newsroom.desk.errors import InUse, MergedAway
from newsroom.desk.policy import Action
from newsroom.entities import name_key
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.staff.user import User

Detail = Name | Membership | Participation  # rows that say more of an entity


@transaction.atomic
def save_entity(
    entity: Entity, *, changed: Sequence[str], by: User, distinct_from: Sequence[Entity] = ()
) -> Entity:
    """Write a new entity, or the `changed` columns of a known one, with everything derived from them.

    Of `distinct_from` somebody says that they are others, however alike their names: nobody is asked again.
    Raises NotAllowed, MergedAway, ValidationError naming the field.
    """
    policy.check(by, Action.EDIT_ENTITIES)
    _hold(entity)
    rows.check(entity)
    derived = entity.derive()
    if entity._state.adding:
        entity.save(force_insert=True)
        record.log(Verb.ADD_ENTITY, entity, by=by)
    elif changed:
        entity.save(update_fields={*changed, *derived})
        record.log(Verb.EDIT_ENTITY, entity, by=by, detail=", ".join(changed))
    _tell_apart(((other, entity) for other in distinct_from), by)
    name_key.refresh([entity])
    return entity


@transaction.atomic
def save_details(entity: Entity, *, saved: Sequence[Detail], removed: Sequence[Detail], by: User) -> None:
    """Write and remove names, memberships or participations of one entity.

    Raises NotAllowed, MergedAway, ValidationError.
    """
    policy.check(by, Action.EDIT_ENTITIES)
    _hold(entity)
    for row in saved:
        rows.check(row)
        if isinstance(row, Membership):
            row.derive()
        row.save()
    for row in removed:
        row.delete()
    name_key.refresh([entity])
    if saved or removed:
        record.log(Verb.EDIT_DETAILS, entity, by=by, detail=f"{len(saved)} saved, {len(removed)} removed")


@transaction.atomic
def say_distinct(entity: Entity, *, other: Entity, by: User) -> None:
    """Remember that two entities are not the same, so that they are not suggested as duplicates. Raises NotAllowed."""
    policy.check(by, Action.EDIT_ENTITIES)
    record.lock(entity)
    if _tell_apart([(entity, other)], by):
        record.log(Verb.SAY_DISTINCT, entity, by=by, detail=other.public_id)


@transaction.atomic
def delete_entity(entity: Entity, *, by: User) -> None:
    """Remove an entity that nothing names, with its own names and offices; raises NotAllowed, InUse."""
    policy.check(by, Action.EDIT_ENTITIES)
    record.lock(entity)
    # The two uses that the database itself would let go.
    if uses := Article.objects.filter(about=entity).count() + Asset.objects.filter(places=entity).count():
        raise InUse(str(entity), uses)
    record.log(Verb.DELETE_ENTITY, entity, by=by)
    try:
        drop_cards(entity)
        entity.delete()
    except models.ProtectedError as error:
        raise InUse(str(entity), len(error.protected_objects)) from error


def _hold(entity: Entity) -> None:
    """Hold the row until the end of the transaction; raises MergedAway when somebody has merged it meanwhile."""
    held = Entity.objects.select_for_update().filter(pk=entity.pk).values_list("merged_into", flat=True)
    if any(into is not None for into in held):
        raise MergedAway(str(entity))


def _tell_apart(pairs: Iterable[tuple[Entity, Entity]], by: User) -> int:
    """Write the pairs that are not known; returns how many."""
    now, count = timezone.now(), 0
    for pair in pairs:
        first, second = sorted(pair, key=lambda entity: entity.pk)
        _row, made = Distinct.objects.get_or_create(
            first_id=first.pk, second_id=second.pk, defaults={"by": by, "at": now}
        )
        count += made
    return count

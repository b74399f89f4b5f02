"""Knowing who and what: entities, their names, offices and participations are saved and removed here."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction

from newsroom.audit.verbs import Verb
from newsroom.base import rows
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.cards import drop_cards
from newsroom.desk.errors import InUse
from newsroom.desk.policy import Action
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.staff.user import User

Detail = Name | Membership | Participation  # rows that say more of an entity


@transaction.atomic
def save_entity(entity: Entity, *, changed: Sequence[str], by: User) -> Entity:
    """Write a new entity, or the `changed` columns of a known one, with everything derived from them.

    Raises NotAllowed, ValidationError naming the field.
    """
    policy.check(by, Action.EDIT_ENTITIES)
    record.lock(entity)
    rows.check(entity)
    derived = entity.derive()
    if entity._state.adding:
        entity.save(force_insert=True)
        record.log(Verb.ADD_ENTITY, entity, by=by)
    elif changed:
        entity.save(update_fields={*changed, *derived})
        record.log(Verb.EDIT_ENTITY, entity, by=by, detail=", ".join(changed))
    name_key.refresh([entity])
    return entity


@transaction.atomic
def save_details(entity: Entity, *, saved: Sequence[Detail], removed: Sequence[Detail], by: User) -> None:
    """Write and remove names, memberships or participations of one entity; raises NotAllowed, ValidationError."""
    policy.check(by, Action.EDIT_ENTITIES)
    record.lock(entity)
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
def delete_entity(entity: Entity, *, by: User) -> None:
    """Remove an entity that nothing names, with its own names and offices; raises NotAllowed, InUse."""
    policy.check(by, Action.EDIT_ENTITIES)
    record.lock(entity)
    if uses := Article.objects.filter(about=entity).count():  # the one use that the database itself would let go
        raise InUse(str(entity), uses)
    record.log(Verb.DELETE_ENTITY, entity, by=by)
    try:
        drop_cards(entity)
        entity.delete()
    except models.ProtectedError as error:
        raise InUse(str(entity), len(error.protected_objects)) from error

"""The kinds of sheets: which columns each has, and how its rows are known again.

A kind of entity has the columns that its form in the admin has (held by a test). Derived columns are in no sheet.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any
from uuid import UUID

import tablib
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from newsroom.base import languages
from newsroom.base.rows import translated_fields
from newsroom.desk.imports import batches
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import PROXIES
from newsroom.exchange.known import texts_of
from newsroom.exchange.resources import Key, SheetResource, chosen
from newsroom.exchange.sheet import Sheet

NAMES = languages.columns("name")
COMMON = ["public_id", *NAMES, *languages.columns("description"), "matching", "classification", "wikidata"]
COMMON += languages.columns("slug")
DATES = ["start", "end"]
OWN: dict[str, list[str]] = {
    Kind.PERSON: DATES,
    Kind.ORGANIZATION: ["part_of", "place", *DATES],
    Kind.PLACE: ["part_of", "country_code", "latitude", "longitude", "time_zone", *DATES],
    Kind.EVENT: [*DATES, "time_zone", "place", "event_status", "part_of"],
    Kind.DOCUMENT: DATES,
    Kind.INITIATIVE: DATES,
    Kind.TOPIC: [],
}


class EntitySheet(SheetResource):
    """Entities of one kind, by public id."""

    kind = ""
    identity = ("public_id",)
    filled_in = frozenset(languages.columns("slug"))

    def get_queryset(self) -> models.QuerySet[Entity]:
        return Entity.objects.of_kind(self.kind).select_related("part_of", "place")

    def init_instance(self, row: Any = None) -> Entity:
        return Entity(kind=self.kind)

    def key_of(self, row: Entity) -> Key:
        return (row.public_id,)

    def named_in(self, sheet: Sheet) -> Iterator[Entity]:
        for batch in batches(texts_of(sheet, "public_id")):
            yield from Entity.objects.filter(public_id__in=batch).select_related("part_of", "place")

    def similar_to(self, sheet: tablib.Dataset) -> Iterator[Entity]:
        for column in NAMES:
            for batch in batches(texts_of(sheet, column)):
                yield from self.get_queryset().standing().filter(**{f"{column}__in": batch})

    def marks_of(self, row: Entity) -> set[Hashable]:
        """Its names in the languages it has."""
        return {(column, name) for column in NAMES if (name := getattr(row, column))}

    def repetition(self, row: Entity) -> Hashable:
        return frozenset(self.marks_of(row))

    def accept(self, key: Key, row: Entity | None) -> Entity:
        reason = ""
        if row is None:
            reason = _("There is no such public id. Leave the cell empty for what is new.")
        elif row.merged_into_id is not None:
            reason = _("This entity was merged into another one.")
        elif row.kind != self.kind:
            reason = _("This is another kind: %(kind)s.") % {"kind": row.get_kind_display()}
        if row is None or reason:
            raise ValidationError({"public_id": reason})
        return row

    def refuse_twin(self, twin: Entity) -> None:
        raise ValidationError(
            {
                "public_id": _("“%(name)s” is already here. To change it, write its public id: %(id)s.")
                % {"name": twin, "id": twin.public_id}
            }
        )


class NameSheet(SheetResource):
    """Other names of entities, by entity, language and text: another text is another name."""

    identity = ("entity", "language", "text")
    writes_identity = True

    def get_queryset(self) -> models.QuerySet[Name]:
        return Name.objects.select_related("entity")

    def key_of(self, row: Name) -> Key:
        return row.natural_key()

    def named_in(self, sheet: Sheet) -> Iterator[Name]:
        for batch in batches(texts_of(sheet, "entity")):
            yield from self.get_queryset().filter(entity__public_id__in=batch)


class LinkSheet(SheetResource):
    """Rows that tie entities to each other, by uuid."""

    identity = ("uuid",)
    ends: tuple[str, ...] = ()  # the columns of entities; the first is the one it belongs to
    rest: tuple[str, ...] = ()  # what else tells two of them apart

    def get_queryset(self) -> models.QuerySet[Any]:
        return self._meta.model._default_manager.select_related(*self.ends)

    def key_of(self, row: Any) -> Key:
        return (str(row.uuid),)

    def key_in(self, row: Any) -> Key | None:
        key = super().key_in(row)
        return (_canonical(key[0]),) if key else None

    def named_in(self, sheet: Sheet) -> Iterator[Any]:
        uuids = {text for cell in texts_of(sheet, "uuid") if _is_uuid(text := _canonical(cell))}
        for batch in batches(uuids):
            yield from self.get_queryset().filter(uuid__in=batch)

    def similar_to(self, sheet: tablib.Dataset) -> Iterator[Any]:
        for batch in batches(texts_of(sheet, self.ends[0])):
            yield from self.get_queryset().filter(**{f"{self.ends[0]}__public_id__in": batch})

    def marks_of(self, row: Any) -> set[Hashable]:
        return {(*(getattr(row, f"{end}_id") for end in self.ends[:2]), *(getattr(row, name) for name in self.rest))}

    def accept(self, key: Key, row: Any) -> Any:
        if row is None:
            raise ValidationError({"uuid": _("There is no such uuid. Leave the cell empty for what is new.")})
        return row


class MembershipSheet(LinkSheet):
    """Offices and memberships; one member may hold several in one organization."""

    ends = ("member", "organization")
    rest = ("kind", "start")


class ParticipationSheet(LinkSheet):
    """Participants of events and signatories of documents."""

    ends = ("event", "entity", "on_behalf_of")
    rest = ("capacity",)

    def refuse_twin(self, twin: Any) -> None:
        reason = _("This participation is already here. To change it, write its uuid: %(uuid)s.")
        raise ValidationError({"uuid": reason % {"uuid": twin.uuid}})


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _canonical(text: str) -> str:
    return str(UUID(text)) if _is_uuid(text) else text


def _columns_of(model: type[models.Model]) -> list[str]:
    """All columns of a model of links but its number, the bare and the derived ones: a new column is in the sheet."""
    left_out = translated_fields(model) | {"id", *getattr(model, "DERIVED", ())}
    return [field.name for field in model._meta.concrete_fields if field.name not in left_out]


def _entity_sheet(kind: str, model: type[Entity]) -> type[EntitySheet]:
    attributes = {**chosen(model, [*COMMON, *OWN[kind]]), "kind": kind, "__doc__": f"Sheets of kind {kind}."}
    return type(EntitySheet)(f"{model.__name__}Sheet", (EntitySheet,), attributes)  # type: ignore[no-any-return]


def _link_sheet(base: type[SheetResource], model: type[models.Model]) -> type[SheetResource]:
    return type(base)(base.__name__, (base,), {**chosen(model, _columns_of(model)), "__doc__": base.__doc__})


SHEETS: dict[type[models.Model], type[SheetResource]] = {
    **{model: _entity_sheet(kind, model) for kind, model in PROXIES.items()},
    Name: _link_sheet(NameSheet, Name),
    Membership: _link_sheet(MembershipSheet, Membership),
    Participation: _link_sheet(ParticipationSheet, Participation),
}

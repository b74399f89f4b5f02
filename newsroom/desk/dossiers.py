"""Dossiers: what the knowledge base says of entities in one language, read into the public schema. Four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Matching
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name, NameKind
from newsroom.entities.participation import Participation
from newsroom.text.dossier import Dossier, Participant, Spelling, Tenure

_Row = TypeVar("_Row", Name, Membership, Participation)


def dossiers_of(entities: Collection[str], language: str) -> dict[str, Dossier]:
    """public_id -> dossier, for those of the entities that have a name in the language and were not merged away."""
    named = {f"{languages.column('name', language)}__isnull": False}
    rows = Entity.objects.standing().filter(public_id__in=entities, **named).select_related("part_of", "place")
    spellings = Name.objects.filter(entity__public_id__in=entities).exclude(kind=NameKind.FORBIDDEN)
    tenures = Membership.objects.filter(member__public_id__in=entities).select_related("organization")
    took_part = Participation.objects.filter(event__public_id__in=entities).select_related("entity", "on_behalf_of")
    names = _grouped(list(spellings.exclude(matching=Matching.NEVER).order_by("language", "text")), "entity_id")
    roles = _grouped(list(tenures.in_order()), "member_id")
    people = _grouped(list(took_part.order_by("capacity", "pk")), "event_id")
    return {
        row.public_id: _dossier(row, language, names[row.pk], roles[row.pk], people[row.pk])
        for row in rows.order_by("public_id")
    }


def _grouped(rows: list[_Row], key: str) -> defaultdict[int, list[_Row]]:
    groups: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _dossier(
    entity: Entity, language: str, names: list[Name], roles: list[Membership], people: list[Participation]
) -> Dossier:
    return Dossier(
        entity=entity.public_id,
        kind=entity.kind,
        name=entity.name_in(language),
        description=languages.read(entity, "description", language),
        slug=languages.read(entity, "slug", language),
        names={code: name for code in languages.codes() if (name := entity.name_in(code))},
        spellings=tuple(Spelling(name.language, name.text, name.kind) for name in names),
        start=entity.start,
        end=entity.end,
        time_zone=entity.time_zone,
        event_status=entity.event_status,
        part_of=entity.part_of.public_id if entity.part_of else "",
        place=entity.place.public_id if entity.place else "",
        latitude=entity.latitude,
        longitude=entity.longitude,
        country_code=entity.country_code,
        wikidata=entity.wikidata,
        tenures=tuple(tenure_of(row, language) for row in roles),
        participants=tuple(_participant(row) for row in people),
    )


def tenure_of(row: Membership, language: str) -> Tenure:
    """A membership as the public is told of it, in one language."""
    return Tenure(
        kind=row.kind,
        organization=row.organization.public_id,
        role=languages.read(row, "role", language),
        start=row.start,
        end=row.end,
        note=languages.read(row, "note", language),
        source=row.source,
        disputed=row.disputed,
    )


def _participant(row: Participation) -> Participant:
    behalf = row.on_behalf_of.public_id if row.on_behalf_of else ""
    return Participant(row.entity.public_id, row.capacity, behalf)

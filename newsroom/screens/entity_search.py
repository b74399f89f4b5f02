"""Looking an entity up by what somebody typed: every one that may be meant while they type, the one that is meant when
they are done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as the page names it; `language` is the one its name is written in."""

    public_id: str
    name: str
    language: str
    kind: str
    kind_label: str


def spelled_like(term: str) -> QuerySet[Entity]:
    """Standing entities with a name, in any language, whose key holds that of `term`, by kind."""
    spelled = Q(pk__in=[])
    for key in sorted(_keys(term)):
        spelled |= Q(keys__key__contains=key)
    return Entity.objects.standing().filter(spelled).order_by("kind", "pk").distinct()


def called(term: str) -> list[Entity]:
    """Standing entities of this public id, or else of exactly this name, in any language and spelling.

    Where one of them has it as its own name and others only as another name, it alone is meant.
    """
    term = term.strip()
    if one := Entity.objects.standing().filter(public_id=term).first():
        return [one]
    keys = NameKey.objects.filter(key__in=_keys(term)).values_list("entity", "preferred")
    own = {entity for entity, preferred in keys if preferred}
    return list(Entity.objects.standing().filter(pk__in=own or {entity for entity, _own in keys}).order_by("pk"))


def _keys(term: str) -> set[str]:
    return {key for code in languages.codes() for key in name_keys(term, code)}


def nearest(found: Iterable[Entity], here: Iterable[str], most: int) -> list[Entity]:
    """The first `most`, those that an article names already (`here`: their public ids) before all others."""
    known = set(here)
    return sorted(found, key=lambda entity: entity.public_id not in known)[:most]


def named(entity: Entity, language: str) -> Named:
    """An entity under the name it has in a language, or in the first that has one."""
    spoken = next((code for code in (language, *languages.codes()) if entity.name_in(code)), language)
    return Named(
        entity.public_id,
        entity.name_in(spoken) or str(entity),
        spoken,
        entity.kind,
        str(entity.get_kind_display()),
    )

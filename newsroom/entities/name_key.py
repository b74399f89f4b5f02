"""NameKey: the keys under which every name of an entity is found; derived, written again whenever a name changes.

The key rule is `text.names`, the same for a stored name and for a text, so «علیاف» and «علی‌اف» meet in one key.
One name has several keys (ZWNJ as nothing and as a space; an event's title without its year). Reader:
`annotation.known_names`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.base.fixtures import after_load
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Matching
from newsroom.entities.name import Name
from newsroom.text.names import name_keys

KEY_LENGTH = 300  # code points; a longer name is found by its aliases only


class NameKey(models.Model):
    """One key of one name, with all the gazetteer needs to know of it: a look-up is one query on one index."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="keys")
    language = models.CharField(max_length=12)
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    text = models.CharField(max_length=300)
    matching = models.CharField(max_length=8, choices=Matching)
    case_sensitive = models.BooleanField(default=False)
    preferred = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("key of a name")
        verbose_name_plural = _("keys of names")

    def __str__(self) -> str:
        return self.key


def refresh(entities: Iterable[Entity]) -> None:
    """Write the keys of all names of these entities again; three queries, any number of entities."""
    keys = [entity.pk for entity in entities]
    rows = {row.pk: row for row in Entity.objects.filter(pk__in=keys)}  # as they are now, not as they were read
    NameKey.objects.filter(entity__in=rows).delete()
    aliases = Name.objects.filter(entity__in=rows).select_related("entity")
    own = (key for entity in rows.values() for key in _own_keys(entity))
    NameKey.objects.bulk_create([*own, *(key for name in aliases for key in _alias_keys(name))], batch_size=1000)


def _own_keys(entity: Entity) -> Iterator[NameKey]:
    for code in languages.codes():
        if name := entity.name_in(code):
            yield from _keys(entity, code, name, entity.matching, preferred=True)


def _alias_keys(name: Name) -> Iterator[NameKey]:
    return _keys(name.entity, name.language, name.text, name.matching, case_sensitive=name.case_sensitive)


def _keys(
    entity: Entity, language: str, text: str, matching: str, *, case_sensitive: bool = False, preferred: bool = False
) -> Iterator[NameKey]:
    for key in name_keys(text, language, kind=entity.kind):
        if len(key) <= KEY_LENGTH:
            yield NameKey(
                entity=entity,
                language=language,
                key=key,
                text=text,
                matching=matching,
                case_sensitive=case_sensitive,
                preferred=preferred,
            )


@after_load(Entity, Name)
def _after_load(rows: Iterable[Entity | Name]) -> None:
    """Fixtures bring names without keys: make them when the last row is in."""
    refresh(Entity.objects.filter(pk__in={row.pk if isinstance(row, Entity) else row.entity_id for row in rows}))

"""The kinds of entity as classes of their own, for the admin and for readable code; all live in the one table.

Every proxy is registered in `newsroom/translation.py` too, or Django would not know `name_fa=` on it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from newsroom.entities.entity import Entity, OfKind
from newsroom.entities.kinds import Kind


class Person(Entity):
    objects = OfKind(Kind.PERSON)

    class Meta:
        proxy = True
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Organization(Entity):
    objects = OfKind(Kind.ORGANIZATION)

    class Meta:
        proxy = True
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")


class Place(Entity):
    objects = OfKind(Kind.PLACE)

    class Meta:
        proxy = True
        verbose_name = _("place")
        verbose_name_plural = _("places")


class Event(Entity):
    objects = OfKind(Kind.EVENT)

    class Meta:
        proxy = True
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Document(Entity):
    objects = OfKind(Kind.DOCUMENT)

    class Meta:
        proxy = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Initiative(Entity):
    objects = OfKind(Kind.INITIATIVE)

    class Meta:
        proxy = True
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")


class Topic(Entity):
    objects = OfKind(Kind.TOPIC)

    class Meta:
        proxy = True
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


PROXIES: dict[str, type[Entity]] = {
    Kind.PERSON: Person,
    Kind.ORGANIZATION: Organization,
    Kind.PLACE: Place,
    Kind.EVENT: Event,
    Kind.DOCUMENT: Document,
    Kind.INITIATIVE: Initiative,
    Kind.TOPIC: Topic,
}

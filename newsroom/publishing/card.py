"""Card: the public face of an entity in a language, renewed when an edition that names it is published.

An entity is public in a language when it has a card there. Links say which cards name which entities, so that a page
finds what points to it: the members of an organization, the events at a place.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field
from newsroom.text.dossier import Dossier

# A kind of entity, and the part of an address that names it: /en/people/..., /api/v1/people/...
SEGMENTS = {
    "person": "people",
    "organization": "organizations",
    "place": "places",
    "event": "events",
    "document": "documents",
    "initiative": "initiatives",
    "topic": "topics",
}


@lru_cache(maxsize=4096)  # a report that names everybody asks for as many as it names, in each request
def entity_path(language: str, kind: str, public_id: str, slug: str) -> str:
    """The address of the page of an entity."""
    return reverse("public:entity", args=[language, kind, public_id, slug])


class CardQuerySet(models.QuerySet["Card"]):
    def standing(self) -> CardQuerySet:
        """Cards of entities that were not merged into another one."""
        return self.filter(merged_into="")

    def in_language(self, language: str) -> CardQuerySet:
        return self.filter(language=language)


class Card(models.Model):
    """What the public may know of one entity in one language: the dossier's canonical JSON text and its digest."""

    entity_public_id = models.CharField(_("entity"), max_length=8)
    language = language_field()
    kind = models.CharField(_("kind"), max_length=16)
    slug = GatedCharField(_("slug"), max_length=80)
    name = GatedCharField(_("name"), max_length=300)
    sort_key = models.CharField(max_length=400, editable=False)
    begun_earliest = models.DateField(null=True, editable=False)  # the first and the last day that its start can mean
    begun_latest = models.DateField(null=True, editable=False)
    document = models.TextField(_("document"))
    digest = models.CharField(_("digest"), max_length=64)
    merged_into = models.CharField(_("merged into"), max_length=8, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.UniqueConstraint(fields=["entity_public_id", "language"], name="one_card_per_entity_and_language")
        ]
        indexes = [
            models.Index(fields=["language", "kind", "sort_key"], name="cards_of_a_kind_in_order"),
            models.Index(fields=["merged_into"], name="cards_merged_into"),
        ]

    def __str__(self) -> str:
        return f"{self.entity_public_id} {self.language}"

    @cached_property
    def dossier(self) -> Dossier:
        return Dossier.from_json(self.document)

    @property
    def path(self) -> str:
        """The address of its page."""
        return entity_path(self.language, self.kind, self.entity_public_id, self.slug)


class CardLink(models.Model):
    """One card names one entity."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="links", verbose_name=_("card"))
    target = models.CharField(_("entity it names"), max_length=8)

    class Meta:
        verbose_name = _("link of a card")
        verbose_name_plural = _("links of cards")
        constraints = [models.UniqueConstraint(fields=["card", "target"], name="one_link_per_card_and_target")]
        indexes = [models.Index(fields=["target"], name="cards_that_name_an_entity")]

    def __str__(self) -> str:
        return f"{self.card_id} → {self.target}"

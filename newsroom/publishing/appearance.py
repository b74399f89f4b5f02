"""Appearance: the public index, written at publish: where in which edition an entity appears, and as what."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedTextField
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import PublicationStatus
from newsroom.publishing.said import PublishedStatement


class AppearsAs(models.TextChoices):
    MENTION = "mention", _("mentioned")
    STATEMENT = "statement", _("speaking")
    ABOUT = "about", _("subject")


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def live(self, language: str) -> AppearanceQuerySet:
        """In the editions that answer now in one language."""
        live = {"edition__publications__status": PublicationStatus.LIVE, "edition__body__document__isnull": False}
        return self.filter(edition__language=language, **live)

    def of_entity(self, *public_ids: str) -> AppearanceQuerySet:
        """Of an entity under each of its ids: its own, and those of what was merged into it."""
        return self.filter(entity_public_id__in=public_ids)

    def as_merged(self) -> AppearanceQuerySet:
        """Each with `now`, the id of the entity that it was merged into; None for one that stands."""
        into = Card.objects.filter(entity_public_id=OuterRef("entity_public_id")).exclude(merged_into="")
        return self.annotate(now=Subquery(into.order_by("language").values("merged_into")[:1]))


class Appearance(models.Model):
    """One entity at one place of one edition. `start` counts code points in the block's plain text."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="appearances", verbose_name=_("edition"))
    entity_public_id = models.CharField(_("entity"), max_length=8)
    role = models.CharField(_("as"), max_length=10, choices=AppearsAs)
    block = models.CharField(_("block"), max_length=36, blank=True)
    start = models.PositiveIntegerField(_("start"), default=0)
    ordinal = models.PositiveIntegerField(_("order in the edition"))
    statement = models.ForeignKey(
        PublishedStatement, models.CASCADE, null=True, related_name="voices", verbose_name=_("statement")
    )
    capacity = GatedTextField(_("capacity"), blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="one_appearance_per_edition_and_order"),
            models.CheckConstraint(
                condition=Q(role=AppearsAs.STATEMENT, statement__isnull=False)
                | (~Q(role=AppearsAs.STATEMENT) & Q(statement=None)),
                name="who_speaks_says_something",
            ),
        ]
        indexes = [models.Index(fields=["entity_public_id", "edition"], name="appearances_of_an_entity")]

    def __str__(self) -> str:
        return f"{self.entity_public_id} {self.role} {self.edition_id}"

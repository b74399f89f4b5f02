"""Appearance: the public index, written at publish: where in which edition an entity appears, and as what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.publishing.edition import Edition


class AppearsAs(models.TextChoices):
    MENTION = "mention", _("mentioned")
    STATEMENT = "statement", _("speaking")
    ABOUT = "about", _("subject")


class Appearance(models.Model):
    """One entity at one place of one edition. `start` counts code points in the block's plain text."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="appearances", verbose_name=_("edition"))
    entity_public_id = models.CharField(_("entity"), max_length=8)
    role = models.CharField(_("as"), max_length=10, choices=AppearsAs)
    block = models.CharField(_("block"), max_length=36, blank=True)
    start = models.PositiveIntegerField(_("start"), default=0)
    ordinal = models.PositiveIntegerField(_("order in the edition"))
    speaker = models.CharField(_("speaker"), max_length=8, blank=True)
    event = models.CharField(_("event"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="one_appearance_per_edition_and_order")
        ]
        indexes = [models.Index(fields=["entity_public_id", "edition"], name="appearances_of_an_entity")]

    def __str__(self) -> str:
        return f"{self.entity_public_id} {self.role} {self.edition_id}"

"""Card: the public face of an entity in a language, renewed when an edition that names it is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field


class Card(models.Model):
    """What the public may know of one entity in one language: canonical JSON text and its digest."""

    entity_public_id = models.CharField(_("entity"), max_length=8)
    language = language_field()
    kind = models.CharField(_("kind"), max_length=16)
    slug = GatedCharField(_("slug"), max_length=80)
    document = models.TextField(_("document"))
    digest = models.CharField(_("digest"), max_length=64)
    merged_into = models.CharField(_("merged into"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [
            models.UniqueConstraint(fields=["entity_public_id", "language"], name="one_card_per_entity_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.entity_public_id} {self.language}"

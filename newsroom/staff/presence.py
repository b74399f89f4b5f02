"""Presence: who has an article open right now. Refreshed by polling, read with a limit of age, no audit row."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field

FRESH = timedelta(seconds=45)  # three missed polls of 15 seconds: gone


class PresenceQuerySet(models.QuerySet["Presence"]):
    def fresh(self) -> PresenceQuerySet:
        """Those who were heard of lately."""
        return self.filter(at__gte=timezone.now() - FRESH)


class Presence(models.Model):
    """One person on one article in one language, and whether they have unsaved work there."""

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="present", verbose_name=_("article"))
    language = language_field()
    user = models.ForeignKey("newsroom.User", models.CASCADE, related_name="+", verbose_name=_("user"))
    writing = models.BooleanField(_("writing"), default=False)
    block = models.UUIDField(_("block"), null=True, blank=True)
    at = models.DateTimeField(_("when"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presence")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "user"], name="one_presence_per_person_article_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.user_id}"

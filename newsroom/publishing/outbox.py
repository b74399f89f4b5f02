"""Outbox: the work that follows a publication, written in its transaction and done after it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.publishing.edition import Edition


class Outbox(models.Model):
    """The paths that one publication changed; `done` is empty until they were dealt with."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    paths = models.TextField(_("addresses"), help_text=_("One per line."))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["done"], name="outbox_waiting")]

    def __str__(self) -> str:
        return self.paths.replace("\n", " ")

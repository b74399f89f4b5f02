"""Distinct: two entities of which an editor said that they are not the same, so that nobody is asked again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.entities.entity import Entity


class Distinct(models.Model):
    """One pair; `first` is the older row, so that a pair has one spelling."""

    first = models.ForeignKey(Entity, models.CASCADE, related_name="+", verbose_name=_("one"))
    second = models.ForeignKey(Entity, models.CASCADE, related_name="+", verbose_name=_("the other"))
    by = models.ForeignKey("newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_said_to_be_distinct_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="a_distinct_pair_names_the_older_one_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"

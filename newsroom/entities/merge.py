"""EntityMerge: two entities that turned out to be one, and everything that was moved, so that it can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import uuid_field
from newsroom.entities.entity import Entity


class EntityMerge(models.Model):
    """`merged` became `kept`; `moved` is the journal that undoing reads, canonical JSON (desk/merging.py)."""

    uuid = uuid_field()
    kept = models.ForeignKey(Entity, models.PROTECT, related_name="absorbed", verbose_name=_("kept"))
    merged = models.ForeignKey(Entity, models.PROTECT, related_name="mergers", verbose_name=_("merged"))
    moved = models.TextField(_("what was moved"))
    by = models.ForeignKey("newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="no_entity_is_merged_with_itself"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="an_entity_is_merged_once_until_undone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.kept_id}"

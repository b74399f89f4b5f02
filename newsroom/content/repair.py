"""Repair: one proposed repair of damaged script in a block (a lost ZWNJ, an Arabic letter, ...), for an editor to
decide.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field, uuid_field
from newsroom.content.block import Block


class RepairState(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    OVERTAKEN = "overtaken", _("overtaken by an edit")


class Damage(models.TextChoices):
    """What was damaged; the codes are those of `text.zwnj`."""

    ZWNJ = "zwnj", _("lost ZWNJ")
    LETTER = "letter", _("foreign letter")
    DIGIT = "digit", _("foreign digit")
    SPACE = "space", _("space")
    KASHIDA = "kashida", _("kashida")


class Confidence(models.TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class RepairQuerySet(models.QuerySet["Repair"]):
    def open(self) -> RepairQuerySet:
        """Repairs that wait for a decision, in reading order."""
        return self.filter(state=RepairState.SUGGESTED).order_by("block__position", "start")


class Repair(models.Model):
    """A proposed change of `before` to `after` at [start, end) in code points of a block's plain text."""

    uuid = uuid_field()
    block = models.ForeignKey(Block, models.CASCADE, related_name="repairs", verbose_name=_("block"))
    language = language_field()
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    before = GatedCharField(_("as it stands"), max_length=200)
    after = GatedCharField(_("proposed"), max_length=200)
    alternatives = GatedCharField(_("other readings"), max_length=400, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Damage)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence)
    reason = GatedCharField(_("reason"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RepairState, default=RepairState.SUGGESTED)

    objects = RepairQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="repair_starts_before_it_ends")
        ]
        indexes = [models.Index(fields=["block", "state"], name="repair_by_block_and_state")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

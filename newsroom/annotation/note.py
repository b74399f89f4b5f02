"""Note: what the desk says about a range: a fact check, a correction proposal, a question. Talk is `staff.comment`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedLinesField, GatedTextField, uuid_field
from newsroom.content.article import Article


class NoteKind(models.TextChoices):
    FACT_CHECK = "fact_check", _("fact check")
    CORRECTION = "correction", _("correction proposal")
    QUESTION = "question", _("question")


class Certainty(models.TextChoices):
    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    UNVERIFIED = "unverified", _("unverified")


class Note(models.Model):
    """One note on one or more ranges; only a fact check may be public."""

    uuid = uuid_field()
    article = models.ForeignKey(Article, models.CASCADE, related_name="notes", verbose_name=_("article"))
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind)
    claim = GatedTextField(_("claim"), blank=True)
    finding = GatedTextField(_("finding"), blank=True)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty, blank=True)
    sources = GatedLinesField(_("sources"), blank=True, help_text=_("One per line."))
    public = models.BooleanField(_("public"), default=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    by = models.ForeignKey("newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(
                condition=Q(public=False) | Q(kind=NoteKind.FACT_CHECK), name="only_a_fact_check_is_public"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None) | Q(resolved_at__isnull=False),
                name="who_resolved_a_note_resolved_it_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} {self.pk}"

"""Note: what the desk says about a range: a fact check, a correction proposal, a question, a comment.

A fact check is part of what the article says: revisions and editions hold it. The others are work and talk about the
text: no document holds them, and restoring an old revision leaves them alone. Replies are `staff.comment`.
"""

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
    COMMENT = "comment", _("comment")


class Certainty(models.TextChoices):
    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    UNVERIFIED = "unverified", _("unverified")


class NoteQuerySet(models.QuerySet["Note"]):
    def told(self) -> NoteQuerySet:
        """What documents hold: fact checks. The rest is work and talk about the text."""
        return self.filter(kind=NoteKind.FACT_CHECK)

    def unresolved(self) -> NoteQuerySet:
        return self.filter(resolved_at=None)


class Note(models.Model):
    """One note on one or more ranges; only a fact check may be public.

    `quote` is what it was written about: it tells that when the words, and the spans with them, are gone. `proposal`
    are the words that a correction proposes for those of its one span.
    """

    uuid = uuid_field()
    article = models.ForeignKey(Article, models.CASCADE, related_name="notes", verbose_name=_("article"))
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind)
    claim = GatedTextField(_("claim"), blank=True)
    finding = GatedTextField(_("finding"), blank=True)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty, blank=True)
    sources = GatedLinesField(_("sources"), blank=True, help_text=_("One per line."))
    public = models.BooleanField(_("public"), default=False)
    quote = GatedTextField(_("about the words"), blank=True)
    proposal = GatedTextField(_("proposed words"), blank=True)
    assignee = models.ForeignKey(
        "newsroom.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("assignee")
    )
    by = models.ForeignKey("newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(
                condition=Q(public=False) | Q(kind=NoteKind.FACT_CHECK), name="only_a_fact_check_is_public"
            ),
            models.CheckConstraint(
                condition=Q(proposal="") | Q(kind=NoteKind.CORRECTION), name="only_a_correction_proposes_words"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None) | Q(resolved_at__isnull=False),
                name="who_resolved_a_note_resolved_it_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} {self.pk}"

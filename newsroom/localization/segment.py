"""Segment: the state of one block in one language, the source language included.

Staleness is a fact: a translation remembers the digest of the source it was made from; when the source's digest is
another one, the translation is outdated, and when the source returns, it is not.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, GatedTextField, language_field
from newsroom.content.block import Block


class Status(models.TextChoices):
    MISSING = "missing", _("missing")
    MACHINE = "machine", _("machine translation")
    DRAFT = "draft", _("draft")
    TRANSLATED = "translated", _("translated")
    APPROVED = "approved", _("approved")


class SegmentQuerySet(models.QuerySet["Segment"]):
    def of_article(self, article_id: int, language: str) -> SegmentQuerySet:
        """The segments of one article in one language, in reading order."""
        return self.filter(block__article_id=article_id, language=language).order_by("block__position")

    def outdated(self) -> SegmentQuerySet:
        """Translations whose source text is no longer the one they were made from."""
        source = Segment.objects.filter(block=OuterRef("block"), language=OuterRef("based_on_language"))
        return (
            self.exclude(based_on_language="")
            .annotate(source_digest=Subquery(source.values("digest")[:1]))
            .filter(~Q(source_digest=F("based_on_digest")))
        )


class Segment(models.Model):
    """One block in one language: how far its text is, and which source text it was made from."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="segments", verbose_name=_("block"))
    language = language_field()
    rev = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.MISSING)
    based_on_language = language_field(blank=True)
    based_on_digest = models.CharField(max_length=64, blank=True, editable=False)
    based_on_text = GatedTextField(blank=True, editable=False)
    translator = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    reviewer = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    # The words folded (text.fold), for the search of editors: no ZWNJ, one yeh, one kind of digits, lower case.
    folded = models.TextField(blank=True, editable=False)
    waived_reason = GatedCharField(_("reason of the waiver"), max_length=300, blank=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            models.UniqueConstraint(fields=["block", "language"], name="one_segment_per_block_and_language"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="segment_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.MISSING, digest="") | (~Q(status=Status.MISSING) & ~Q(digest="")),
                name="a_segment_is_missing_exactly_when_it_has_no_text",
            ),
            models.CheckConstraint(
                condition=~Q(based_on_language=F("language")), name="no_segment_is_based_on_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.language}: {self.status}"

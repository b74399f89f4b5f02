"""Contribution: who had a hand in a text, so that four eyes means four eyes, not the last pair."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.localization.segment import Segment


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def to_article(self, article_id: int, language: str) -> ContributionQuerySet:
        return self.filter(segment__block__article_id=article_id, segment__language=language)

    def unapproved(self) -> ContributionQuerySet:
        """Hands that touched the text since it was last approved."""
        return self.filter(approved=False)


class Contribution(models.Model):
    """One person who wrote in one segment; `approved` once another person has approved it."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, related_name="contributions", verbose_name=_("segment")
    )
    user = models.ForeignKey("newsroom.User", models.PROTECT, related_name="+", verbose_name=_("user"))
    approved = models.BooleanField(_("approved"), default=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["segment", "user"], name="one_contribution_per_segment_and_user")
        ]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.user_id}"

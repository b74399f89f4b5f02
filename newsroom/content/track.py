"""Track: the editorial state of one article in one language."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field
from newsroom.content.article import Article


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    CORRECTING = "correcting", _("correcting")


class Track(models.Model):
    """One article in one language, as the desk sees it: who works on it, how far it is."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="tracks", verbose_name=_("article"))
    language = language_field()
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    assignee = models.ForeignKey(
        "newsroom.User", models.SET_NULL, null=True, blank=True, related_name="tracks", verbose_name=_("assignee")
    )
    sort_key = models.CharField(max_length=400, blank=True, editable=False)  # of the title, for lists in its order
    due = models.DateTimeField(_("due"), null=True, blank=True)
    approved_revision = models.ForeignKey(
        "newsroom.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved revision"),
    )

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_track_per_article_and_language"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="track_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["language", "sort_key"], name="tracks_in_order_of_titles"),
            models.Index(fields=["assignee", "state"], name="tracks_by_assignee"),
            models.Index(fields=["state", "language"], name="tracks_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.state}"

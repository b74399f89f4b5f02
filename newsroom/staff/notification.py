"""Notification: something happened that one member of staff should know. It names what happened, never the text."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field


class Happening(models.TextChoices):
    ASSIGNED = "assigned", _("assigned to you")
    MENTIONED = "mentioned", _("mentioned you in a comment")
    REPLIED = "replied", _("replied to your comment")
    NOTE_ASSIGNED = "note_assigned", _("assigned a note to you")
    NOTE_REPLIED = "note_replied", _("replied to a note of yours")
    NOTE_MENTIONED = "note_mentioned", _("mentioned you in a note")
    REVIEW_REQUESTED = "review_requested", _("asked for a review")
    APPROVED = "approved", _("approved")
    CHANGES_REQUESTED = "changes_requested", _("asked for changes")
    PUBLISHED = "published", _("published")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing that `to` should know about one article."""

    to = models.ForeignKey("newsroom.User", models.CASCADE, related_name="notifications", verbose_name=_("to"))
    happening = models.CharField(_("what"), max_length=20, choices=Happening)
    article = models.ForeignKey(
        "newsroom.Article", models.CASCADE, related_name="notifications", verbose_name=_("article")
    )
    language = language_field(blank=True)
    block = models.UUIDField(_("block"), null=True, blank=True)
    by = models.ForeignKey("newsroom.User", models.CASCADE, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.CheckConstraint(condition=Q(happening__in=Happening.values), name="happening_is_known")
        ]
        indexes = [models.Index(fields=["to", "read_at", "-at"], name="notifications_of_a_person")]

    def __str__(self) -> str:
        return f"{self.to_id}: {self.happening} {self.article_id}"

"""Comment: what colleagues say to each other beside a block. Talk about the text, no part of it.

Not a Note: revisions and editions hold what the article says, and restoring an old revision must not undo a
conversation. A comment names its block by uuid, so that it outlives the block's removal and meets it again on restore.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedLinesField, language_field, uuid_field


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> CommentQuerySet:
        """First comments, on which their replies hang; what answers a note belongs to the note."""
        return self.filter(parent=None, note=None)

    def unresolved(self) -> CommentQuerySet:
        return self.threads().filter(resolved_at=None)


class Comment(models.Model):
    """One remark on one block in one language, or a reply to one."""

    uuid = uuid_field()
    article = models.ForeignKey(
        "newsroom.Article", models.CASCADE, related_name="comments", verbose_name=_("article")
    )
    language = language_field()
    block = models.UUIDField(_("block"), null=True, blank=True)  # None: about the article as a whole
    note = models.ForeignKey(  # about a note on the block; a note that is taken away leaves its talk behind
        "newsroom.Note", models.SET_NULL, null=True, blank=True, related_name="comments", verbose_name=_("note")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    text = GatedLinesField(_("comment"), max_length=4000)
    by = models.ForeignKey("newsroom.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    mentioned = models.ManyToManyField(
        "newsroom.User", related_name="mentioned_in", blank=True, verbose_name=_("mentioned")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, parent=None),
                name="a_thread_is_resolved_by_somebody_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["article", "language", "at"], name="comments_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.by_id}"

"""Draft: what somebody has typed and not saved, kept on the server so that neither a crash nor a lost login costs it.

No part of the article: nobody else reads it, no revision and no row of the log is made of it. A save or a decision to
discard removes it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field
from newsroom.content.article import Article


class Draft(models.Model):
    """The unsaved form of one person on one article in one language."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="drafts", verbose_name=_("article"))
    language = language_field()
    user = models.ForeignKey("newsroom.User", models.CASCADE, related_name="drafts", verbose_name=_("user"))
    revision = models.PositiveIntegerField(_("revision it started from"))
    payload = models.TextField(_("what was typed"))  # JSON as the editor's page wrote it; gated when it is saved
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved work")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "user"], name="one_unsaved_draft_per_person_article_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.user_id}"

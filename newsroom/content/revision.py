"""Revision: what a save left behind, the whole article as one canonical document."""

from __future__ import annotations

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField
from newsroom.content.article import Article
from newsroom.text.document import ArticleDocument


class Revision(models.Model):
    """The whole article after one save; numbered from 1 per article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    compressed = models.BinaryField(_("document"))
    by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))
    summary = GatedCharField(_("summary"), max_length=200, blank=True)
    minor = models.BooleanField(_("minor change"), default=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_article_and_number")
        ]
        indexes = [models.Index(fields=["article", "-number"], name="latest_revision_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"

    @property
    def document(self) -> ArticleDocument:
        """The article as it was."""
        return ArticleDocument.from_json(zlib.decompress(self.compressed).decode())

    @staticmethod
    def compress(document: ArticleDocument) -> bytes:
        """The stored form of a document: canonical JSON, zlib."""
        return zlib.compress(document.to_json().encode(), 6)

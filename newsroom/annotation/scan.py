"""Scan: when a language of an article was last searched for what to annotate, and on which words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field
from newsroom.content.article import Article


class Scan(models.Model):
    """The last search of one (article, language); `words` is the digest of the texts that were searched."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="scans", verbose_name=_("article"))
    language = language_field()
    words = models.CharField(_("digest"), max_length=64)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("search for suggestions")
        verbose_name_plural = _("searches for suggestions")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_scan_per_article_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"


def words_of(texts: Iterable[tuple[str, str]]) -> str:
    """The digest of what a search reads: (block uuid, digest of its plain text) in reading order; "" has no text.

    The blocks count, not only their words: a passage that was cut and pasted anew is to be searched again.
    """
    lines = (f"{uuid} {digest}" for uuid, digest in texts if digest)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

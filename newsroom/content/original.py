"""Original: a report exactly as it was received, byte for byte, beside the article made from it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField
from newsroom.content.article import Article


class OriginalQuerySet(models.QuerySet["Original"]):
    def of_digest(self, sha256: str) -> OriginalQuerySet:
        """The originals with these very bytes, first received first."""
        return self.filter(sha256=sha256).select_related("article").order_by("copy")


class Original(models.Model):
    """The bytes of one report as received. `copy` counts articles made from the same bytes on purpose."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="original", verbose_name=_("article"))
    content = models.BinaryField(_("bytes"))
    encoding = models.CharField(_("encoding"), max_length=20)
    sha256 = models.CharField("SHA-256", max_length=64)
    copy = models.PositiveSmallIntegerField(_("copy"), default=1)
    file_name = GatedCharField(_("file name"), max_length=200, blank=True)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        constraints = [
            models.UniqueConstraint(fields=["sha256", "copy"], name="one_article_per_original_unless_copied_on_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.sha256[:12]}"

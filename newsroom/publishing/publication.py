"""Publication: the only mutable pointer that the public sees; one per article and language."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedCharField, language_field
from newsroom.publishing.edition import Edition


class PublicationStatus(models.TextChoices):
    LIVE = "live", _("live")
    WITHDRAWN = "withdrawn", _("withdrawn")
    GONE = "gone", _("gone")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> PublicationQuerySet:
        """What answers now: not withdrawn, and its edition's body not withheld."""
        return self.filter(status=PublicationStatus.LIVE, edition__body__document__isnull=False)

    def in_language(self, language: str) -> PublicationQuerySet:
        return self.filter(language=language)

    def newest_first(self) -> PublicationQuerySet:
        return self.select_related("edition").order_by("-first_published_at", "-pk")


class Publication(models.Model):
    """Where an article stands in a language, and which edition answers there."""

    article_public_id = models.CharField(_("article"), max_length=8)
    language = language_field()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications", verbose_name=_("edition"))
    status = models.CharField(
        _("status"), max_length=10, choices=PublicationStatus, default=PublicationStatus.LIVE
    )
    path = GatedCharField(_("address"), max_length=800, unique=True, help_text=_("Percent-encoded."))
    first_published_at = models.DateTimeField(_("first published"))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["article_public_id", "language"], name="one_publication_per_article_and_language"
            ),
            models.CheckConstraint(
                condition=Q(status__in=PublicationStatus.values), name="publication_status_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["language", "status", "-first_published_at"], name="home_list_by_language")
        ]

    def __str__(self) -> str:
        return self.path

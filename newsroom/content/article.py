"""Article: the working copy of one report. Its words are Blocks, its original is an Original, its states are Tracks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import SLUG, GatedCharField, language_field, public_id_field, uuid_field


class Genre(models.TextChoices):
    REPORT = "report", _("report")
    NEWS = "news", _("news")
    INTERVIEW = "interview", _("interview")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    EXPLAINER = "explainer", _("explainer")


class ArticleQuerySet(models.QuerySet["Article"]):
    def kept(self) -> ArticleQuerySet:
        """What is not in the trash."""
        return self.filter(trashed_at=None)

    def trashed(self) -> ArticleQuerySet:
        return self.exclude(trashed_at=None)

    def get_by_natural_key(self, public_id: str) -> Article:
        return self.get(public_id=public_id)


class Article(models.Model):
    """The working copy of one report, in all its languages. Readers never see it: they see editions."""

    uuid = uuid_field()
    public_id = public_id_field()
    source_language = language_field()
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.REPORT)
    slug = GatedCharField(_("slug"), max_length=80, blank=True, validators=[SLUG])
    about = models.ManyToManyField("newsroom.Entity", blank=True, related_name="+", verbose_name=_("about"))
    source_name = GatedCharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    located = GatedCharField(
        _("place line"), max_length=100, blank=True, help_text=_("The place that the source names, as written.")
    )
    rev = models.PositiveIntegerField(_("structure"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, related_name="+", verbose_name=_("created by")
    )
    trashed_at = models.DateTimeField(_("put in the trash"), null=True, blank=True, editable=False)
    trashed_by = models.ForeignKey(
        "newsroom.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("put in the trash by"),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(trashed_at=None, trashed_by=None) | models.Q(trashed_at__isnull=False),
                name="who_trashed_an_article_trashed_it_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="newest_articles_first")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return getattr(self, "headline", "") or self.public_id  # `headlines.with_headlines` reads it along

    def natural_key(self) -> tuple[str]:
        return (self.public_id,)

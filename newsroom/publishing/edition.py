"""Edition: one frozen publication of an article in a language, chained to the one before by digest.

The metadata never changes (guarded in the database); the body may be withheld, and then its digest still stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base import guards
from newsroom.base.fields import GatedCharField, GatedTextField, language_field
from newsroom.text.document import ArticleDocument, canonical
from newsroom.text.summary import LeadingPicture


class EditionKind(models.TextChoices):
    FIRST = "first", _("first edition")
    UPDATE = "update", _("update")
    CORRECTION = "correction", _("correction")
    CLARIFICATION = "clarification", _("clarification")
    RETRACTION = "retraction", _("retraction")


NEEDS_A_NOTE = (EditionKind.CORRECTION, EditionKind.CLARIFICATION, EditionKind.RETRACTION)


class EditionQuerySet(models.QuerySet["Edition"]):
    def of(self, article_public_id: str, language: str) -> EditionQuerySet:
        """The editions of one article in one language, newest first."""
        return self.filter(article_public_id=article_public_id, language=language).order_by("-number")


class Edition(models.Model):
    """One numbered publication, as it was and will stay."""

    GUARD = guards.FROZEN

    article_public_id = models.CharField(_("article"), max_length=8)
    language = language_field()
    number = models.PositiveIntegerField(_("number"))
    slug = GatedCharField(_("slug"), max_length=80)
    title = GatedTextField(_("title"))
    lead = GatedTextField(_("lead"), blank=True)
    # Read out of the body for lists and heads, which never read a body: see text/summary.py.
    short_title = GatedTextField(_("short title"), blank=True)
    summary = GatedTextField(_("summary"), blank=True)
    picture = models.TextField(blank=True)  # JSON: its leading picture with the alternative text
    links = models.TextField(blank=True)  # the articles and entities that its words lead to
    kind = models.CharField(_("kind"), max_length=14, choices=EditionKind, default=EditionKind.FIRST)
    note = GatedTextField(_("public note"), blank=True)
    published_at = models.DateTimeField(_("published"))
    source_language = language_field()
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("based on")
    )
    body_digest = models.CharField(_("digest of the body"), max_length=64)
    previous_digest = models.CharField(_("digest of the edition before"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article_public_id", "language", "number"], name="one_edition_per_article_language_and_number"
            ),
            models.CheckConstraint(
                condition=Q(number=1, kind=EditionKind.FIRST) | (Q(number__gt=1) & ~Q(kind=EditionKind.FIRST)),
                name="the_first_edition_is_number_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=NEEDS_A_NOTE)
                | ~Q(note=""),
                name="a_correction_says_what_it_corrects",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_public_id} {self.language} {self.number}"

    @property
    def card_title(self) -> str:
        """What lists call it."""
        return self.short_title or self.title

    @property
    def card_text(self) -> str:
        """What lists and search engines are told of it."""
        return self.summary or self.lead

    @property
    def leading_picture(self) -> LeadingPicture | None:
        return LeadingPicture.from_json(self.picture) if self.picture else None

    def computed_digest(self) -> str:
        """sha256 over the canonical form of the metadata, the body's digest and the previous edition's digest."""
        said = {
            "article": self.article_public_id,
            "language": self.language,
            "number": self.number,
            "slug": self.slug,
            "title": self.title,
            "lead": self.lead,
            "kind": self.kind,
            "note": self.note,
            "published_at": self.published_at.astimezone(dt.UTC).isoformat(),
            "source_language": self.source_language,
            "based_on": self.based_on.digest if self.based_on else "",
            "body": self.body_digest,
            "previous": self.previous_digest,
        }
        said |= {name: text for name in ("short_title", "summary") if (text := getattr(self, name))}
        return hashlib.sha256(canonical(said).encode()).hexdigest()


class EditionBody(models.Model):
    """The words of one edition: the document's canonical text, NULL once withheld."""

    GUARD = guards.WITHHOLDABLE

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="body", verbose_name=_("edition")
    )
    document = models.TextField(_("document"), null=True)

    class Meta:
        verbose_name = _("body of an edition")
        verbose_name_plural = _("bodies of editions")

    def __str__(self) -> str:
        return str(self.edition_id)

    @property
    def content(self) -> ArticleDocument | None:
        """The frozen article, None when it is withheld."""
        return ArticleDocument.from_json(self.document) if self.document is not None else None

"""PublishedStatement: one statement as one edition reports it; its speakers are Appearances."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedTextField
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import PublicationStatus


class PublishedStatementQuerySet(models.QuerySet["PublishedStatement"]):
    def live(self) -> PublishedStatementQuerySet:
        """In the editions that answer now."""
        live = {"edition__publications__status": PublicationStatus.LIVE, "edition__body__document__isnull": False}
        return self.filter(**live)


class PublishedStatement(models.Model):
    """What was said, in the words of one edition: `quote` as it stands there, `gist` in short.

    `uuid` is the statement's in every language and edition.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="statements", verbose_name=_("edition"))
    uuid = models.UUIDField(_("UUID"))
    ordinal = models.PositiveIntegerField(_("order in the edition"))
    kind = models.CharField(_("kind"), max_length=12)
    event = models.CharField(_("event"), max_length=8, blank=True)
    gist = GatedTextField(_("gist"), blank=True)
    quote = GatedTextField(_("in the words of the report"))
    block = models.CharField(_("block"), max_length=36)
    start = models.PositiveIntegerField(_("start"))

    objects = PublishedStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("published statement")
        verbose_name_plural = _("published statements")
        ordering = ["edition", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "uuid"], name="one_statement_per_edition_and_uuid"),
        ]
        indexes = [
            models.Index(fields=["uuid"], name="statement_in_its_editions"),
            models.Index(fields=["event", "edition"], name="statements_at_an_event"),
        ]

    def __str__(self) -> str:
        return self.gist or self.quote

    @property
    def anchor(self) -> str:
        """The id of its sentence on the article's page."""
        return f"s-{self.uuid}"

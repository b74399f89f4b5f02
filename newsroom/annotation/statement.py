"""Statement: who said what. Its spans stand in several languages and may stand in several blocks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import GatedTextField, uuid_field
from newsroom.content.article import Article
from newsroom.entities.entity import Entity


class StatementKind(models.TextChoices):
    QUOTATION = "quotation", _("quotation")
    PARTIAL = "partial", _("partial quotation")
    PARAPHRASE = "paraphrase", _("paraphrase")
    NARRATION = "narration", _("narration")


class Statement(models.Model):
    """One thing said, as the article reports it."""

    uuid = uuid_field()
    article = models.ForeignKey(Article, models.CASCADE, related_name="statements", verbose_name=_("article"))
    kind = models.CharField(_("kind"), max_length=12, choices=StatementKind, default=StatementKind.PARAPHRASE)
    event = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="statements_at", verbose_name=_("event")
    )
    gist = GatedTextField(_("gist"), blank=True)
    speakers = models.ManyToManyField(Entity, through="newsroom.Speaker", related_name="statements")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} {self.pk}"


class Speaker(models.Model):
    """One speaker of a statement, in the capacity in which they spoke."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="voices", verbose_name=_("statement"))
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="voices", verbose_name=_("speaker"))
    capacity = GatedTextField(_("capacity"), blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(fields=["statement", "entity"], name="one_voice_per_statement_and_speaker")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.entity_id}"

"""Span: a range of one block in one language, owned by exactly one annotation. All annotations are anchored here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.annotation.anchoring import Kind
from newsroom.base.fields import GatedCharField, GatedTextField, language_field, uuid_field
from newsroom.content.block import Block


class SpanState(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    REVIEW = "review", _("to be reviewed")
    ORPHANED = "orphaned", _("lost its place")


class Origin(models.TextChoices):
    EDITOR = "editor", _("editor")
    GAZETTEER = "gazetteer", _("gazetteer")
    ATTRIBUTION = "attribution", _("attribution")
    PROJECTION = "projection", _("projection")
    IMPORT = "import", _("import")


_ONE_OWNER = (
    Q(mention__isnull=False, statement=None, note=None)
    | Q(mention=None, statement__isnull=False, note=None)
    | Q(mention=None, statement=None, note__isnull=False)
)


class SpanQuerySet(models.QuerySet["Span"]):
    def of_article(self, article_id: int, language: str) -> SpanQuerySet:
        """The spans of one article in one language, in reading order."""
        return self.filter(block__article_id=article_id, language=language).order_by(
            "block__position", "start", "-end", "pk"
        )

    def suggested(self) -> SpanQuerySet:
        return self.filter(state=SpanState.SUGGESTED)

    def undecided(self) -> SpanQuerySet:
        """What waits for a decision: suggestions, and spans whose place an edit made doubtful or took away."""
        return self.filter(state__in=[SpanState.SUGGESTED, SpanState.REVIEW, SpanState.ORPHANED])

    def accepted(self) -> SpanQuerySet:
        return self.filter(state=SpanState.ACCEPTED)

    def told(self) -> SpanQuerySet:
        """What documents hold: all but suggestions, also those whose place an edit made doubtful meanwhile."""
        return self.exclude(state=SpanState.SUGGESTED).exclude(former_state=SpanState.SUGGESTED)


class Span(models.Model):
    """[start, end) in code points of the plain text of a block in one language, with the words that stood there.

    A span whose place is in doubt remembers, for the one who decides, the words it stood on (`former_*`), and the
    places it may have gone to (`candidates`: canonical JSON of [block uuid, start, end, exact], the best first).
    """

    uuid = uuid_field()
    block = models.ForeignKey(Block, models.CASCADE, related_name="spans", verbose_name=_("block"))
    language = language_field()
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = GatedTextField(_("quotation"))
    prefix = GatedCharField(_("before it"), max_length=40, blank=True)
    suffix = GatedCharField(_("after it"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SpanState, default=SpanState.SUGGESTED)
    former_state = models.CharField(max_length=10, choices=SpanState, blank=True, editable=False)
    former_exact = GatedTextField(blank=True, editable=False)
    former_prefix = GatedCharField(max_length=40, blank=True, editable=False)
    former_suffix = GatedCharField(max_length=40, blank=True, editable=False)
    candidates = models.TextField(blank=True, editable=False)
    origin = models.CharField(_("origin"), max_length=11, choices=Origin, default=Origin.EDITOR)
    score = models.FloatField(_("score"), null=True, blank=True)
    reason = GatedCharField(_("reason"), max_length=200, blank=True)
    mention = models.ForeignKey(
        "newsroom.Mention", models.CASCADE, null=True, blank=True, related_name="spans", verbose_name=_("mention")
    )
    statement = models.ForeignKey(
        "newsroom.Statement", models.CASCADE, null=True, blank=True, related_name="spans", verbose_name=_("statement")
    )
    note = models.ForeignKey(
        "newsroom.Note", models.CASCADE, null=True, blank=True, related_name="spans", verbose_name=_("note")
    )

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("span")
        verbose_name_plural = _("spans")
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="span_starts_before_it_ends"),
            models.CheckConstraint(condition=_ONE_OWNER, name="span_has_exactly_one_owner"),
            models.CheckConstraint(condition=Q(state__in=SpanState.values), name="span_state_is_known"),
        ]
        indexes = [models.Index(fields=["block", "language", "start"], name="span_by_block_and_language")]

    def __str__(self) -> str:
        return self.exact

    @property
    def is_suggestion(self) -> bool:
        """Whether nobody has decided on it yet, be it in its place or in doubt."""
        return SpanState.SUGGESTED in (self.state, self.former_state)

    @property
    def owner_kind(self) -> Kind:
        """"mention", "statement" or "note": what re-anchoring and drawing ask."""
        return "mention" if self.mention_id else "statement" if self.statement_id else "note"

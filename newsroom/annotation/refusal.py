"""Refusal: a suggestion that somebody rejected, remembered by what was said and around which words.

A rejected span goes with its block and with its words; the refusal stays, so that the same suggestion in the same
context is not made again after the passage was cut, pasted anew or re-arranged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field
from newsroom.content.article import Article
from newsroom.entities.entity import Entity
from newsroom.text.fold import fold_key

_WORD = re.compile(r"\w+")
CONTEXT = 3
"""So many words on either side are the context of a refusal."""
Refused = tuple[str, int | None, str]  # language, entity (None: of a statement), context


class Refusal(models.Model):
    """One rejected suggestion of one entity (none: of a statement) in one context."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="refusals", verbose_name=_("article"))
    language = language_field()
    entity = models.ForeignKey(
        Entity, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("entity")
    )
    context = models.CharField(_("context"), max_length=32)

    class Meta:
        verbose_name = _("rejected suggestion")
        verbose_name_plural = _("rejected suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "entity", "context"], name="a_mention_is_rejected_once_per_context"
            ),
            models.UniqueConstraint(
                fields=["article", "language", "context"],
                condition=Q(entity=None),
                name="a_statement_is_rejected_once_per_context",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}: {self.entity_id}"


def context_of(text: str, start: int, end: int) -> str:
    """The digest of a range with its neighbouring words, folded: what a refusal is remembered by.

    `start`, `end` are code points of `text`. Spelling (ZWNJ, letter variants, case) and marks between words make no
    other context.
    """
    before, here, after = (_WORD.findall(fold_key(one)) for one in (text[:start], text[start:end], text[end:]))
    said = "|".join(" ".join(words) for words in (before[-CONTEXT:], here, after[:CONTEXT]))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def remember(article: Article, refused: Iterable[Refused]) -> None:
    """Keep these refusals; what was refused already is refused once."""
    rows = [Refusal(article=article, language=code, entity_id=entity, context=at) for code, entity, at in set(refused)]
    Refusal.objects.bulk_create(rows, ignore_conflicts=True)


def forget(article: Article, allowed: Iterable[Refused]) -> None:
    """Take these refusals back, where they are there; two queries at most."""
    allowed = set(allowed)
    rows = Refusal.objects.filter(article=article, context__in={at for _code, _entity, at in allowed})
    gone = [row.pk for row in rows if (row.language, row.entity_id, row.context) in allowed]
    if gone:
        Refusal.objects.filter(pk__in=gone).delete()


def refused_entities(article: Article, language: str) -> frozenset[tuple[str, str]]:
    """(public id of an entity, context) of all that is not suggested again in one language of an article."""
    rows = Refusal.objects.filter(article=article, language=language, entity__isnull=False)
    return frozenset(rows.values_list("entity__public_id", "context"))

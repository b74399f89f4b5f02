"""Deciding a whole list of suggestions at once: what was accepted, what was rejected, what names somebody else.

One transaction: a list in which anything went stale is not half decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk import record
from newsroom.desk.annotate import accept_as, accept_suggestions, reject_suggestions
from newsroom.desk.errors import AnnotationGone, StaleSpan
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of one span: `seen` are the words that they saw, `entity` another one than suggested."""

    span: UUID
    accepted: bool
    seen: str
    entity: Entity | None = None


@transaction.atomic
def decide(article: Article, *, decisions: Sequence[Decision], by: User) -> list[Span]:
    """Take every decision, or none; returns the spans.

    Raises NotAllowed, AnnotationGone (a span is there no more, or decided meanwhile), StaleSpan (it stands on other
    words than were seen).
    """
    article = record.locked(article)
    wanted = {one.span: one for one in decisions}
    rows = {row.uuid: row for row in _undecided(article, wanted)}
    for one in decisions:
        row = rows.get(one.span)
        if row is None:
            raise AnnotationGone
        if row.exact != one.seen:
            raise StaleSpan(one.seen, row.exact)
    spans = [rows[one.span] for one in decisions]
    as_suggested = [row for row in spans if wanted[row.uuid].accepted and not _is_another(row, wanted[row.uuid])]
    if as_suggested:
        accept_suggestions(article, spans=as_suggested, by=by)
    for row in spans:
        entity = wanted[row.uuid].entity
        if wanted[row.uuid].accepted and entity is not None and _is_another(row, wanted[row.uuid]):
            accept_as(row, entity=entity, by=by)
    if rejected := [row for row in spans if not wanted[row.uuid].accepted]:
        reject_suggestions(article, spans=rejected, by=by)
    return spans


def _undecided(article: Article, wanted: dict[UUID, Decision]) -> list[Span]:
    rows = Span.objects.undecided().filter(block__article=article, uuid__in=wanted)
    return list(rows.select_related("block", "mention", "statement", "note"))


def _is_another(span: Span, one: Decision) -> bool:
    return one.entity is not None and span.mention is not None and span.mention.entity_id != one.entity.pk

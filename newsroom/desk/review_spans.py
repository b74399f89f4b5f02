"""Reviewing spans: what somebody decides where the place of an annotation is in doubt: its words, its end, a question.

That it stands well as it is, is said with `annotate.accept_suggestions`. What re-anchoring does by itself is
`annotation/anchoring.py`; what a doubtful span remembers is `annotation/doubt.py`.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation import doubt, suggested
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Statement
from newsroom.annotation.whereabouts import whereabouts
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import policy, record
from newsroom.desk.decision import Decided
from newsroom.desk.errors import AlreadyAnnotated, AnnotationGone, Incomplete, NotDoubtful
from newsroom.desk.notes import TALK, action_for, check_own
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, span_at
from newsroom.staff.user import User
from newsroom.text import segments

_PLACED = ["block", "start", "end", "exact", "prefix", "suffix", "state", "reason", *doubt.FIELDS]


@transaction.atomic
def place(span: Span, *, at: Selection, by: User) -> Span:
    """Put an annotation on the words that it belongs to: one that lost its place, or one that stands beside its words.

    It is accepted there and nothing is in doubt any more; on its own words already it is left as it is. Raises
    NotAllowed, AnnotationGone (also when it was rejected), Incomplete (words of another language), UnknownBlock,
    StaleSpan, AlreadyAnnotated (the same is annotated on these words).
    """
    article, row = _held(span, by, Action.DECIDE)
    if at.language != row.language:
        raise Incomplete(_("An annotation keeps its language."), field="quote")
    text = checked(article, at)
    if row.state == SpanState.ACCEPTED and (row.block_id, row.start, row.end) == (at.block.pk, at.start, at.end):
        return row
    if _twins(row, at).exists():
        raise AlreadyAnnotated(at.exact)
    row.block, row.start, row.end = at.block, at.start, at.end
    row.exact, row.prefix, row.suffix = selectors(text, at.start, at.end)
    row.state, row.reason = SpanState.ACCEPTED, ""
    doubt.settle(row)
    row.save(update_fields=_PLACED)
    decided = Decided(article, [row])
    decided.allow()
    suggested.give_way(decided.rows)
    _leave(article, row, Verb.PLACE, by, summary=f"{row.language}: {row.exact}")
    return row


def candidate(span: Span, number: int) -> Selection | None:
    """The place with this number, from 1, among those that `screens/doubtful_spans.py` offers for a span.

    None where there is no such place any more.
    """
    blocks = {str(block.uuid): block for block in Block.objects.filter(uuid__in=doubt.blocks_of(span))}
    offered = doubt.offered(span, {one: block.plain(span.language) for one, block in blocks.items()})
    if not 1 <= number <= len(offered):
        return None
    one = offered[number - 1]
    return Selection(blocks[one.block], span.language, one.start, one.end, one.exact)


@transaction.atomic
def remove_annotation(span: Span, *, by: User) -> None:
    """Take an annotation off its words; with its last ones in all languages the annotation itself goes.

    A mention that the gazetteer found may be suggested again: to refuse it for good is to reject it. Raises NotAllowed
    (also for talk that somebody else wrote), AnnotationGone.
    """
    article, row = _held(span, by, Action.ANNOTATE)
    _take_away(row)
    _leave(article, row, Verb.REMOVE_ANNOTATION, by, summary="annotation removed")


@transaction.atomic
def convert_to_note(span: Span, *, kind: str, text: str, by: User) -> Note:
    """Ask or remark something in place of an annotation whose place is in doubt.

    The note quotes the words that were annotated. It stands on them where they still stand in some form, else on the
    sentence where they were; in a block that has no words any more it has its quotation only. Raises NotAllowed,
    AnnotationGone, NotDoubtful, Incomplete (no words, neither question nor comment), ValidationError.
    """
    article, row = _held(span, by, Action.ANNOTATE)
    if row.state not in doubt.LOST:
        raise NotDoubtful
    if kind not in TALK or (row.note and row.note.kind in TALK):
        raise Incomplete(_("A question or comment takes the place of something else."), field="kind")
    note = _talk(article, row, kind, text, by)
    _take_away(row)
    _leave(article, row, Verb.ADD_NOTE, by, summary="annotation removed", detail=str(note.uuid))
    return note


def _held(span: Span, by: User, action: Action) -> tuple[Article, Span]:
    """The article, locked, and the span as it is now, for somebody who may do `action` on what it belongs to."""
    article = record.locked(span.block.article)
    found = Span.objects.filter(pk=span.pk).select_related("block", "mention", "statement", "note").first()
    if found is None or found.state == SpanState.REJECTED:
        raise AnnotationGone
    if found.note:
        action = action_for(found.note.kind)
    policy.check(by, action, article=article, language=found.language)
    if found.note:
        check_own(found.note, by)
    return article, found


def _owner(row: Span) -> Mention | Statement | Note:
    owner = row.mention or row.statement or row.note
    assert owner is not None  # the database's constraint span_has_exactly_one_owner
    return owner


def _twins(row: Span, at: Selection) -> QuerySet[Span]:
    """Accepted spans that say the very same of the very same words."""
    same = Q(mention__entity=row.mention.entity_id) if row.mention else Q(statement=row.statement, note=row.note)
    there = Span.objects.accepted().filter(block=at.block, language=at.language, start=at.start, end=at.end)
    return there.filter(same).exclude(pk=row.pk)


def _take_away(row: Span) -> None:
    """Remove a span, and what it belongs to with its last one. The row in memory keeps its values."""
    owner = _owner(row)
    Span.objects.filter(pk=row.pk).delete()
    if not owner.spans.exists():
        owner.delete()


def _talk(article: Article, row: Span, kind: str, text: str, by: User) -> Note:
    if not text.strip():
        raise Incomplete(_("A question or comment has words."), field=languages.column("claim", row.language))
    note = Note(article=article, kind=kind, quote=row.former_exact or row.exact, by=by, at=timezone.now())
    languages.write(note, "claim", {row.language: text.strip()})
    rows.check(note)
    note.save(force_insert=True)
    words = row.block.plain(row.language)
    start, end = _standing(row, words)
    if start < end:
        at = Selection(row.block, row.language, start, end, words[start:end])
        span_at(at, words, {"note": note}).save(force_insert=True)
    return note


def _standing(row: Span, text: str) -> tuple[int, int]:
    """The words of a doubtful span, or the sentence where they were; empty where nothing is left."""
    if row.state == SpanState.REVIEW and text[row.start : row.end] == row.exact:
        return row.start, row.end
    gap = whereabouts(text, row.prefix, row.suffix, row.start)
    sentences = segments.sentences(text, row.language)
    near = min(sentences, key=lambda one: max(one.start - gap, gap - one.end, 0), default=None)
    return (near.start, near.end) if near else (0, 0)


def _leave(article: Article, row: Span, verb: Verb, by: User, *, summary: str, detail: str = "") -> None:
    """The row in the log and, where documents hold the span, a revision; no text of it in the log."""
    told = row.note is None or row.note.kind == NoteKind.FACT_CHECK
    if told and not row.is_suggestion:
        record.revise(article, by=by, summary=summary)
    record.log(verb, article, by=by, language=row.language, detail=f"{_owner(row).uuid} {detail}".strip())

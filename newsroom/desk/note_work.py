"""Work on notes: who sees to one, what is answered, when it is settled, and the words that a proposal asks for.

None of it is part of the article, so it leaves rows in the log and no revision; a proposal that is applied changes
words, which is an edit like any other.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from newsroom.annotation.anchoring import selectors
from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span, SpanState
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import notifications, policy, record
from newsroom.desk.comments import write_comment
from newsroom.desk.edit import Change, Manner, described, write
from newsroom.desk.errors import AnnotationGone, NotAssignable, StaleSpan
from newsroom.desk.notes import held, language_of, leave
from newsroom.desk.policy import Action
from newsroom.localization.segment import Segment, Status
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Happening
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.splice import splice


@transaction.atomic
def assign_note(note: Note, *, to: User | None, by: User) -> Note:
    """Give a note to somebody, who is told; nobody (`to=None`) takes it back. The same again changes nothing.

    Raises NotAllowed, AnnotationGone, NotAssignable (who may not read the text, or may not work on such a note).
    """
    article, row = held(note, by)
    language = language_of(row)
    if to is not None and not assignable(to, article, language):
        raise NotAssignable(to.get_username(), languages.translated_name(language))
    if row.assignee_id == (to.pk if to else None):
        return row
    row.assignee = to
    row.save(update_fields=["assignee"])
    if to is not None:
        _tell({to.pk}, Happening.NOTE_ASSIGNED, article, row, language, by)
    leave(article, row, Verb.ASSIGN_NOTE, by=by, language=language, detail=to.get_username() if to else "-")
    return row


@transaction.atomic
def reply_to_note(note: Note, *, text: str, language: str, by: User) -> Comment:
    """Answer a note; whoever wrote it, sees to it or answered before is told, and who is called by @name.

    Replying asks for no more than the right to comment. Raises NotAllowed, AnnotationGone, Incomplete, BadText.
    """
    article = record.locked(note.article)
    policy.check(by, Action.COMMENT, article=article, language=language)
    row = Note.objects.filter(pk=note.pk).first()
    if row is None:
        raise AnnotationGone
    answer = write_comment(article, language=language, block=_block_of(row), text=text, by=by, note=row)
    told = {*row.comments.order_by().values_list("by", flat=True), row.by_id, row.assignee_id}
    named = set(answer.mentioned.values_list("pk", flat=True))  # they are told that they were named
    _tell({one for one in told - named if one}, Happening.NOTE_REPLIED, article, row, language, by)
    leave(article, row, Verb.REPLY_TO_NOTE, by=by, language=language)
    return answer


@transaction.atomic
def resolve_note(note: Note, *, by: User) -> Note:
    """Settle a note; settling it twice changes nothing. Raises NotAllowed, AnnotationGone."""
    return _set_resolved(note, by, Verb.RESOLVE_NOTE)


@transaction.atomic
def reopen_note(note: Note, *, by: User) -> Note:
    """Open a settled note again. Raises NotAllowed, AnnotationGone."""
    return _set_resolved(note, by, Verb.REOPEN_NOTE)


@transaction.atomic
def apply_proposal(note: Note, *, by: User) -> list[Change]:
    """Put the words that a correction proposes exactly in place of those it is about, and settle it.

    Inline markup around them stays; the note then stands on the new words. It is an edit of the text and asks for the
    right to write it. Raises NotAllowed, AnnotationGone, StaleSpan (the words changed, or it was settled), BadText.
    """
    article = record.locked(note.article)
    span = note.spans.select_related("block", "note").first()
    row = Note.objects.filter(pk=note.pk, kind=NoteKind.CORRECTION).first()
    if row is None or span is None:
        raise AnnotationGone
    translating = span.language != article.source_language
    policy.check(by, policy.action_for_text(article, span.language), article=article, language=span.language)
    text = _standing(row, span)
    source = _replaced(span, row.proposal)
    status = Status.TRANSLATED if translating else Status.DRAFT
    manner = Manner(status, sources=_beside(span) if translating else {})
    changes = write(article, language=span.language, texts={str(span.block.uuid): source}, by=by, manner=manner).changes
    _settle(row, by)
    _stand_on(span, text[: span.start] + row.proposal + text[span.end :], row.proposal)
    record.revise(article, by=by, summary=f"{span.language}: {described(changes)}")
    verb = Verb.TRANSLATE if translating else Verb.EDIT
    leave(article, row, verb, by=by, language=span.language, detail=described(changes))
    return changes


def assignable(who: User, article: Article, language: str) -> bool:
    """Whether somebody reads the drafts of an article in a language, so that a note of it can be theirs to see to."""
    return bool(who.is_staff) and policy.may(who, Action.READ_DRAFTS, article=article, language=language)


def _tell(people: set[int], happening: Happening, article: Article, note: Note, language: str, by: User) -> None:
    """Word to those who may still read what it is about."""
    may = [
        one.pk
        for one in User.objects.filter(pk__in=people).order_by("pk")
        if policy.may(one, Action.READ_DRAFTS, article=article, language=language)
    ]
    notifications.tell(may, happening, article=article, language=language, by=by, block=_block_of(note))


def _block_of(note: Note) -> UUID | None:
    return note.spans.order_by("pk").values_list("block__uuid", flat=True).first()


def _set_resolved(note: Note, by: User, verb: Verb) -> Note:
    article, row = held(note, by)
    if (row.resolved_at is not None) == (verb == Verb.RESOLVE_NOTE):
        return row
    _settle(row, by if verb == Verb.RESOLVE_NOTE else None)
    leave(article, row, verb, by=by, language=language_of(row))
    return row


def _settle(note: Note, by: User | None) -> None:
    note.resolved_by, note.resolved_at = by, timezone.now() if by else None
    note.save(update_fields=["resolved_at", "resolved_by"])


def _standing(note: Note, span: Span) -> str:
    """The text of the block; raises StaleSpan where the proposal is no longer about these words."""
    text = span.block.plain(span.language)
    found = text[span.start : span.end]
    if found != span.exact or span.state != SpanState.ACCEPTED or note.resolved_at is not None:
        raise StaleSpan(span.exact, found)
    return text


def _replaced(span: Span, words: str) -> str:
    inline = splice(markup.parse(span.block.source(span.language)), span.start, span.end, words)
    return markup.render(inline.text, inline.ranges)


def _beside(span: Span) -> dict[str, str]:
    """What a translation was made from stays what it was made from: a word set right makes it no newer."""
    row = Segment.objects.filter(block=span.block, language=span.language).exclude(based_on_language="").first()
    return {str(span.block.uuid): row.based_on_text} if row else {}


def _stand_on(span: Span, text: str, words: str) -> None:
    """Put the note on the words that came of it: they are no doubtful place."""
    end = span.start + len(words)
    exact, prefix, suffix = selectors(text, span.start, end)
    Span.objects.filter(pk=span.pk).update(
        start=span.start, end=end, exact=exact, prefix=prefix, suffix=suffix, state=SpanState.ACCEPTED,
        former_state="", former_exact="", former_prefix="", former_suffix="", candidates="", reason="",
    )  # fmt: skip

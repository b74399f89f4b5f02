"""The notes of an article on the annotation screen: what is doubted, proposed and asked, who sees to it, what was
answered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span, SpanState
from newsroom.base import languages
from newsroom.desk.policy import TABLE, Action, Reach
from newsroom.screens.annotation import AnnotationPage
from newsroom.staff.comment import Comment
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note with its words in the language of the page and the talk about it."""

    note: Note
    claim: str
    finding: str
    spans: tuple[Span, ...]
    number: int
    replies: tuple[Comment, ...]
    elsewhere: tuple[str, ...]

    @property
    def id(self) -> str:
        return str(self.note.uuid)

    @property
    def open(self) -> bool:
        return self.note.resolved_at is None

    @property
    def can_apply(self) -> bool:
        """Whether the proposed words can be put in place of those it is about."""
        standing = len(self.spans) == 1 and self.spans[0].state == SpanState.ACCEPTED
        return self.note.kind == NoteKind.CORRECTION and self.open and standing

    @property
    def is_fact_check(self) -> bool:
        return self.note.kind == NoteKind.FACT_CHECK

    @property
    def sources(self) -> list[str]:
        return self.note.sources.splitlines()


def note_lines(page: AnnotationPage) -> list[NoteLine]:
    """Every note of the article that stands in this language or has lost its words, open ones first; three queries."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.filter(note__article=page.article).order_by("block__position", "start"):
        spans[span.note_id].append(span)  # type: ignore[index]
    replies: dict[int, list[Comment]] = defaultdict(list)
    for row in Comment.objects.filter(note__article=page.article).select_related("by").order_by("at", "pk"):
        replies[row.note_id].append(row)  # type: ignore[index]
    notes = Note.objects.filter(article=page.article).select_related("by", "assignee", "resolved_by").order_by("at")
    numbers = page.reading.numbers()
    lines = [_line(page, note, spans[note.pk], replies[note.pk], numbers) for note in notes]
    shown = [line for line in lines if line.spans or not spans[line.note.pk] or line.is_fact_check]
    return sorted(shown, key=lambda line: (not line.open, line.number, line.spans[0].start if line.spans else 0))


def colleagues(page: AnnotationPage) -> list[User]:
    """To whom a note on this text may be given: who reads every draft, brought this one in, or works on it."""
    everywhere = [role for role, reach in TABLE[Action.READ_DRAFTS].items() if reach == Reach.ALL]
    theirs = Q(groups__name__in=everywhere) | Q(pk=page.article.created_by_id) | Q(tracks__article=page.article)
    people = User.objects.filter(theirs, is_active=True, is_staff=True).distinct()
    return list(people.order_by("last_name", "first_name", "username"))


def _line(
    page: AnnotationPage, note: Note, spans: list[Span], replies: list[Comment], numbers: dict[int, int]
) -> NoteLine:
    here = tuple(span for span in spans if span.language == page.language)
    return NoteLine(
        note=note,
        claim=languages.read(note, "claim", page.language) or _any(note, "claim", page),
        finding=languages.read(note, "finding", page.language),
        spans=here,
        number=numbers.get(here[0].block_id, 0) if here else 0,
        replies=tuple(replies),
        elsewhere=tuple(dict.fromkeys(span.language for span in spans if span.language != page.language)),
    )


def _any(note: Note, field: str, page: AnnotationPage) -> str:
    """What talk says is shown in whatever language it was said in; of a fact check a missing language is missing."""
    if note.kind == NoteKind.FACT_CHECK:
        return ""
    return next((text for code in languages.codes() if (text := languages.read(note, field, code))), "")

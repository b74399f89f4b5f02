"""Notes: fact checks, correction proposals, questions and comments, tied to the words that they are about.

A fact check is part of what the article says, so each change of one leaves a revision. The others are talk: they leave
a row in the log, and who may talk about a text may begin them. What is done about a note is `desk/note_work.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.errors import AnnotationGone, Incomplete, NotAllowed
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, put_on, span_at
from newsroom.staff.user import User

TALK = frozenset({NoteKind.QUESTION, NoteKind.COMMENT})
"""Kinds that only talk about the text: who may comment may begin one, and changes only their own."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What the desk says of some words: `claim` is what they claim, `finding` what is known, each per language.

    A question or comment has its words in `claim`; so has a correction proposal its reason, and in `proposal` the words
    that should stand in place of those of its one selection. An `identity` is given when the note was known elsewhere
    before.
    """

    at: Sequence[Selection]
    kind: str = NoteKind.FACT_CHECK
    claim: Mapping[str, str] = field(default_factory=dict)
    finding: Mapping[str, str] = field(default_factory=dict)
    certainty: str = ""
    sources: Sequence[str] = ()
    public: bool = False
    proposal: str = ""
    identity: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class Content:
    """What a note is to say from now on; languages that `claim` and `finding` do not name keep their own."""

    claim: Mapping[str, str] = field(default_factory=dict)
    finding: Mapping[str, str] = field(default_factory=dict)
    certainty: str = ""
    sources: Sequence[str] = ()
    public: bool = False
    proposal: str = ""


@transaction.atomic
def add_notes(article: Article, *, noted: Sequence[Noted], by: User) -> list[Note]:
    """Put each note on its words; an identity that is there already is left alone.

    Returns the new ones. Raises NotAllowed, Incomplete (no words, nothing said, a public note that finds nothing, a
    correction that proposes nothing), UnknownBlock, StaleSpan, ValidationError: then none is added.
    """
    for one in noted:
        policy.check(by, action_for(one.kind), article=article, language=one.at[0].language if one.at else "")
    article = record.locked(article)
    known = set(Note.objects.filter(uuid__in=[one.identity for one in noted]).values_list("uuid", flat=True))
    fresh = {one.identity: one for one in noted if one.identity not in known}
    added = [_add(article, one, by) for one in fresh.values()]
    if told := [note for note in added if note.kind == NoteKind.FACT_CHECK]:
        record.revise(article, by=by, summary=f"{len(told)} notes")
    if added:
        record.log(Verb.ADD_NOTE, article, by=by, detail=", ".join(str(one.uuid) for one in added))
    return added


@transaction.atomic
def change_note(note: Note, *, content: Content, by: User) -> Note:
    """Let a note say something else; the same again changes nothing.

    Raises NotAllowed (also for talk that somebody else wrote), AnnotationGone, Incomplete, ValidationError.
    """
    article, row = held(note, by)
    check_own(row, by)
    before = _said(row)
    columns = _write(row, content)
    check_whole(row, row.quote)
    rows.check(row)
    row.save(update_fields=columns)
    if _said(row) != before:
        leave(article, row, Verb.CHANGE_NOTE, by=by, summary="fact check changed")
    return row


@transaction.atomic
def link_note(note: Note, *, at: Selection, by: User) -> Span:
    """Tie a fact check to more words that claim the same: in another language, or further on in the text.

    Raises NotAllowed, AnnotationGone, Incomplete (only a fact check stands in several places), UnknownBlock, StaleSpan.
    """
    article, row = held(note, by)
    if row.kind != NoteKind.FACT_CHECK:
        raise Incomplete(_("Only a fact check stands in several places."))
    span, is_new = put_on(article, at, {"note": row})
    if is_new:
        leave(article, row, Verb.CHANGE_NOTE, by=by, summary="fact check changed", language=at.language)
    return span


@transaction.atomic
def remove_note(note: Note, *, by: User) -> None:
    """Take a note away with its spans; what was replied to it stays as comments on its block.

    Raises NotAllowed (also for talk that somebody else wrote), AnnotationGone.
    """
    article, row = held(note, by)
    check_own(row, by)
    identity, kind = row.uuid, row.kind
    row.delete()
    if kind == NoteKind.FACT_CHECK:
        record.revise(article, by=by, summary="fact check removed")
    record.log(Verb.REMOVE_ANNOTATION, article, by=by, detail=str(identity))


def action_for(kind: str) -> Action:
    """The right that a note of a kind asks for."""
    return Action.COMMENT if kind in TALK else Action.ANNOTATE


def held(note: Note, by: User, *, language: str = "") -> tuple[Article, Note]:
    """Its article, locked, and the note as it is now, for somebody who may work on such a note.

    Raises NotAllowed, Trashed, AnnotationGone.
    """
    article = record.locked(note.article)
    row = Note.objects.filter(pk=note.pk).first()
    if row is None:
        raise AnnotationGone
    policy.check(by, action_for(row.kind), article=article, language=language or language_of(row))
    return article, row


def language_of(note: Note) -> str:
    """The language that a note was begun in: that of its first span; "" when its words are gone."""
    return note.spans.order_by("pk").values_list("language", flat=True).first() or ""


def check_own(note: Note, by: User) -> None:
    """What somebody asked or remarked is theirs to change, and the annotators' to clear away. Raises NotAllowed."""
    if note.kind in TALK and note.by_id != by.pk and not policy.may(by, Action.ANNOTATE, article=note.article):
        raise NotAllowed(by.get_username(), str(Action.ANNOTATE.label))


def leave(
    article: Article, note: Note, verb: Verb, *, by: User, summary: str = "", language: str = "", detail: str = ""
) -> None:
    """The row in the log and, with a `summary`, the revision where documents hold the note. No text of it in either."""
    if summary and note.kind == NoteKind.FACT_CHECK:
        record.revise(article, by=by, summary=summary)
    record.log(verb, article, by=by, language=language, detail=f"{note.uuid} {detail}".strip())


def _add(article: Article, noted: Noted, by: User) -> Note:
    if not noted.at:
        raise Incomplete(_("A note has words that it is about."), field="quote")
    texts = [checked(article, one) for one in noted.at]
    note = Note(
        article=article, uuid=noted.identity, kind=noted.kind, quote=noted.at[0].exact, by=by, at=timezone.now()
    )
    content = Content(noted.claim, noted.finding, noted.certainty, noted.sources, noted.public, noted.proposal)
    _write(note, content)
    rows.check(note)
    check_whole(note, note.quote, places=len(noted.at))
    note.save(force_insert=True)
    Span.objects.bulk_create(span_at(one, text, {"note": note}) for one, text in zip(noted.at, texts, strict=True))
    return note


def _write(note: Note, content: Content) -> list[str]:
    """Put the content into the row in memory; returns the names of its columns."""
    note.certainty, note.public = content.certainty, content.public
    note.sources = "\n".join(source for one in content.sources if (source := one.strip()))
    note.proposal = content.proposal.strip()
    translated = languages.write(note, "claim", content.claim) + languages.write(note, "finding", content.finding)
    return ["certainty", "public", "sources", "proposal", *translated]


def check_whole(note: Note, words: str, *, places: int = 1) -> None:
    """Raises Incomplete when a note does not say what one of its kind says."""
    first = note.article.source_language
    if note.kind in TALK and not any(_texts(note, "claim")):
        raise Incomplete(_("A question or comment has words."), field=languages.column("claim", first))
    if note.public and not any(_texts(note, "finding")):
        raise Incomplete(_("A public note says what was found."), field=languages.column("finding", first))
    if note.kind == NoteKind.CORRECTION and (note.proposal in {"", words} or places != 1):
        raise Incomplete(_("A correction proposes other words for one place."), field="proposal")


def _texts(note: Note, name: str) -> tuple[str, ...]:
    return tuple(languages.read(note, name, code) for code in languages.codes())


def _said(note: Note) -> tuple[object, ...]:
    """All that a note says, to compare."""
    said = (note.certainty, note.public, note.sources, note.proposal)
    return (*said, _texts(note, "claim"), _texts(note, "finding"))

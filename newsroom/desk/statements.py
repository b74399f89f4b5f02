"""Statements: who said what, tied to the words that report it in each language."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement, StatementKind
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.errors import AnnotationGone, Incomplete
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, put_on, span_at
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker, and the capacity they spoke in, per language."""

    entity: Entity
    capacity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What an annotator knows of a statement: the words, in any languages, and who spoke them.

    `gist` is its short form per language; an `identity` is given when the statement was known elsewhere before.
    """

    at: Sequence[Selection]
    voices: Sequence[Voice]
    kind: str = StatementKind.PARAPHRASE
    event: Entity | None = None
    gist: Mapping[str, str] = field(default_factory=dict)
    identity: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def add_statements(article: Article, *, said: Sequence[Said], by: User) -> list[Statement]:
    """Annotate the words of each as one statement; an identity that is there already is left alone.

    Returns the new ones. Raises NotAllowed, Incomplete (no words, nobody who speaks), UnknownBlock, StaleSpan,
    ValidationError: then none is added.
    """
    policy.check(by, Action.ANNOTATE, article=article)
    article = record.locked(article)
    known = set(Statement.objects.filter(uuid__in=[one.identity for one in said]).values_list("uuid", flat=True))
    fresh = {one.identity: one for one in said if one.identity not in known}
    added = [_add(article, one) for one in fresh.values()]
    if added:
        record.revise(article, by=by, summary=f"{len(added)} statements")
        record.log(Verb.ADD_STATEMENT, article, by=by, detail=", ".join(str(one.uuid) for one in added))
    return added


@transaction.atomic
def change_statement(
    statement: Statement,
    *,
    kind: str,
    event: Entity | None,
    gist: Mapping[str, str],
    voices: Sequence[Voice],
    by: User,
) -> Statement:
    """Say anew who said it, how, where and in short; a language that `gist` does not name keeps its own.

    A suggestion may be set right before it is accepted: no document holds it, so that leaves no revision. The same
    again changes nothing. Raises NotAllowed, AnnotationGone, Incomplete (nobody speaks), ValidationError.
    """
    article, row = _held(statement, by)
    if not voices:
        raise Incomplete(_("A statement has words and somebody who speaks."), field="speaker-0")
    before = _told(row)
    row.kind, row.event = kind, event
    columns = languages.write(row, "gist", gist)
    rows.check(row)
    row.save(update_fields=["kind", "event", *columns])
    _give_voices(row, voices)
    if _told(row) != before:
        _leave(article, row, by)
    return row


@transaction.atomic
def link_words(statement: Statement, *, at: Selection, by: User) -> Span:
    """Tie a statement to more words that report it: in another language, or further on in the text.

    The same words again are the same span, accepted if it was not. Raises NotAllowed, AnnotationGone,
    UnknownBlock, StaleSpan.
    """
    article, row = _held(statement, by)
    span, is_new = put_on(article, at, {"statement": row})
    if is_new:
        _leave(article, row, by, language=at.language)
    return span


def _held(statement: Statement, by: User) -> tuple[Article, Statement]:
    """The article, locked, and the statement as it is now."""
    article = record.locked(statement.article)
    policy.check(by, Action.ANNOTATE, article=article)
    row = Statement.objects.filter(pk=statement.pk).first()
    if row is None:
        raise AnnotationGone
    return article, row


def _leave(article: Article, statement: Statement, by: User, language: str = "") -> None:
    """The row in the log, and the revision where documents hold the statement."""
    if Span.objects.told().filter(statement=statement).exists():
        record.revise(article, by=by, summary="statement changed")
    record.log(Verb.CHANGE_STATEMENT, article, by=by, language=language, detail=str(statement.uuid))


def _told(statement: Statement) -> tuple[object, ...]:
    """All that a statement says besides its words, to compare."""
    gist = tuple(languages.read(statement, "gist", code) for code in languages.codes())
    return statement.kind, statement.event_id, gist, _voices(statement)


def _voices(statement: Statement) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (voice.entity_id, tuple(languages.read(voice, "capacity", code) for code in languages.codes()))
        for voice in statement.voices.order_by("pk")
    ]


def _give_voices(statement: Statement, voices: Sequence[Voice]) -> None:
    """Let these speak, in this order; rows that say so already stay."""
    wanted = [
        (voice.entity.pk, tuple(voice.capacity.get(code, "") for code in languages.codes())) for voice in voices
    ]
    if _voices(statement) == wanted:
        return
    statement.voices.all().delete()
    _add_voices(statement, voices)


def _add(article: Article, said: Said) -> Statement:
    if not said.at or not said.voices:
        raise Incomplete(_("A statement has words and somebody who speaks."), field="speaker-0" if said.at else "quote")
    texts = [checked(article, one) for one in said.at]
    statement = Statement(article=article, uuid=said.identity, kind=said.kind, event=said.event)
    languages.write(statement, "gist", said.gist)
    rows.check(statement)
    statement.save(force_insert=True)
    _add_voices(statement, said.voices)
    spans = [span_at(one, text, {"statement": statement}) for one, text in zip(said.at, texts, strict=True)]
    Span.objects.bulk_create(spans)
    return statement


def _add_voices(statement: Statement, voices: Sequence[Voice]) -> None:
    for voice in voices:
        speaker = Speaker(statement=statement, entity=voice.entity)
        languages.write(speaker, "capacity", voice.capacity)
        rows.check(speaker)
        speaker.save(force_insert=True)

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
from newsroom.desk.errors import Incomplete
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, span_at
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


def _add(article: Article, said: Said) -> Statement:
    if not said.at or not said.voices:
        raise Incomplete(_("A statement has words and somebody who speaks."))
    texts = [checked(article, one) for one in said.at]
    statement = Statement(article=article, uuid=said.identity, kind=said.kind, event=said.event)
    languages.write(statement, "gist", said.gist)
    rows.check(statement)
    statement.save(force_insert=True)
    for voice in said.voices:
        speaker = Speaker(statement=statement, entity=voice.entity)
        languages.write(speaker, "capacity", voice.capacity)
        rows.check(speaker)
        speaker.save(force_insert=True)
    spans = [span_at(one, text, {"statement": statement}) for one, text in zip(said.at, texts, strict=True)]
    Span.objects.bulk_create(spans)
    return statement

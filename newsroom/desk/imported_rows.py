"""Imported rows: what an imported annotation says, as the rows that it becomes; checked as if somebody typed it.

Nothing is saved here. What cannot be taken is refused with the property of the file that is to blame.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Speaker, Statement, StatementKind
from newsroom.base import languages
from newsroom.base.refusals import explain
from newsroom.base.rows import translated_fields
from newsroom.content.article import Article
from newsroom.desk.errors import DeskError
from newsroom.desk.notes import check_whole
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from newsroom.text.annotated import Annotated

Owner = Mention | Statement | Note
_Row = TypeVar("_Row", bound=models.Model)
# A column -> the property of a Web Annotation that it comes from; the others have our own prefix.
_PROPERTIES = {
    **dict.fromkeys(("gist", "claim", "finding", "proposal"), "body"),
    **{name: f"selector.{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
    "at": "created", "quote": "target",
    "former_state": "gz:formerState", "former_exact": "gz:formerExact", "resolved_at": "gz:resolved",
}


class Refused(Exception):
    """One annotation cannot be taken: `str()` says why, `field` names the property of the file, "" for none."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Planned:
    """The rows that an annotation becomes; none is saved."""

    owner: Owner
    spans: tuple[Span, ...]
    speakers: tuple[Speaker, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether documents hold it."""
        return any(span.state != SpanState.SUGGESTED for span in self.spans)


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of an article's annotations; `entities` are those that they name, by public id."""

    article: Article
    entities: Mapping[str, Entity]
    by: User

    def of(self, one: Annotated, spans: Sequence[Span]) -> Planned:
        """Raises Refused."""
        unknown = sorted(one.named() - self.entities.keys())
        if unknown:
            raise Refused(_("There is no entity with the public id “%(id)s”.") % {"id": unknown[0]}, "body")
        make = {"mention": self._mention, "statement": self._statement, "note": self._note}[one.sort]
        return make(one, spans)

    def _mention(self, one: Annotated, spans: Sequence[Span]) -> Planned:
        if not one.entity:
            raise Refused(_("It names no entity."), "body")
        owner = Mention(uuid=UUID(one.id), article=self.article, entity=self.entities[one.entity])
        return _owned(owner, spans)

    def _statement(self, one: Annotated, spans: Sequence[Span]) -> Planned:
        if not one.speakers and any(span.state == SpanState.ACCEPTED for span in spans):
            raise Refused(_("A statement has words and somebody who speaks."), "body")
        if len({voice.entity for voice in one.speakers}) != len(one.speakers):
            raise Refused(_("One speaker is named twice."), "body")
        owner = Statement(uuid=UUID(one.id), article=self.article, kind=one.kind or StatementKind.PARAPHRASE)
        owner.event = self.entities[one.event] if one.event else None
        _write(owner, gist=one.gist)
        voices = []
        for voice in one.speakers:
            speaker = Speaker(statement=owner, entity=self.entities[voice.entity])
            _write(speaker, capacity=voice.capacity)
            voices.append(fitting(speaker))
        return _owned(fitting(owner), spans, voices)

    def _note(self, one: Annotated, spans: Sequence[Span]) -> Planned:
        owner = Note(uuid=UUID(one.id), article=self.article, kind=one.kind, certainty=one.certainty, by=self.by)
        owner.sources, owner.proposal = "\n".join(one.sources), one.proposal
        owner.public = one.public
        owner.quote = one.quote or (spans[0].exact if spans else "")
        owner.at = dt.datetime.fromisoformat(one.created) if one.created else timezone.now()
        if one.resolved:
            owner.resolved_at, owner.resolved_by = dt.datetime.fromisoformat(one.resolved), self.by
        _write(owner, claim=one.claim, finding=one.finding)
        fitting(owner)
        if (one.public and one.kind != "fact_check") or (one.proposal and one.kind != "correction"):
            raise Refused(_("A note of this kind is neither public nor proposes words."), "gz:kind")
        try:
            check_whole(owner, owner.quote, places=len(spans) or 1)
        except DeskError as refusal:
            raise Refused(str(refusal), _property(getattr(refusal, "field", ""))) from refusal
        return _owned(owner, spans)


def _owned(owner: Owner, spans: Sequence[Span], voices: Sequence[Speaker] = ()) -> Planned:
    for span in spans:
        setattr(span, type(owner).__name__.lower(), owner)
    return Planned(owner, tuple(spans), tuple(voices))


def _write(row: models.Model, **texts: object) -> None:
    for name, by_language in texts.items():
        try:
            languages.write(row, name, by_language)  # type: ignore[arg-type]
        except ValueError as error:
            raise Refused(explain(error), _property(name)) from error


def fitting(row: _Row) -> _Row:
    """The row when its own columns hold what they may hold. What it names is known, what is unique was asked for."""
    related = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=related | translated_fields(type(row)))
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        raise Refused(str(sentences[0]), _property(name)) from error
    return row


def _property(column: str) -> str:
    return _PROPERTIES.get(column, f"gz:{column}" if column else "")

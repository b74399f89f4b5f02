"""What an import of annotations would do: for each one whether it is taken, moved, known or refused, and the rows.

Nothing is written here: a preview shows the plan, the verb (`desk/import_annotations.py`) makes it again and writes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.anchoring import selectors
from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.standing import Quoted, Standing, where
from newsroom.annotation.statement import Speaker, Statement, StatementKind
from newsroom.base import languages
from newsroom.base.refusals import explain
from newsroom.base.rows import translated_fields
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.errors import DeskError
from newsroom.desk.imports import batches
from newsroom.desk.notes import check_whole
from newsroom.entities.entity import Entity
from newsroom.entities.merged import current
from newsroom.staff.user import User
from newsroom.text.annotated import Annotated, Place
from newsroom.text.document import canonical

Owner = Mention | Statement | Note
_Row = TypeVar("_Row", bound=models.Model)
TABLES: tuple[type[Owner], ...] = (Mention, Statement, Note)
CONTEXT = 40  # code points of `prefix` and `suffix` at most
WITHOUT_PLACE = frozenset({SpanState.ORPHANED, SpanState.REJECTED})  # may have lost their words, and say so


class Result(models.TextChoices):
    TAKEN = "taken"
    MOVED = "moved"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One annotation of a file with its number there, from 1; one that could not be read has a `refusal` instead."""

    number: int
    annotation: Annotated | None
    refusal: str = ""


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
class Outcome:
    """What becomes of one annotation, and why; `quote` are the first of its words."""

    number: int
    id: str
    sort: str
    language: str
    quote: str
    result: Result
    reason: str = ""
    planned: Planned | None = None

    def told(self) -> list[object]:
        """What the fingerprint of a plan is made of."""
        spans = self.planned.spans if self.planned else ()
        return [self.number, self.id, self.result, [[s.block_id, s.language, s.start, s.end, s.state] for s in spans]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All outcomes in the order of the file."""

    outcomes: tuple[Outcome, ...]

    def count(self, result: str) -> int:
        return sum(one.result == result for one in self.outcomes)

    @property
    def taken(self) -> tuple[Outcome, ...]:
        """Those that are written, wherever they stand."""
        return tuple(one for one in self.outcomes if one.planned)

    def fingerprint(self) -> str:
        """sha256 of what the plan would write: while it is the same, the preview that was shown still holds."""
        return hashlib.sha256(canonical([one.told() for one in self.outcomes]).encode()).hexdigest()


class _Refused(Exception):
    """One annotation cannot be taken; `str()` says why."""


def plan(article: Article, incoming: Sequence[Incoming], by: User) -> ImportReport:
    """Decide on every annotation; reads only, a number of queries that does not depend on how many there are."""
    return ImportReport(tuple(_Plan(article, incoming, by).outcomes()))


@dataclass(slots=True)
class _Known:
    """What stands already: uuid -> article of annotations, the uuids of spans, the places of mentions."""

    owners: dict[str, int] = field(default_factory=dict)
    spans: set[str] = field(default_factory=set)
    mentions: set[tuple[int, int, str, int, int]] = field(default_factory=set)


class _Plan:
    """One plan in the making."""

    def __init__(self, article: Article, incoming: Sequence[Incoming], by: User) -> None:
        self.article, self.incoming, self.by = article, incoming, by
        self.blocks: dict[str, Block] = {str(block.uuid): block for block in Block.objects.of_article(article)}
        self.texts = {
            code: {uuid: text for uuid, block in self.blocks.items() if (text := block.plain(code))}
            for code in languages.codes()
        }
        told = [one.annotation for one in incoming if one.annotation]
        named = current({public_id for one in told for public_id in one.named()})
        rows = {row.public_id: row for row in Entity.objects.filter(public_id__in=set(named.values()))}
        self.entities = {old: rows[new] for old, new in named.items()}
        self.known = _known(article, told)

    def outcomes(self) -> Iterator[Outcome]:
        for one in self.incoming:
            if one.annotation is None:
                yield Outcome(one.number, "", "", "", "", Result.REFUSED, one.refusal)
            else:
                yield self._outcome(one.number, one.annotation)

    def _outcome(self, number: int, one: Annotated) -> Outcome:
        first = one.places[0] if one.places else None
        shown = (first.language, first.exact) if first else ("", one.quote)
        said = (number, one.id, one.kind or one.sort, *shown)
        if one.id in self.known.owners:
            same = self.known.owners[one.id] == self.article.pk
            return Outcome(*said, Result.KNOWN if same else Result.REFUSED, "" if same else _elsewhere())
        try:
            spans, moved = self._spans(one)
            planned = self._rows(one, spans)
        except _Refused as refusal:
            return Outcome(*said, Result.REFUSED, str(refusal))
        self.known.owners[one.id] = self.article.pk
        if isinstance(planned.owner, Mention) and self._stands(planned.owner, spans):
            return Outcome(*said, Result.KNOWN)
        return Outcome(*said, Result.MOVED if moved else Result.TAKEN, planned=planned)

    def _stands(self, mention: Mention, spans: Sequence[Span]) -> bool:
        """Whether these places name the entity already; remembers that they do."""
        keys = {(mention.entity_id, s.block_id, s.language, s.start, s.end) for s in spans}
        there = keys <= self.known.mentions
        self.known.mentions |= keys
        return there

    # --- places -------------------------------------------------------------------------------------------------------

    def _spans(self, one: Annotated) -> tuple[list[Span], bool]:
        if not one.places and one.sort != "note":
            raise _Refused(_("It has no place in a text."))
        placed = [self._span(one, place) for place in one.places]
        return [span for span, _moved in placed], any(moved for _span, moved in placed)

    def _span(self, one: Annotated, place: Place) -> tuple[Span, bool]:
        if place.language and place.language not in self.texts:
            raise _Refused(_("The site has no language “%(code)s”.") % {"code": place.language})
        found = {code: self._found(place, code) for code in ([place.language] if place.language else self.texts)}
        standing = [(code, at) for code, at in found.items() if isinstance(at, Standing)]
        if len(standing) == 1:
            code, at = standing[0]
            return _fitting(self._at(one, place, code, at)), at.moved
        if place.state in WITHOUT_PLACE and place.block in self.blocks and 0 <= place.start < place.end:
            return _fitting(self._as_it_was(place)), False
        if standing or "ambiguous" in found.values():
            raise _Refused(_("“%(words)s” stands at several places.") % {"words": _short(place.exact)})
        raise _Refused(_("“%(words)s” stands nowhere in the text.") % {"words": _short(place.exact)})

    def _found(self, place: Place, code: str) -> Standing | str:
        quoted = Quoted(place.block, place.start, place.end, place.exact, place.prefix, place.suffix)
        return where(quoted, self.texts[code])

    def _at(self, one: Annotated, place: Place, language: str, at: Standing) -> Span:
        """At the place where the words stand; its own selectors are kept where it was not moved."""
        block, end = self.blocks[at.block], at.start + len(place.exact)
        selected = selectors(self.texts[language][at.block], at.start, end)
        if not at.moved and place.prefix + place.suffix and max(len(place.prefix), len(place.suffix)) <= CONTEXT:
            selected = (place.exact, place.prefix, place.suffix)
        waits = SpanState.ACCEPTED if one.sort == "note" else SpanState.SUGGESTED
        span = Span(block=block, language=language, start=at.start, end=end, state=place.state or waits)
        span.exact, span.prefix, span.suffix = selected
        return self._with_history(span, place)

    def _as_it_was(self, place: Place) -> Span:
        """Of words that are gone: the last place they had."""
        span = Span(
            block=self.blocks[place.block],
            language=place.language or self.article.source_language,
            start=place.start,
            end=place.end,
            exact=place.exact,
            prefix=place.prefix[-CONTEXT:],
            suffix=place.suffix[:CONTEXT],
            state=place.state,
        )
        return self._with_history(span, place)

    def _with_history(self, span: Span, place: Place) -> Span:
        """With all that the desk knew of it; a uuid that another span has is not taken twice."""
        span.uuid = UUID(place.id) if place.id and place.id not in self.known.spans else uuid4()
        self.known.spans.add(str(span.uuid))
        span.origin = place.origin or Origin.IMPORT
        span.score, span.reason, span.candidates = place.score, place.reason, self._candidates(place.candidates)
        span.former_state, span.former_exact = place.former_state, place.former_exact
        span.former_prefix, span.former_suffix = place.former_prefix, place.former_suffix
        return span

    def _candidates(self, text: str) -> str:
        """The places that a doubtful span may have gone to; none when they lie in blocks of another article."""
        try:
            found = json.loads(text) if text else []
            blocks = {str(block) for block, start, end, exact in found if start < end and isinstance(exact, str)}
        except (ValueError, TypeError) as error:
            raise _Refused(_("The places that it may have gone to cannot be read.")) from error
        return text if blocks and blocks <= self.blocks.keys() else ""

    # --- what they say ------------------------------------------------------------------------------------------------

    def _rows(self, one: Annotated, spans: list[Span]) -> Planned:
        unknown = sorted(one.named() - self.entities.keys())
        if unknown:
            raise _Refused(_("No entity here has the id %(id)s.") % {"id": unknown[0]})
        make = {"mention": self._mention, "statement": self._statement, "note": self._note}[one.sort]
        return make(one, spans)

    def _mention(self, one: Annotated, spans: list[Span]) -> Planned:
        if not one.entity:
            raise _Refused(_("It names no entity."))
        owner = Mention(uuid=UUID(one.id), article=self.article, entity=self.entities[one.entity])
        return _owned(owner, spans)

    def _statement(self, one: Annotated, spans: list[Span]) -> Planned:
        if not one.speakers and any(span.state == SpanState.ACCEPTED for span in spans):
            raise _Refused(_("A statement has words and somebody who speaks."))
        if len({voice.entity for voice in one.speakers}) != len(one.speakers):
            raise _Refused(_("One speaker is named twice."))
        owner = Statement(uuid=UUID(one.id), article=self.article, kind=one.kind or StatementKind.PARAPHRASE)
        owner.event = self.entities[one.event] if one.event else None
        _write(owner, gist=one.gist)
        voices = []
        for voice in one.speakers:
            speaker = Speaker(statement=owner, entity=self.entities[voice.entity])
            _write(speaker, capacity=voice.capacity)
            voices.append(_fitting(speaker))
        return _owned(_fitting(owner), spans, voices)

    def _note(self, one: Annotated, spans: list[Span]) -> Planned:
        owner = Note(uuid=UUID(one.id), article=self.article, kind=one.kind, certainty=one.certainty, by=self.by)
        owner.sources, owner.proposal = "\n".join(one.sources), one.proposal
        owner.public = one.public
        owner.quote = one.quote or (spans[0].exact if spans else "")
        owner.at = dt.datetime.fromisoformat(one.created) if one.created else timezone.now()
        if one.resolved:
            owner.resolved_at, owner.resolved_by = dt.datetime.fromisoformat(one.resolved), self.by
        _write(owner, claim=one.claim, finding=one.finding)
        _fitting(owner)
        if (one.public and one.kind != "fact_check") or (one.proposal and one.kind != "correction"):
            raise _Refused(_("A note of this kind is neither public nor proposes words."))
        try:
            check_whole(owner, owner.quote, places=len(spans) or 1)
        except DeskError as refusal:
            raise _Refused(str(refusal)) from refusal
        return _owned(owner, spans)


def _elsewhere() -> str:
    return _("Another article has an annotation with this id.")


def _known(article: Article, told: Sequence[Annotated]) -> _Known:
    """Asks in batches, so that no database minds how many ids there are."""
    found = _Known()
    for ids in batches({one.id for one in told}):
        for table in TABLES:
            rows = table._default_manager.filter(uuid__in=ids)
            found.owners |= {str(uuid): pk for uuid, pk in rows.values_list("uuid", "article_id")}
    for ids in batches({place.id for one in told for place in one.places if place.id}):
        found.spans |= {str(uuid) for uuid in Span.objects.filter(uuid__in=ids).values_list("uuid", flat=True)}
    mentions = Span.objects.filter(block__article=article, mention__isnull=False)
    found.mentions = set(mentions.values_list("mention__entity_id", "block_id", "language", "start", "end"))
    return found


def _owned(owner: Owner, spans: Sequence[Span], voices: Sequence[Speaker] = ()) -> Planned:
    for span in spans:
        setattr(span, type(owner).__name__.lower(), owner)
    return Planned(owner, tuple(spans), tuple(voices))


def _write(row: models.Model, **texts: object) -> None:
    for name, by_language in texts.items():
        try:
            languages.write(row, name, by_language)  # type: ignore[arg-type]
        except ValueError as error:
            raise _Refused(explain(error)) from error


def _fitting(row: _Row) -> _Row:
    """The row when its own columns hold what they may hold. What it names is known, what is unique was asked for."""
    related = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=related | translated_fields(type(row)))
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        raise _Refused(f"{name}: {sentences[0]}") from error
    return row


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"

"""What an import of annotations would do: for each one whether it is taken, moved, known or refused, and the rows.

Nothing is written here: a preview shows the plan, the verb (`desk/import_annotations.py`) makes it again and writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.content.article import Article
from newsroom.desk.imported_places import Places
from newsroom.desk.imported_rows import Owner, Planned, Refused, Rows
from newsroom.desk.imports import batches
from newsroom.entities.entity import Entity
from newsroom.entities.merged import current
from newsroom.staff.user import User
from newsroom.text.annotated import Annotated
from newsroom.text.document import canonical

TABLES: tuple[type[Owner], ...] = (Mention, Statement, Note)


class Result(models.TextChoices):
    TAKEN = "taken"
    MOVED = "moved"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One annotation of a file with its number there, from 1; one that could not be read has a `refusal` instead.

    `field` is the property of the file that is to blame, "" for none.
    """

    number: int
    annotation: Annotated | None
    refusal: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one annotation, and why; `quote` are the first of its words, `field` is the property to blame."""

    number: int
    id: str
    sort: str
    language: str
    quote: str
    result: Result
    reason: str = ""
    field: str = ""
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
        self.article, self.incoming = article, incoming
        told = [one.annotation for one in incoming if one.annotation]
        named = current({public_id for one in told for public_id in one.named()})
        rows = {row.public_id: row for row in Entity.objects.filter(public_id__in=set(named.values()))}
        self.known = _known(article, told)
        self.places = Places(article, self.known.spans)
        self.rows = Rows(article, {old: rows[new] for old, new in named.items()}, by)

    def outcomes(self) -> Iterator[Outcome]:
        for one in self.incoming:
            if one.annotation is None:
                yield Outcome(one.number, "", "", "", "", Result.REFUSED, one.refusal, one.field)
            else:
                yield self._outcome(one.number, one.annotation)

    def _outcome(self, number: int, one: Annotated) -> Outcome:
        first = one.places[0] if one.places else None
        shown = (first.language, first.exact) if first else ("", one.quote)
        said = (number, one.id, one.kind or one.sort, *shown)
        if one.id in self.known.owners:
            if self.known.owners[one.id] == self.article.pk:
                return Outcome(*said, Result.KNOWN)
            return Outcome(*said, Result.REFUSED, _("Another article has an annotation with this id."), "id")
        try:
            spans, moved = self.places.spans(one)
            planned = self.rows.of(one, spans)
        except Refused as refusal:
            return Outcome(*said, Result.REFUSED, str(refusal), refusal.field)
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

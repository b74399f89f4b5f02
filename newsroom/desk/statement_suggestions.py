"""Suggesting statements: who said what, from verbs of saying and quotation marks, always for review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction

from newsroom.annotation import known_names
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.antecedents import Named
from newsroom.annotation.attribution import SaidHere
from newsroom.annotation.attribution import suggest_statements as find_statements
from newsroom.annotation.refusal import Refusal, context_of
from newsroom.annotation.same_statements import SaidThere, same_statements
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.statement import Speaker, Statement
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.block import UNSEEN, Block, BlockKind
from newsroom.desk import policy, record
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.staff.user import User
from newsroom.text.names import name_keys

_NOT_READ = UNSEEN | {BlockKind.ALT}
_NAMING = (SpanState.ACCEPTED, SpanState.SUGGESTED)
_FIELDS = ("block__uuid", "start", "end", "state", "statement", "mention__entity__public_id", "mention__entity__kind")
Places = Mapping[str, Sequence[tuple[int, int]]]
Found = tuple[Block, str, SaidHere]


@transaction.atomic
def suggest_statements(article: Article, *, language: str, by: User) -> int:
    """Write suggested statements for one language; where a statement stands, in whatever state, none is added.

    Accepted mentions say who is named, suggested ones where nothing was accepted. The speakers' capacities stay empty:
    the day of the report tells their offices. The event is the one that the article is about, if it is about one only.
    What another language of the article reports already, accepted or suggested, becomes words of the same statement
    (`annotation.same_statements`). Queries do not grow with the article. Returns how many were written. Raises
    NotAllowed, Trashed.
    """
    policy.check(by, Action.SUGGEST, article=article, language=language)
    article = record.locked(article)
    mentions, taken = _annotated(article, language)
    found = [one for one in _found(article, language, mentions) if not _stands(one, taken)]
    refused = frozenset(_refused(article, language)) if found else frozenset()
    fresh = [(block, text, one) for block, text, one in found if context_of(text, one.start, one.end) not in refused]
    if fresh:
        _write(article, language, fresh)
        record.log(Verb.SUGGEST, article, by=by, language=language, detail=f"{len(fresh)} statements")
    return len(fresh)


def _found(article: Article, language: str, mentions: Mapping[str, Sequence[Named]]) -> list[Found]:
    rows = Block.objects.of_article(article).with_words().exclude(kind__in=_NOT_READ)
    blocks = [(block, block.plain(language)) for block in rows if block.stands_in(language)]
    texts = [(str(block.uuid), text) for block, text in blocks]
    said = find_statements(texts, language, mentions, source=_source(article, language))
    return [(block, text, one) for block, text in blocks for one in said[str(block.uuid)]]


def _annotated(article: Article, language: str) -> tuple[dict[str, list[Named]], Places]:
    """By block: what is named there, and where statements stand. One query."""
    rows = Span.objects.of_article(article.pk, language).filter(note=None).values_list(*_FIELDS)
    named: dict[str, dict[tuple[int, int], Named]] = defaultdict(dict)
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    # Accepted ones last, so that they stand where a suggestion has the same place.
    for uuid, start, end, state, statement, entity, kind in sorted(rows, key=lambda row: row[3] == SpanState.ACCEPTED):
        if statement is not None:
            taken[str(uuid)].append((start, end))
        elif state in _NAMING:
            named[str(uuid)][start, end] = Named(start, end, entity, kind)
    return {block: list(places.values()) for block, places in named.items()}, taken


def _stands(found: Found, taken: Places) -> bool:
    block, _text, one = found
    return any(start < one.end and one.start < end for start, end in taken.get(str(block.uuid), ()))


def _refused(article: Article, language: str) -> Sequence[str]:
    """The contexts of statements that were rejected in this language."""
    rows = Refusal.objects.filter(article=article, language=language, entity=None)
    return list(rows.values_list("context", flat=True))


def _source(article: Article, language: str) -> str:
    """The organization whose report this is, by the name that the article gives its source; "" when none is known."""
    if not article.source_name:
        return ""
    hits = known_names.lookup(name_keys(article.source_name, language, kind=Kind.ORGANIZATION))
    return next((hit.entity for hit in hits if hit.kind == Kind.ORGANIZATION), "")


def _write(article: Article, language: str, found: Sequence[Found]) -> None:
    known = _known_elsewhere(article, language, found)
    new = [one for number, one in enumerate(found) if number not in known]
    made = iter(_made(article, [one for _block, _text, one in new]))
    rows = [known[number] if number in known else next(made) for number in range(len(found))]
    Span.objects.bulk_create(_span(statement, one, language) for statement, one in zip(rows, found, strict=True))


def _known_elsewhere(article: Article, language: str, found: Sequence[Found]) -> dict[int, int]:
    """Number of a suggestion -> key of the statement that another language has for it; the source is asked first."""
    there = _said_elsewhere(article, language)
    known: dict[int, int] = {}
    for code in sorted(there, key=lambda code: (code != article.source_language, code)):
        here = [
            SaidThere(str(block.uuid), frozenset(one.speakers), number)
            for number, (block, _text, one) in enumerate(found)
            if number not in known
        ]
        taken = set(known.values())
        known |= same_statements(here, [one for one in there[code] if one.owner not in taken])
    return known


def _said_elsewhere(article: Article, language: str) -> dict[str, list[SaidThere[int]]]:
    """By language, in reading order: the statements that have no words in this one. One query."""
    rows = Span.objects.filter(block__article=article, statement__isnull=False, state__in=_NAMING)
    rows = rows.exclude(language=language).exclude(statement__spans__language=language)
    fields = ("language", "block__uuid", "statement", "statement__voices__entity__public_id")
    speakers: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for code, uuid, statement, speaker in rows.order_by("start", "pk").values_list(*fields):
        speakers[code, str(uuid), statement].add(speaker)
    said: dict[str, list[SaidThere[int]]] = defaultdict(list)
    for (code, uuid, statement), who in speakers.items():
        said[code].append(SaidThere(uuid, frozenset(who), statement))
    return said


def _made(article: Article, said: Sequence[SaidHere]) -> list[int]:
    """New statements with those who speak; their keys."""
    entities = Entity.objects.in_bulk(sorted({who for one in said for who in one.speakers}), field_name="public_id")
    events = list(article.about.filter(kind=Kind.EVENT)[:2])
    event = events[0] if len(events) == 1 else None
    rows = Statement.objects.bulk_create(Statement(article=article, kind=one.kind, event=event) for one in said)
    Speaker.objects.bulk_create(
        Speaker(statement=statement, entity=entities[speaker])
        for statement, one in zip(rows, said, strict=True)
        for speaker in one.speakers
    )
    return [statement.pk for statement in rows]


def _span(statement: int, found: Found, language: str) -> Span:
    block, text, one = found
    exact, prefix, suffix = selectors(text, one.start, one.end)
    return Span(
        block=block,
        language=language,
        start=one.start,
        end=one.end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        origin=Origin.ATTRIBUTION,
        score=one.score,
        reason=one.reason,
        statement_id=statement,
    )

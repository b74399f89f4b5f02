"""Projecting: what is annotated in the source of an article, suggested in a translation of it.

A projected mention is one more span of the same Mention, a projected statement one more of the same Statement, so that
an annotation knows its words in every language. Suggestions are nobody's word: no revision holds them, and accepting
one asks for its state only. Places beyond those of the source are for `annotate.suggest_mentions`. Fact checks are not
projected: what was checked in one language is linked by hand (`notes.link_note`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.annotation import bilingual, known_names, projection
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.bilingual import Bilingual, TwoTexts
from newsroom.annotation.projection import BlockPair, BlockProjection, Naming
from newsroom.annotation.refusal import Refusal, context_of
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.statement_projection import SentencePairs, Side
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.errors import Incomplete
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class Missing:
    """`words` of the source in a block, which name an entity, and what its translation lacks for it."""

    block: uuid.UUID
    entity: Entity
    words: str


@dataclass(frozen=True, slots=True)
class Projected:
    """What became of the annotations of the source.

    Attributes:
        projected: how many of its mentions have a place in the translation, now or before.
        written: how many places were suggested now.
        statements: how many places of statements were suggested now.
        unprojected: mentions without a place there: a pronoun, an adjective, left out.
        missing: the first mention of each entity in each block whose translation does not name the entity at all.
    """

    projected: int
    written: int
    statements: int
    unprojected: tuple[Missing, ...]
    missing: tuple[Missing, ...]


@transaction.atomic
def project(article: Article, *, language: str, by: User) -> Projected:
    """Suggest in `language` what is accepted in the article's source; the same again writes nothing.

    Nothing is suggested where the entity is annotated already, in whatever state, nor what was rejected in the same
    context; a statement that has words in `language` gets no more of them. Seven queries and the insertion, however
    long the article. Raises NotAllowed, UnknownLanguage, Incomplete (the source has nothing to be projected
    on itself).
    """
    languages.check(language)
    policy.check(by, Action.SUGGEST, article=article, language=language)
    article = record.locked(article)
    if language == article.source_language:
        raise Incomplete(_("Annotations are carried over from the source to a translation, not to the source itself."))
    read = bilingual.read(article, language)
    refused = _Refused(article, language)
    found = projection.project(read.pairs(), language, known_names.lookup, refused=refused.mention)
    mentions = [span for texts in read.texts for span in _mention_spans(texts, found[_key(texts)], language)]
    statements = list(_statement_spans(article, language, read, found, refused))
    Span.objects.bulk_create([*mentions, *statements])
    if mentions or statements:
        detail = f"{len(mentions)} mentions, {len(statements)} statements"
        record.log(Verb.PROJECT, article, by=by, language=language, detail=detail)
    return Projected(
        projected=sum(len(one.projected) + len(one.settled) for one in found.values()),
        written=len(mentions),
        statements=len(statements),
        unprojected=_told(read, {key: one.unprojected for key, one in found.items()}),
        missing=_told(read, {key: one.missing for key, one in found.items()}),
    )


class _Refused:
    """What was rejected in this language of the article, read once."""

    def __init__(self, article: Article, language: str) -> None:
        rows = Refusal.objects.filter(article=article, language=language)
        self._known = set(rows.values_list("entity__public_id", "context"))

    def mention(self, pair: BlockPair, start: int, end: int, entity: str) -> bool:
        return bool(self._known) and (entity, context_of(pair.text, start, end)) in self._known

    def statement(self, text: str, start: int, end: int) -> bool:
        return bool(self._known) and (None, context_of(text, start, end)) in self._known


def _key(texts: TwoTexts) -> str:
    return str(texts.block.uuid)


def _mention_spans(texts: TwoTexts, found: BlockProjection, language: str) -> Iterator[Span]:
    for one in found.projected:
        span = _suggested(texts, language, one.start, one.end)
        span.mention_id, span.score, span.reason = one.naming.owner, one.score, one.reason[:200]
        yield span


def _statement_spans(
    article: Article, language: str, read: Bilingual, found: Mapping[str, BlockProjection], refused: _Refused
) -> Iterator[Span]:
    """A place for each accepted span of the statements that the translation does not report yet."""
    for texts in read.texts:
        spans = [s for s in texts.ours if s.statement_id and s.state == SpanState.ACCEPTED]
        waiting = [span for span in spans if span.statement_id not in read.reported]
        if not waiting:
            continue
        pair, written = texts.pair(), set()
        sentences = SentencePairs(
            Side(texts.source, article.source_language, pair.source),
            Side(texts.target, language, _named_there(pair, found[pair.block])),
        )
        for said in waiting:
            place = sentences.project(said.start, said.end)
            if place is None or refused.statement(texts.target, place.start, place.end):
                continue
            if (said.statement_id, place.start, place.end) not in written:
                written.add((said.statement_id, place.start, place.end))
                span = _suggested(texts, language, place.start, place.end)
                span.statement_id, span.score, span.reason = said.statement_id, place.score, place.reason
                yield span


def _named_there(pair: BlockPair, found: BlockProjection) -> list[Naming]:
    """Everything that the translation of a block names, annotated or found."""
    projected = [Naming(one.start, one.end, one.naming.entity) for one in found.projected]
    return [*pair.there, *projected, *(Naming(one.start, one.end, one.entity) for one in found.fresh)]


def _suggested(texts: TwoTexts, language: str, start: int, end: int) -> Span:
    exact, prefix, suffix = selectors(texts.target, start, end)
    return Span(
        block=texts.block,
        language=language,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        state=SpanState.SUGGESTED,
        origin=Origin.PROJECTION,
    )


def _told(read: Bilingual, namings: Mapping[str, tuple[Naming, ...]]) -> tuple[Missing, ...]:
    return tuple(
        Missing(texts.block.uuid, read.entities[naming.entity], texts.source[naming.start : naming.end])
        for texts in read.texts
        for naming in namings[_key(texts)]
    )

"""Annotating: ask the gazetteer, accept or reject what it suggests, add what it missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from newsroom.annotation import gazetteer, known_names
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import policy, record
from newsroom.desk.errors import StaleSpan
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, span_at
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@transaction.atomic
def suggest_mentions(article: Article, *, language: str, by: User) -> int:
    """Write the gazetteer's suggestions for one language; what is annotated, waits or was rejected is left alone.

    One indexed query finds the names, whatever the length of the article. Returns how many were written.
    """
    policy.check(by, Action.SUGGEST, article=article, language=language)
    article = record.locked(article)
    blocks = {str(block.uuid): block for block in Block.objects.of_article(article).with_words()}
    texts = [(uuid, block.plain(language)) for uuid, block in blocks.items()]
    found = gazetteer.suggest_blocks(texts, language, known_names.lookup)
    known = _known(article, language)
    fresh = [
        (blocks[uuid], suggestion)
        for uuid, suggestions in found.items()
        for suggestion in suggestions
        if not any(
            start < suggestion.end and suggestion.start < end
            for start, end in known[blocks[uuid].pk, suggestion.entity]
        )
    ]
    _write(article, language, fresh)
    if fresh:
        record.log(Verb.SUGGEST, article, by=by, language=language, detail=str(len(fresh)))
    return len(fresh)


@transaction.atomic
def accept_suggestions(article: Article, *, spans: Iterable[Span], by: User) -> int:
    """Accept suggested mentions and spans under review as they stand; returns how many.

    Raises NotAllowed, and StaleSpan when other words stand there: an orphan has no words to accept.
    """
    return _decide(article, spans, by, SpanState.ACCEPTED, Verb.ACCEPT_SUGGESTIONS)


@transaction.atomic
def reject_suggestions(article: Article, *, spans: Iterable[Span], by: User) -> int:
    """Reject suggestions, which are then not made again, and give up spans that lost their place. Returns how many."""
    return _decide(article, spans, by, SpanState.REJECTED, Verb.REJECT_SUGGESTIONS)


@transaction.atomic
def add_mention(article: Article, *, at: Selection, entity: Entity, by: User) -> Mention:
    """Annotate a selection as naming `entity`; the same again is the same mention.

    Raises NotAllowed, UnknownBlock, StaleSpan.
    """
    policy.check(by, Action.ANNOTATE, article=article, language=at.language)
    article = record.locked(article)
    text = checked(article, at)
    there = Mention.objects.filter(entity=entity, spans__in=Span.objects.accepted().filter(
        block=at.block, language=at.language, start=at.start, end=at.end
    )).first()
    if there is not None:
        return there
    mention = Mention.objects.create(article=article, entity=entity)
    span = span_at(at, text, {"mention": mention})
    span.save()
    record.revise(article, by=by, summary=f"{at.language}: {span.exact}")
    record.log(Verb.ADD_MENTION, article, by=by, language=at.language, detail=entity.public_id)
    return mention


def _known(article: Article, language: str) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """(block, entity) -> the ranges where somebody or something has named it already, in whatever state."""
    known: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    rows = Span.objects.of_article(article.pk, language).filter(mention__isnull=False)
    for block, entity, start, end in rows.values_list("block_id", "mention__entity__public_id", "start", "end"):
        known[block, entity].append((start, end))
    return known


def _write(
    article: Article, language: str, suggestions: list[tuple[Block, gazetteer.Suggestion]]
) -> None:
    entities = Entity.objects.in_bulk([s.entity for _block, s in suggestions], field_name="public_id")
    mentions = Mention.objects.bulk_create(
        Mention(article=article, entity=entities[s.entity]) for _block, s in suggestions
    )
    spans = []
    for mention, (block, suggestion) in zip(mentions, suggestions, strict=True):
        exact, prefix, suffix = selectors(block.plain(language), suggestion.start, suggestion.end)
        spans.append(
            Span(
                block=block,
                language=language,
                start=suggestion.start,
                end=suggestion.end,
                exact=exact,
                prefix=prefix,
                suffix=suffix,
                origin=Origin.GAZETTEER,
                score=round(suggestion.score, 3),
                reason=suggestion.reason[:200],
                mention=mention,
            )
        )
    Span.objects.bulk_create(spans)


def _decide(article: Article, spans: Iterable[Span], by: User, state: SpanState, verb: Verb) -> int:
    policy.check(by, Action.DECIDE, article=article)
    article = record.locked(article)
    keys = [span.pk for span in spans]
    rows = Span.objects.undecided().filter(block__article=article, pk__in=keys).select_related("block")
    for span in rows if state == SpanState.ACCEPTED else ():
        found = span.block.plain(span.language)[span.start : span.end]
        if found != span.exact or span.state == SpanState.ORPHANED:
            raise StaleSpan(span.exact, found)
    count = Span.objects.filter(pk__in=[span.pk for span in rows]).update(state=state, former_state="")
    if count:
        record.revise(article, by=by, summary=f"{verb} {count}")
        record.log(verb, article, by=by, detail=str(count))
    return count

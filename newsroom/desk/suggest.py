"""Suggesting mentions: what the gazetteer finds in a text, against what people have said of it already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from newsroom.annotation import gazetteer, known_names, suggested
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.gazetteer import Suggestion
from newsroom.annotation.mention import Mention
from newsroom.annotation.refusal import context_of, refused_entities
from newsroom.annotation.scan import Scan, words_of
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block, digest
from newsroom.desk import policy, record
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.staff.user import User

_UNREAD = [f"mention__entity__{name}" for name in languages.columns("name", "description", "slug", "sort_key")]
_SETTLED = (SpanState.ACCEPTED, SpanState.REVIEW)


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found: the blocks with their plain texts, the suggestions, the digest of what was searched."""

    blocks: tuple[tuple[Block, str], ...]
    suggestions: tuple[tuple[Block, str, Suggestion], ...]
    words: str


@transaction.atomic
def suggest_mentions(article: Article, *, language: str, by: User) -> int:
    """Search one language and make the gazetteer's suggestions what it finds there now; returns how many are new.

    What is annotated, or was rejected here or in the same context, is left alone. A suggestion that is no longer
    found, because the words or the names changed, is taken away. Ambiguous names are ranked by the entities that the
    article is about or names already, in any language. Finding takes three queries (`search`). Raises NotAllowed.
    """
    policy.check(by, Action.SUGGEST, article=article, language=language)
    article = record.locked(article)
    found = search(article, language)
    change = _compared(article, language, found)
    suggested.take_away(change.gone)
    _write(article, language, change)
    _remember(article, language, found.words)
    if change.fresh or change.gone:
        detail = f"{len(change.fresh)} new, {len(change.gone)} gone"
        record.log(Verb.SUGGEST, article, by=by, language=language, detail=detail)
    return len(change.fresh)


def search(article: Article, language: str) -> Found:
    """Find the names in one language of an article; three queries, whatever its length and however many are known."""
    rows = Block.objects.of_article(article).with_words()
    blocks = {str(block.uuid): (block, block.plain(language)) for block in rows}
    texts = [(uuid, text) for uuid, (_block, text) in blocks.items()]
    found = gazetteer.suggest_blocks(texts, language, known_names.lookup, context=_named_in(article))
    return Found(
        blocks=tuple(blocks.values()),
        suggestions=tuple((*blocks[uuid], one) for uuid, _text in texts for one in found[uuid]),
        words=words_of((uuid, digest(text)) for uuid, text in texts),
    )


def _named_in(article: Article) -> frozenset[str]:
    """The entities that the article is about or names without doubt, in whatever language."""
    named = Mention.objects.filter(article=article, spans__state=SpanState.ACCEPTED)
    about = article.about.order_by().values_list("public_id", flat=True)
    return frozenset(about.union(named.values_list("entity__public_id", flat=True)))


@dataclass(slots=True)
class _Change:
    """The difference between what is suggested and what should be."""

    fresh: list[tuple[Block, str, Suggestion]] = field(default_factory=list)
    renewed: list[Span] = field(default_factory=list)  # suggested still, with another score or reason
    gone: list[Span] = field(default_factory=list)


_Place = tuple[int, int, int, str]  # block, start, end, entity


def _compared(article: Article, language: str, found: Found) -> _Change:
    texts = {block.pk: text for block, text in found.blocks}
    spans = Span.objects.of_article(article.pk, language).filter(mention__isnull=False)
    rows = list(spans.select_related("mention__entity").defer(*_UNREAD))
    ours = [span for span in rows if _is_ours(span)]
    others = [span for span in rows if not _is_ours(span) and _counts(span, texts.get(span.block_id, ""))]
    refused = refused_entities(article, language)
    wanted = {(b.pk, s.start, s.end, s.entity): (b, t, s) for b, t, s in _allowed(found, refused, others)}
    change = _Change()
    for span in ours:
        place = (span.block_id, span.start, span.end, _entity(span))
        if span.state != SpanState.SUGGESTED or place not in wanted:
            change.gone.append(span)
        elif (said := _said(wanted.pop(place)[2])) != (span.score, span.reason):
            span.score, span.reason = said
            change.renewed.append(span)
    change.fresh = list(wanted.values())
    return change


def _is_ours(span: Span) -> bool:
    """Whether the gazetteer made it and nobody has decided on it: an edit may have put it in doubt meanwhile."""
    return span.origin == Origin.GAZETTEER and span.is_suggestion


def _entity(span: Span) -> str:
    assert span.mention is not None
    return str(span.mention.entity.public_id)


def _counts(span: Span, text: str) -> bool:
    """Whether a span says something of the words at its place: one that lost its words does not."""
    if span.state in (SpanState.REJECTED, SpanState.ORPHANED):
        return span.state == SpanState.REJECTED and text[span.start : span.end] == span.exact
    return True


def _allowed(
    found: Found, refused: frozenset[tuple[str, str]], others: Sequence[Span]
) -> Iterator[tuple[Block, str, Suggestion]]:
    """The suggestions that nobody has decided, made or refused already; one entity once for the same words."""
    settled = {(span.block_id, span.start, span.end) for span in others if span.state in _SETTLED}
    taken: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for span in others:
        taken[span.block_id, _entity(span)].append((span.start, span.end))
    entities = {entity for entity, _context in refused}
    for block, text, one in found.suggestions:
        places = taken[block.pk, one.entity]
        if (block.pk, one.start, one.end) in settled or any(s < one.end and one.start < e for s, e in places):
            continue
        if one.entity in entities and (one.entity, context_of(text, one.start, one.end)) in refused:
            continue
        places.append((one.start, one.end))
        yield block, text, one


def _said(one: Suggestion) -> tuple[float, str]:
    return round(one.score, 3), one.reason[:200]


def _write(article: Article, language: str, change: _Change) -> None:
    if change.renewed:
        Span.objects.bulk_update(change.renewed, ["score", "reason"], batch_size=200)
    if not change.fresh:
        return
    wanted = {one.entity for _block, _text, one in change.fresh}
    entities = dict(Entity.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
    mentions = Mention.objects.bulk_create(
        Mention(article=article, entity_id=entities[one.entity]) for _block, _text, one in change.fresh
    )
    Span.objects.bulk_create(
        _span(block, text, language, one, mention)
        for (block, text, one), mention in zip(change.fresh, mentions, strict=True)
    )


def _span(block: Block, text: str, language: str, one: Suggestion, mention: Mention) -> Span:
    exact, prefix, suffix = selectors(text, one.start, one.end)
    score, reason = _said(one)
    return Span(
        block=block,
        language=language,
        start=one.start,
        end=one.end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        origin=Origin.GAZETTEER,
        score=score,
        reason=reason,
        mention=mention,
    )


def _remember(article: Article, language: str, words: str) -> None:
    """Note when the language was searched, and on which words."""
    Scan.objects.bulk_create(
        [Scan(article=article, language=language, words=words, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["words", "at"],
    )

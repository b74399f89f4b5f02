"""An article's source and one translation beside each other, with what is annotated in both: two queries.

What projection and the report of missing names start from. Blocks without words in one of the two languages are left
out: what is not translated yet misses no names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.annotation.projection import BlockPair, Naming
from newsroom.annotation.span import Span, SpanState
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.entities.entity import Entity

_STANDING = frozenset({SpanState.ACCEPTED, SpanState.SUGGESTED, SpanState.REVIEW})


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """One block that has words in both languages.

    Attributes:
        block: the row.
        number: its place among all blocks of the article, counted from 1, as the editor's page counts.
        source: the plain text of the source.
        target: the plain text of the translation.
        ours: the spans of mentions and statements in the source, in reading order.
        theirs: those in the translation.
    """

    block: Block
    number: int
    source: str
    target: str
    ours: Sequence[Span]
    theirs: Sequence[Span]

    def pair(self) -> BlockPair:
        """What projection asks for: owners are the keys of mentions."""
        theirs = [span for span in self.theirs if span.mention_id]
        return BlockPair(
            block=str(self.block.uuid),
            text=self.target,
            source=tuple(_naming(s) for s in self.ours if s.mention_id and s.state == SpanState.ACCEPTED),
            there=tuple(_naming(span) for span in theirs if span.state in _STANDING),
            closed=tuple(_naming(span) for span in theirs if span.state == SpanState.REJECTED),
            decided=frozenset((span.start, span.end) for span in theirs if span.state == SpanState.ACCEPTED),
        )


@dataclass(frozen=True, slots=True)
class Bilingual:
    """An article in its own language and in another one; `entities` by public id, `reported` the keys of statements
    that have words in the translation, in whatever state.
    """

    texts: Sequence[TwoTexts]
    entities: dict[str, Entity]
    reported: frozenset[int]

    def pairs(self) -> list[BlockPair]:
        return [texts.pair() for texts in self.texts]


def read(article: Article, language: str) -> Bilingual:
    """Read an article's source and its translation into `language`."""
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    rows = Span.objects.filter(block__article=article, language__in=(article.source_language, language), note=None)
    for span in rows.select_related("mention__entity").order_by("start", "-end", "pk"):
        spans[span.block_id, span.language].append(span)
    everything = [span for found in spans.values() for span in found]
    return Bilingual(
        texts=[
            TwoTexts(block, number, source, target, spans[block.pk, article.source_language], spans[block.pk, language])
            for number, block in enumerate(Block.objects.of_article(article), start=1)
            if (source := block.plain(article.source_language)) and (target := block.plain(language))
        ],
        entities={span.mention.entity.public_id: span.mention.entity for span in everything if span.mention},
        reported=frozenset(s.statement_id for s in everything if s.statement_id and s.language == language),
    )


def _naming(span: Span) -> Naming:
    entity = span.mention.entity.public_id if span.mention else ""
    return Naming(span.start, span.end, entity, span.mention_id)

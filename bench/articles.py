"""Articles as they stand in the tables, in bulk: what is measured is reading them, not writing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TOGETHER = 100


def report_texts() -> list[str]:
    """The blocks of the demo report in Persian, as plain texts."""
    from django.conf import settings

    from newsroom.text import layout

    report = Path(settings.BASE_DIR / "seeds" / "cis-summit-2024.fa.md").read_text(encoding="utf-8")
    return [block.text for block in layout.read_report(report, "fa").blocks]


def texts_of(length: int, *, first: str = "") -> list[str]:
    """Blocks of exactly `length` code points together: `first`, then the demo report as often as it takes."""
    found, left = [first] if first else [], length - len(first)
    source = report_texts()
    while left:
        for text in source:
            found.append(text[:left])
            left -= len(found[-1])
    return [text for text in found if text]


def add_articles(count: int, texts: Sequence[str]) -> None:
    """Write `count` articles of these texts, in Persian, each with a title of its own and one empty revision."""
    from django.utils import timezone

    from newsroom.content.article import Article
    from newsroom.content.block import Block, digest
    from newsroom.content.revision import Revision
    from newsroom.content.track import Track
    from newsroom.desk.snapshot import document_of
    from newsroom.localization.segment import Segment, Status
    from newsroom.text import markup

    sources = [markup.escape(text) for text in texts]
    for begin in range(0, count, TOGETHER):
        numbers = range(begin, min(begin + TOGETHER, count))
        articles = Article.objects.bulk_create(
            Article(source_language="fa", created_at=timezone.now()) for _number in numbers
        )
        empty = Revision.compress(document_of(articles[0]))
        blocks = Block.objects.bulk_create(
            block
            for number, article in zip(numbers, articles, strict=True)
            for block in _blocks_of(article, sources, f" {number}" if count > 1 else "")
        )
        Segment.objects.bulk_create(
            Segment(block=block, language="fa", status=Status.DRAFT, digest=digest(block.plain("fa")))
            for block in blocks
        )
        Track.objects.bulk_create(Track(article=article, language="fa") for article in articles)
        Revision.objects.bulk_create(
            Revision(article=article, number=1, compressed=empty, at=timezone.now()) for article in articles
        )


def _blocks_of(article: Any, sources: Sequence[str], numbered: str) -> Iterator[Any]:
    from newsroom.base import languages
    from newsroom.content.block import Block

    column = languages.column("text", "fa")
    yield Block(article=article, position=1, kind="title", **{column: sources[0] + numbered})
    for position, text in enumerate(sources[1:], start=2):
        yield Block(article=article, position=position, kind="paragraph", **{column: text})

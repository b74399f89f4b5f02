"""How far the languages of some articles are, for lists: written, approved, outdated; three queries for all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from newsroom.content.block import Block
from newsroom.localization.segment import Segment, Status


@dataclass(frozen=True, slots=True)
class Progress:
    """One language of one article, in numbers of texts; `texts` is how many it should have."""

    texts: int = 0
    written: int = 0
    approved: int = 0
    outdated: int = 0

    @property
    def percent(self) -> int:
        """How much is written, rounded down: 100 means all."""
        return min(100, self.written * 100 // self.texts) if self.texts else 0


NOTHING = Progress()


def progress_of(articles: Collection[int]) -> dict[tuple[int, str], Progress]:
    """(article, language) -> progress, for the languages in which anything was ever written."""
    segments = Segment.objects.filter(block__article__in=articles)
    key = ("block__article", "language")
    texts = dict(
        Block.objects.with_words()
        .filter(article__in=articles)
        .order_by()
        .values_list("article")
        .annotate(number=Count("pk"))
    )
    outdated = {
        (article, language): number
        for article, language, number in segments.outdated().order_by().values_list(*key).annotate(number=Count("pk"))
    }
    counted = segments.order_by().values_list(*key).annotate(
        written=Count("pk", filter=~Q(status=Status.MISSING)), approved=Count("pk", filter=Q(status=Status.APPROVED))
    )
    return {
        (article, language): Progress(
            texts=texts.get(article, 0),
            written=written,
            approved=approved,
            outdated=outdated.get((article, language), 0),
        )
        for article, language, written, approved in counted
    }

"""The library of images as screens show it: a small picture of each, where it is used, and the search in its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, QuerySet

from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.headlines import with_headlines
from newsroom.desk import policy
from newsroom.staff.user import User
from newsroom.text import renditions
from newsroom.text.fold import fold_key

SMALL, LARGE = 320, 960  # pixels


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small file of a picture; width and height in pixels, so that nothing jumps while it loads."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Uses:
    """The articles that show an image: those that somebody may read, with headlines, and how many more there are."""

    articles: Sequence[Article]
    hidden: int


def shelf(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Images for a list, the newest first, each with `used`, the number of articles it stands in: one query."""
    counted = assets.annotate(used=Count("blocks__article", distinct=True))
    return counted.order_by(F("uploaded_at").desc(nulls_last=True), "-pk")


def found(assets: QuerySet[Asset], asked: str) -> QuerySet[Asset]:
    """The images whose words, in any language, have every word that was asked for, however it is spelled."""
    for word in fold_key(asked).split():
        assets = assets.filter(folded__contains=word)
    return assets


def thumbnail(asset: Asset, width: int = SMALL) -> Thumbnail | None:
    """The rendition of about that width; None for a map, which has no file."""
    if not asset.sizes:
        return None
    chosen = renditions.at_least(asset.sizes, width)
    return Thumbnail(
        src=settings.MEDIA_URL + renditions.name(asset.file.name, chosen, asset.fallback),
        width=chosen,
        height=renditions.height((asset.width, asset.height), chosen),
    )


def where_used(asset: Asset, who: User) -> Uses:
    """The articles an image stands in: two queries."""
    rows = Article.objects.filter(pk__in=asset.blocks.values("article"))
    shown = list(with_headlines(policy.readable(rows, who)).order_by("-created_at", "-pk"))
    return Uses(shown, rows.count() - len(shown))

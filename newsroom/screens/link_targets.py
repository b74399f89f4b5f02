"""What a link in a text may lead to by id: entities by any of their names, articles by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from newsroom.content.article import Article
from newsroom.content.block import BlockKind
from newsroom.content.headlines import with_headlines
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.localization.segment import Segment
from newsroom.screens.entity_search import named, spelled_like
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.fold import fold_key

MOST = 8  # of each kind; who finds too many types another word


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to link to; `language` is the one its name is written in."""

    href: str
    name: str
    kind: str
    language: str


def link_targets(term: str, language: str, who: User) -> list[Target]:
    """At most `MOST` entities and articles that this person may know of and that match what they typed; two queries."""
    if not term.strip():
        return []
    return [*_entities(term, language, who), *_articles(term, language, who)]


def _entities(term: str, language: str, who: User) -> Iterator[Target]:
    if not policy.may(who, Action.READ_ENTITIES):
        return
    for entity in spelled_like(term)[:MOST]:
        one = named(entity, language)
        yield Target(f"entity:{entity.public_id}", one.name, one.kind_label, one.language)


def _articles(term: str, language: str, who: User) -> Iterator[Target]:
    titled = Segment.objects.filter(block__kind=BlockKind.TITLE, folded__contains=fold_key(term))
    readable = policy.readable(Article.objects.kept(), who).filter(
        Q(pk__in=titled.values("block__article")) | Q(public_id=term.strip())
    )
    for article in with_headlines(readable)[:MOST]:
        title = markup.parse(article.headline or article.public_id).text
        yield Target(f"article:{article.public_id}", title, str(article._meta.verbose_name), article.source_language)

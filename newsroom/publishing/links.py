"""Links by id: where the articles and entities that a text leads to stand now, in one language.

A text names them by id ("article:…", "entity:…"), so it follows every new slug and is right in every language. Only
what is live in the language has an address; readers see the words without a link where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsroom.publishing.card import Card
from newsroom.publishing.publication import Publication
from newsroom.text.href import reference


def targets(references: Iterable[str], language: str) -> dict[str, str]:
    """Reference -> path, of those that are live in the language. At most one query per kind, one more after a merge."""
    named: dict[str, set[str]] = {"article": set(), "entity": set()}
    for one in references:
        if found := reference(one):
            named[found[0]].add(found[1])
    return {
        f"{kind}:{public_id}": path
        for kind, public_ids in named.items()
        if public_ids
        for public_id, path in _PATHS[kind](public_ids, language).items()
    }


def _articles(public_ids: set[str], language: str) -> Mapping[str, str]:
    live = Publication.objects.live().in_language(language).filter(article_public_id__in=public_ids)
    return dict(live.values_list("article_public_id", "path"))


def _entities(public_ids: set[str], language: str) -> Mapping[str, str]:
    cards = {card.entity_public_id: card for card in _cards(public_ids, language)}
    kept = {card.merged_into for card in cards.values() if card.merged_into}
    if more := kept - set(cards):
        cards |= {card.entity_public_id: card for card in _cards(more, language)}
    return {
        public_id: card.path
        for public_id in public_ids
        if (found := cards.get(public_id)) and (card := cards.get(found.merged_into or public_id))
    }


def _cards(public_ids: set[str], language: str) -> Iterable[Card]:
    return Card.objects.in_language(language).filter(entity_public_id__in=public_ids).defer("document")


_PATHS = {"article": _articles, "entity": _entities}

"""Faces: the cards around an entity, read once, so that a page names others only if they are public themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from newsroom.publishing.card import Card, CardLink

MOST = 1000  # cards around one entity; what lies beyond is on the pages that name it


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to an entity's page."""

    public_id: str
    kind: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Faces:
    """Cards in one language, by the public id of their entity; `among` are the events that were asked for as such."""

    cards: dict[str, Card]
    among: frozenset[str] = frozenset()

    def ref(self, public_id: str) -> Ref | None:
        """A link to an entity, None when it has no card."""
        card = self.cards.get(public_id)
        return Ref(public_id, card.kind, card.name, card.path) if card else None

    def pointing_at(self, public_id: str) -> Iterable[Card]:
        """The cards that name an entity, in the order of their names."""
        return (card for card in self.cards.values() if public_id in card.dossier.refs())


def faces_around(
    language: str, *, named: Collection[str], pointing_at: Collection[str], events_among: QuerySet[Any] | None = None
) -> Faces:
    """The cards of the named entities, those that name any of `pointing_at`, and the events among some ids: one query.

    `events_among` is a query for public ids and becomes a part of this one. Where there are too many, the named ones
    are kept, then what is newest.
    """
    pointing = CardLink.objects.filter(target__in=pointing_at).values("card")
    asked = Q(pk__in=[])
    wanted = Q(entity_public_id__in=named) | Q(pk__in=pointing)
    if events_among is not None:
        asked = Q(kind="event", entity_public_id__in=events_among)
        wanted |= asked
    rows = Card.objects.standing().in_language(language).filter(wanted)
    rows = rows.annotate(among=Case(When(asked, then=Value(True)), default=Value(False)))
    first = Case(When(entity_public_id__in=named, then=0), default=1, output_field=IntegerField())
    newest = F("begun_earliest").desc(nulls_last=True)
    kept = sorted(rows.order_by(first, newest, "sort_key", "pk")[:MOST], key=lambda card: (card.sort_key, card.pk))
    among = frozenset(card.entity_public_id for card in kept if card.among)
    return Faces({card.entity_public_id: card for card in kept}, among)

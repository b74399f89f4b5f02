"""Dossiers of one entity in several languages, told as one item: each text from the card of its own language, what is
no text from the first of them in the site's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rest_framework.request import Request

from newsroom.api.read.relations import Relations, named
from newsroom.api.read.texts import texts
from newsroom.base import languages
from newsroom.publishing.card import Card
from newsroom.text.dossier import Dossier, Tenure

WIKIDATA = "https://www.wikidata.org/entity/"
_Place = tuple[str, str, str, str, int]


def in_order(cards: Iterable[Card]) -> list[Card]:
    """The cards of one entity in the site's order of languages, so that the first one is always the same."""
    order = {code: number for number, code in enumerate(languages.codes())}
    return sorted(cards, key=lambda card: (order.get(card.language, len(order)), card.language))


def told(cards: Sequence[Card], relations: Relations, request: Request) -> dict[str, Any]:
    """An entity by its own cards; a kind's shape takes from it what it shows."""
    dossiers = {card.language: card.dossier for card in cards}
    first = next(iter(dossiers.values()))
    return named(cards, request) | {
        "description": texts({code: one.description for code, one in dossiers.items()}),
        "other_names": list(_other_names(first, dossiers)),
        "same_as": [WIKIDATA + first.wikidata] if first.wikidata else [],
        "start": first.start or None,
        "end": first.end or None,
        "time_zone": first.time_zone or None,
        "event_status": first.event_status or None,
        "country_code": first.country_code or None,
        "latitude": first.latitude,
        "longitude": first.longitude,
        "part_of": relations.get(first.part_of),
        "place": relations.get(first.place),
        "memberships": [
            _tenure(tenure, words) | {"organization": organization}
            for tenure, words in _tenures(dossiers)
            if (organization := relations.get(tenure.organization))
        ],
        "participants": [
            {"entity": entity, "capacity": one.capacity, "on_behalf_of": relations.get(one.on_behalf_of)}
            for one in first.participants
            if (entity := relations.get(one.entity))
        ],
    }


def members(
    public_id: str, cards: Mapping[str, Sequence[Card]], relations: Relations
) -> list[dict[str, Any]]:
    """The tenures in the organization `public_id`, from the cards of those who hold them, by member."""
    return [
        _tenure(tenure, words) | {"member": member}
        for other, own in cards.items()
        if (member := relations.get(other))
        for tenure, words in _tenures({card.language: card.dossier for card in own})
        if tenure.organization == public_id
    ]


def _other_names(first: Dossier, dossiers: Mapping[str, Dossier]) -> Iterator[dict[str, str]]:
    for code, name in sorted(first.names.items()):
        if code not in dossiers:
            yield {"name": name, "language": code, "note": "name"}
    for spelling in first.spellings:
        yield {"name": spelling.text, "language": spelling.language, "note": spelling.kind}


def _tenures(dossiers: Mapping[str, Dossier]) -> Iterator[tuple[Tenure, dict[str, Tenure]]]:
    """Each tenure of the first dossier with itself in every language. Cards are renewed one by one, so the lists may
    differ: tenures are the same when kind, organization and dates are, in their order.
    """
    placed = {code: dict(_placed(dossier)) for code, dossier in dossiers.items()}
    for place, tenure in next(iter(placed.values())).items():
        yield tenure, {code: there[place] for code, there in placed.items() if place in there}


def _placed(dossier: Dossier) -> Iterator[tuple[_Place, Tenure]]:
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for tenure in dossier.tenures:
        same = (tenure.kind, tenure.organization, tenure.start, tenure.end)
        yield (*same, seen[same]), tenure
        seen[same] += 1


def _tenure(tenure: Tenure, words: Mapping[str, Tenure]) -> dict[str, Any]:
    def each(read: Callable[[Tenure], str]) -> dict[str, str | None]:
        return texts({code: read(one) for code, one in words.items()})

    return {
        "kind": tenure.kind,
        "role": each(lambda one: one.role),
        "note": each(lambda one: one.note),
        "start": tenure.start or None,
        "end": tenure.end or None,
        "source": tenure.source or None,
        "disputed": tenure.disputed,
    }

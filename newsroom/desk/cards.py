"""Cards: the public faces of entities, made of their dossiers.

An entity becomes public in a language with the first edition there that names it, and with it those that its own rows
name: who took part in it, where it is, in what it holds an office. They go no further: what merely points at a public
entity (an event at its place, a part of it) is public once an edition names that too, or once somebody who may publish
says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.desk import policy, record
from newsroom.desk.dossiers import dossiers_of
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.publishing.card import Card, CardLink
from newsroom.staff.user import User
from newsroom.text import edtf
from newsroom.text.dossier import Dossier
from newsroom.text.sortkey import sort_key


@transaction.atomic
def renew_cards(entities: QuerySet[Entity], *, by: User) -> int:
    """Bring the public pages of entities up to date, in the languages where they are public already.

    Whom their own rows name by now becomes public with them, as with an edition; a page whose entity has no name in
    its language any more is taken down. Returns how many cards changed. Raises NotAllowed.
    """
    policy.check(by, Action.PUBLISH_ENTITIES)
    rows = {entity.public_id: entity for entity in entities.select_for_update().order_by("pk")}
    count = 0
    for language in languages.codes():
        public = Card.objects.filter(language=language, entity_public_id__in=rows)
        count += write_cards(set(public.values_list("entity_public_id", flat=True)), language)
    return _logged(rows.values(), count, Verb.RENEW_CARDS, by)


@transaction.atomic
def open_pages(entities: QuerySet[Entity], *, by: User) -> int:
    """Make entities public that no edition names, in every language in which they have a name.

    Returns how many cards were written. Raises NotAllowed.
    """
    policy.check(by, Action.PUBLISH_ENTITIES)
    rows = {entity.public_id: entity for entity in entities.select_for_update().order_by("pk")}
    count = sum(write_cards(rows, language) for language in languages.codes())
    return _logged(rows.values(), count, Verb.OPEN_PAGES, by)


def _logged(entities: Iterable[Entity], count: int, verb: Verb, by: User) -> int:
    """One audit row per entity whose page was asked for, when anything was written at all."""
    for entity in entities if count else ():
        record.log(verb, entity, by=by, detail=f"{count} cards")
    return count


def drop_cards(entity: Entity) -> None:
    """The step inside a verb's transaction: an entity that is no more has no page."""
    Card.objects.filter(entity_public_id=entity.public_id).delete()


def write_cards(named: Collection[str], language: str, *, with_neighbours: bool = True) -> int:
    """The step inside a verb's transaction: cards of the named entities and, unless told otherwise, of whom they name.

    A card that says the same is left alone; one whose entity has no name in the language any more goes. Returns how
    many were written or went.
    """
    dossiers = dossiers_of(named, language)
    nameless = [public_id for public_id in named if public_id not in dossiers]
    gone, _rows = Card.objects.standing().filter(language=language, entity_public_id__in=nameless).delete()
    neighbours = {ref for dossier in dossiers.values() for ref in dossier.refs()} - dossiers.keys()
    dossiers |= dossiers_of(neighbours, language) if with_neighbours else {}
    fresh = {public_id: _card(dossier, language) for public_id, dossier in dossiers.items()}
    standing = dict(
        Card.objects.filter(language=language, entity_public_id__in=fresh).values_list("entity_public_id", "digest")
    )
    # In one order everywhere: two publications at once then wait for each other instead of blocking each other.
    changed = [card for public_id, card in sorted(fresh.items()) if standing.get(public_id) != card.digest]
    Card.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["entity_public_id", "language"],
        update_fields=["kind", "slug", "name", "sort_key", "begun_earliest", "begun_latest", "document", "digest"],
    )
    _link([dossiers[card.entity_public_id] for card in changed], language)
    return len(changed) + (1 if gone else 0)


def _card(dossier: Dossier, language: str) -> Card:
    document = dossier.to_json()
    return Card(
        entity_public_id=dossier.entity,
        language=languages.check(language),
        kind=dossier.kind,
        slug=dossier.slug,
        name=dossier.name,
        sort_key=sort_key(dossier.name, language)[:400],
        begun_earliest=edtf.earliest(dossier.start),
        begun_latest=edtf.latest(dossier.start),
        document=document,
        digest=hashlib.sha256(document.encode()).hexdigest(),
    )


def _link(dossiers: Iterable[Dossier], language: str) -> None:
    refs = {dossier.entity: dossier.refs() for dossier in dossiers}
    cards = dict(
        Card.objects.filter(language=language, entity_public_id__in=refs).values_list("entity_public_id", "pk")
    )
    CardLink.objects.filter(card__in=cards.values()).delete()
    CardLink.objects.bulk_create(
        CardLink(card_id=cards[entity], target=target) for entity, targets in refs.items() for target in sorted(targets)
    )

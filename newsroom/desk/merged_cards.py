"""What readers see of a merge: the old page sends to the kept one, the pages around both are written again.

The kept entity becomes public where the merged one was; nobody else becomes public by a merge. That page is taken down
when the merge is undone, unless an edition names its entity in that language by now.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from newsroom.base import languages
from newsroom.desk.cards import write_cards
from newsroom.entities.entity import Entity
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.card import Card


def send_on(merged: Entity, kept: Entity) -> dict[str, Any]:
    """Send the merged entity's addresses, and those of what was merged into it before, to the kept one.

    Returns what `bring_back` needs.
    """
    own = Card.objects.filter(entity_public_id=kept.public_id).order_by("pk")
    there = set(own.values_list("pk", flat=True))
    public = set(Card.objects.filter(entity_public_id=merged.public_id).values_list("language", flat=True))
    around = _around(merged, kept)
    sent = Card.objects.filter(Q(entity_public_id=merged.public_id) | Q(merged_into=merged.public_id))
    keys = sorted(sent.values_list("pk", flat=True))
    sent.update(merged_into=kept.public_id)
    for language in languages.codes():
        too = {kept.public_id} if language in public else set()
        write_cards(around[language] | too, language, with_neighbours=False)
    return {"sent": keys, "opened": [pk for pk in own.values_list("pk", flat=True) if pk not in there]}


def bring_back(merged: Entity, kept: Entity, sent_on: dict[str, Any]) -> None:
    """Let the old addresses answer again, and write the pages around both as they now are."""
    earlier = Card.objects.filter(pk__in=sent_on["sent"]).exclude(entity_public_id=merged.public_id)
    earlier.update(merged_into=merged.public_id)
    Card.objects.filter(entity_public_id=merged.public_id).update(merged_into="")
    _close(sent_on["opened"])
    around = _around(merged, kept)
    for language in languages.codes():
        write_cards(around[language], language, with_neighbours=False)


def _close(opened: list[int]) -> None:
    """Take down pages that the merge had opened and that no edition stands behind."""
    faces = Card.objects.filter(pk__in=opened).values_list("pk", "entity_public_id", "language")
    cards = {pk: (public_id, language) for pk, public_id, language in faces}
    appear = Appearance.objects.filter(entity_public_id__in={public_id for public_id, _language in cards.values()})
    named = set(appear.order_by().values_list("entity_public_id", "edition__language").distinct())
    Card.objects.filter(pk__in=[pk for pk, face in cards.items() if face not in named]).delete()


def _around(*entities: Entity) -> dict[str, set[str]]:
    """language -> the public ids of the two, where they are public there, and of what names them."""
    ids = [entity.public_id for entity in entities]
    named = Q(entity_public_id__in=ids) | Q(links__target__in=ids)
    around: dict[str, set[str]] = {code: set() for code in languages.codes()}
    rows = Card.objects.standing().filter(named).order_by().distinct()
    for public_id, language in rows.values_list("entity_public_id", "language"):
        around[language].add(public_id)
    return around

"""The page of a person, an organization, a place, an event, a document, an initiative or a topic.

At most five queries, whatever points at the entity: its cards, the statements, their speakers, the reports, the cards
around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from newsroom.base import days
from newsroom.public.entity_page import EntityPage, read_entity
from newsroom.public.faces import faces_around
from newsroom.public.head import head
from newsroom.public.languages import speaking, switcher
from newsroom.public.linked_entity import as_thing
from newsroom.public.sayings import at_event, by_speaker, reports_on
from newsroom.public.sections import organizers_of
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.card import Card
from newsroom.text import edtf


@conditional_page
@speaking
def entity(request: HttpRequest, language: str, kind: str, public_id: str, slug: str) -> HttpResponse:
    """One entity in one language; a wrong slug or kind is sent on, a missing language says which ones exist."""
    cards = _cards(public_id)
    card = cards.get(language)
    if card is None:
        return _elsewhere(request, language, kind, public_id, cards)
    if (card.kind, card.slug) != (kind, slug):
        return HttpResponseRedirect(card.path, status=301)
    page = _read(card, language)
    paths = {code: one.path for code, one in cards.items()}
    context = {
        "language": language,
        "head": head(
            request,
            language,
            title=card.name,
            description=card.dossier.description,
            path=card.path,
            paths=paths,
            og_type="profile" if kind == "person" else "website",
            linked_data=[as_thing(page, request.build_absolute_uri)],
        ),
        "page": page,
        "switcher": switcher(language, paths),
    }
    return render(request, "public/entity.html", context)


@speaking
def without_slug(request: HttpRequest, language: str, kind: str, public_id: str) -> HttpResponse:
    """The short permanent address, sent on to the one with words."""
    cards = _cards(public_id)
    if language not in cards:
        return _elsewhere(request, language, kind, public_id, cards)
    return HttpResponseRedirect(cards[language].path, status=301)


def _cards(public_id: str) -> dict[str, Card]:
    """The cards of an entity by language: one query."""
    return {card.language: card for card in Card.objects.standing().filter(entity_public_id=public_id)}


def _elsewhere(
    request: HttpRequest, language: str, kind: str, public_id: str, cards: Mapping[str, Card]
) -> HttpResponse:
    """An entity that was merged is sent on to the one it became; otherwise the page says which languages exist."""
    merged = Card.objects.filter(entity_public_id=public_id, language=language).exclude(merged_into="").first()
    if merged is None:
        return _not_in_this_language(request, language, cards)
    return HttpResponseRedirect(reverse("public:entity_by_id", args=[language, kind, merged.merged_into]), status=301)


def _read(card: Card, language: str) -> EntityPage:
    """Everything around an entity: four queries, three where nobody spoke."""
    dossier = card.dossier
    said = at_event(dossier.entity, language) if dossier.kind == "event" else by_speaker(dossier.entity, language)
    reports = reports_on(dossier.entity, language)
    named = dossier.refs() | {dossier.entity} | {one.speaker for one in said}
    around = {dossier.entity, *organizers_of(dossier)}
    faces = faces_around(language, named=named, pointing_at=around, events_among=_told_with(card))
    return read_entity(dossier, faces, said, reports, _day_of(card))


def _told_with(card: Card) -> QuerySet[Any] | None:
    """Of an event: what the live reports about it mention, as a subquery."""
    if card.kind != "event":
        return None
    about = Appearance.objects.of_entity(card.entity_public_id).live(card.language).filter(role=AppearsAs.ABOUT)
    return Appearance.objects.filter(edition__in=about.values("edition"), role=AppearsAs.MENTION).values(
        "entity_public_id"
    )


def _day_of(card: Card) -> dt.date:
    """The day that the page speaks of: an event's own, today for everything else."""
    day = edtf.earliest(card.dossier.start) if card.kind == "event" else None
    return day or days.today()


def _not_in_this_language(request: HttpRequest, language: str, cards: Mapping[str, Card]) -> HttpResponse:
    if not cards:
        raise Http404
    paths = {code: card.path for code, card in cards.items()}
    context = {
        "language": language,
        "elsewhere": [(code, card.path, card.name) for code, card in cards.items()],
        "switcher": switcher(language, paths | {language: reverse("public:home", args=[language])}),
    }
    return render(request, "public/missing_language.html", context, status=404)



"""The page of a person, an organization, a place, an event, a document, an initiative or a topic.

At most five queries, whatever points at the entity: its cards, the statements, their speakers, the reports, the cards
around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
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
from newsroom.public.lists import NUMBER
from newsroom.public.reports import reports_on
from newsroom.public.sayings import at_event, by_speaker
from newsroom.public.sections import organizers_of
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.card import Card
from newsroom.text import edtf


@conditional_page
@speaking
def entity(request: HttpRequest, language: str, kind: str, public_id: str, slug: str) -> HttpResponse:
    """One entity in one language; a wrong slug or kind is sent on, a missing language says which ones exist."""
    found = _faces_of(public_id)
    cards, card = found.cards, found.cards.get(language)
    if card is None:
        return _elsewhere(request, language, kind, found)
    if (card.kind, card.slug) != (kind, slug):
        return HttpResponseRedirect(card.path, status=301)
    page = _read(request, card, language, found.ids)
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
    found = _faces_of(public_id)
    if language not in found.cards:
        return _elsewhere(request, language, kind, found)
    return HttpResponseRedirect(found.cards[language].path, status=301)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a public id stands for: its cards by language, the ids under which editions name it, and where it went."""

    cards: dict[str, Card]
    ids: frozenset[str]
    merged_into: str


def _faces_of(public_id: str) -> _Found:
    """The cards of an entity and of those that were merged into it: one query."""
    rows = list(Card.objects.filter(Q(entity_public_id=public_id) | Q(merged_into=public_id)).order_by("pk"))
    own = [card for card in rows if card.entity_public_id == public_id]
    return _Found(
        cards={card.language: card for card in own if not card.merged_into},
        ids=frozenset({public_id, *(card.entity_public_id for card in rows)}),
        merged_into=next((card.merged_into for card in own if card.merged_into), ""),
    )


def _elsewhere(request: HttpRequest, language: str, kind: str, found: _Found) -> HttpResponse:
    """An entity that was merged is sent on to the one it became; otherwise the page says which languages exist."""
    if not found.merged_into:
        return _not_in_this_language(request, language, found.cards)
    return HttpResponseRedirect(reverse("public:entity_by_id", args=[language, kind, found.merged_into]), status=301)


def _asked(request: HttpRequest, name: str) -> int:
    """Which page of one of its lists is asked for; raises Http404 for what is no number."""
    number = request.GET.get(name, "1")
    if not NUMBER.fullmatch(number):
        raise Http404
    return int(number)


def _read(request: HttpRequest, card: Card, language: str, ids: Collection[str]) -> EntityPage:
    """Everything around an entity: four queries, three where nobody spoke. Raises Http404 beyond the end of a list."""
    dossier = card.dossier
    spoken = at_event if dossier.kind == "event" else by_speaker
    said = spoken(ids, language, _asked(request, "statements"))
    reports = reports_on(ids, language, _asked(request, "page"))
    if any(one.number > 1 and not one.rows for one in (said, reports)):
        raise Http404
    named = dossier.refs() | {dossier.entity} | {one.speaker for one in said.rows}
    around = {dossier.entity, *organizers_of(dossier)}
    faces = faces_around(language, named=named, pointing_at=around, events_among=_told_with(card, ids))
    return read_entity(dossier, faces, said, reports, _day_of(card))


def _told_with(card: Card, ids: Collection[str]) -> QuerySet[Any] | None:
    """Of an event: what the live reports about it mention, as a subquery."""
    if card.kind != "event":
        return None
    about = Appearance.objects.of_entity(*ids).live(card.language).filter(role=AppearsAs.ABOUT)
    told = Appearance.objects.filter(edition__in=about.values("edition"), role=AppearsAs.MENTION).as_merged()
    return told.values_list(Coalesce("now", "entity_public_id"), flat=True)


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



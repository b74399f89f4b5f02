"""An entity's page in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsroom.public.entity_page import EntityPage
from newsroom.public.faces import Ref
from newsroom.public.linked_data import EVENT_STATUSES, Node, same_as, thing
from newsroom.public.sections import Row
from newsroom.text.periods import machine_date

Absolute = Callable[[str], str]


def as_thing(page: EntityPage, url: Absolute) -> Node:
    """The subject of the page as Person, Organization, Place, Event, CreativeWork or Thing."""
    subject = page.subject
    others = [text for name in page.names for text in (name.name, *(other for other, _kind in name.others))]
    common: dict[str, Any] = {
        "description": subject.description,
        "alternateName": [other for other in dict.fromkeys(others) if other != subject.name],
        "sameAs": same_as(subject.wikidata),
    }
    more = _MORE.get(subject.kind)
    return thing(subject.kind, subject.name, url(page.path), **common, **(more(page, url) if more else {}))


def _person(page: EntityPage, url: Absolute) -> dict[str, Any]:
    return {"jobTitle": page.office, "hasOccupation": [_occupation(row) for row in _rows(page, "offices")]}


def _organization(page: EntityPage, url: Absolute) -> dict[str, Any]:
    members = [_member(row, url) for row in _rows(page, "members")]
    return {"parentOrganization": _short(page.part_of, url), "member": members}


def _place(page: EntityPage, url: Absolute) -> dict[str, Any]:
    subject = page.subject
    geo = {"@type": "GeoCoordinates", "latitude": subject.latitude, "longitude": subject.longitude}
    return {
        "containedInPlace": _short(page.part_of, url),
        "geo": geo if subject.latitude is not None else None,
    }


def _event(page: EntityPage, url: Absolute) -> dict[str, Any]:
    subject = page.subject
    return {
        "startDate": machine_date(subject.start),
        "endDate": machine_date(subject.end or subject.start),
        "eventStatus": EVENT_STATUSES.get(subject.event_status, ""),
        "location": _short(page.place, url),
        "superEvent": _short(page.part_of, url),
        "organizer": [_short(row.ref, url) for row in _rows(page, "participants") if row.code == "organizer"],
        "attendee": [_short(row.ref, url) for row in _rows(page, "participants") if row.code == "attendee"],
    }


def _document(page: EntityPage, url: Absolute) -> dict[str, Any]:
    return {"datePublished": machine_date(page.subject.start), "recordedAt": _short(page.part_of, url)}


_MORE: dict[str, Callable[[EntityPage, Absolute], dict[str, Any]]] = {
    "person": _person,
    "organization": _organization,
    "place": _place,
    "event": _event,
    "document": _document,
}


def _rows(page: EntityPage, key: str) -> tuple[Row, ...]:
    return tuple(row for section in page.sections if section.key == key for row in section.rows)


def _occupation(row: Row) -> dict[str, Any]:
    """schema.org's Role around an occupation: what somebody was, from when to when."""
    return {
        "@type": "Role",
        "hasOccupation": {"@type": "Occupation", "name": row.label},
        "startDate": machine_date(row.start),
        "endDate": machine_date(row.end),
    }


def _member(row: Row, url: Absolute) -> dict[str, Any]:
    """schema.org's OrganizationRole around a member."""
    return {
        "@type": "OrganizationRole",
        "member": _short(row.ref, url),
        "roleName": row.code,
        "startDate": machine_date(row.start),
        "endDate": machine_date(row.end),
    }


def _short(ref: Ref | None, url: Absolute) -> Node | None:
    return thing(ref.kind, ref.name, url(ref.path)) if ref else None

"""Sections of an entity's page: lists of what the knowledge base says of it and of what points at it.

One function per section; the table at the end says which kinds of entity show which, in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from newsroom.public.faces import Faces, Ref
from newsroom.public.labels import CAPACITIES, EVENT_STATUSES, MEMBERS, MEMBERSHIPS
from newsroom.publishing.card import Card
from newsroom.text import edtf
from newsroom.text.dossier import OFFICE, Dossier, Tenure


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section. `label` says what the entity is there, `code` is its kind; `start` and `end` are EDTF."""

    ref: Ref | None
    label: str = ""
    code: str = ""
    office: str = ""
    start: str = ""
    end: str = ""
    behalf: Ref | None = None
    note: str = ""
    source: str = ""
    disputed: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list; `shape` is how it is drawn: "timeline", "table" or "list"."""

    key: str
    title: str
    rows: tuple[Row, ...]
    shape: str = "list"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a section may look at: the entity, the cards around it, and the day that its page speaks of."""

    dossier: Dossier
    faces: Faces
    day: dt.date


Builder = Callable[[Scene], Iterable[Section]]


def offices(scene: Scene) -> Iterable[Section]:
    rows = [_tenure_row(scene, tenure, tenure.role) for tenure in scene.dossier.offices]
    yield Section("offices", _("Offices"), _newest_first(rows), "timeline")


def memberships(scene: Scene) -> Iterable[Section]:
    rows = [_tenure_row(scene, one, str(MEMBERSHIPS.get(one.kind, one.kind))) for one in scene.dossier.memberships]
    yield Section("memberships", _("Memberships"), _public(rows), "table")


def members(scene: Scene) -> Iterable[Section]:
    """The members of an organization by kind, each with its time."""
    held = _held_in(scene, scene.dossier.entity)
    for kind, title in MEMBERS.items():
        rows = tuple(_member_row(scene, card, tenure) for card, tenure in held if tenure.kind == kind)
        yield Section("members", str(title), rows, "table")


def holders(scene: Scene) -> Iterable[Section]:
    """Who holds or held an office here."""
    held = _held_in(scene, scene.dossier.entity)
    rows = [_member_row(scene, card, tenure, tenure.role) for card, tenure in held if tenure.kind == OFFICE]
    yield Section("holders", _("Office holders"), _newest_first(rows), "table")


def participants(scene: Scene) -> Iterable[Section]:
    """Who took part in which capacity; people with the office they held on the day."""
    rows = []
    for one in scene.dossier.participants:
        card = scene.faces.cards.get(one.entity)
        office = card.dossier.office_on(scene.day) if card else ""
        label = str(CAPACITIES.get(one.capacity, one.capacity))
        behalf = scene.faces.ref(one.on_behalf_of)
        rows.append(Row(scene.faces.ref(one.entity), label, one.capacity, office, behalf=behalf))
    title = _("Signatories") if scene.dossier.kind == "document" else _("Participants")
    yield Section("participants", title, _public(sorted(rows, key=_by_capacity)), "table")


def membership_of_the_day(scene: Scene) -> Iterable[Section]:
    """The members of the organizers as they were on the day of the event."""
    if not scene.dossier.start:
        return  # without a day there is no "on the day"
    for organizer in organizers_of(scene.dossier):
        ref = scene.faces.ref(organizer)
        rows = [
            _member_row(scene, card, tenure, str(MEMBERSHIPS[tenure.kind]))
            for card, tenure in _held_in(scene, organizer)
            if tenure.kind in MEMBERSHIPS and tenure.kind != "former" and tenure.held_on(scene.day)
        ]
        if ref:
            rows.sort(key=lambda row: list(MEMBERSHIPS).index(row.code))
            title = _("Members of %(name)s on the day") % {"name": ref.name}
            yield Section("members_on_the_day", title, tuple(rows), "table")


def took_part(scene: Scene) -> Iterable[Section]:
    """The events in which the entity took part, and the documents that it signed."""
    rows = [
        Row(
            scene.faces.ref(card.entity_public_id),
            str(CAPACITIES[one.capacity]),
            one.capacity,
            start=card.dossier.start,
            end=card.dossier.end,
        )
        for card in scene.faces.pointing_at(scene.dossier.entity)
        for one in card.dossier.participants
        if one.entity == scene.dossier.entity
    ]
    yield Section("took_part", _("Took part in"), _newest_first(rows), "table")


def timeline(scene: Scene) -> Iterable[Section]:
    """Its sub-events and the event that it belongs to, in the order of time."""
    around = [card for card in _parts(scene) if card.kind == "event"]
    whole = scene.faces.cards.get(scene.dossier.part_of)
    rows = [_event_row(scene, card) for card in [*([whole] if whole else []), *around]]
    if rows:
        own = scene.faces.cards[scene.dossier.entity]
        rows.append(_event_row(scene, own, current=True))
    yield Section("timeline", _("In order of time"), tuple(sorted(rows, key=_whole_first)), "timeline")


def mentioned_events(scene: Scene) -> Iterable[Section]:
    """Other events that the reports about this one speak of."""
    told = {card.entity_public_id for card in _parts(scene)} | {scene.dossier.entity, scene.dossier.part_of}
    others = [
        card
        for card in scene.faces.cards.values()
        if card.entity_public_id in scene.faces.among - told and card.dossier.start
    ]
    rows = sorted((_event_row(scene, card) for card in others), key=_by_start)
    yield Section("mentioned_events", _("Events that its reports speak of"), tuple(rows), "timeline")


def documents(scene: Scene) -> Iterable[Section]:
    made = [card for card in _parts(scene) if card.kind in ("document", "initiative")]
    yield Section("documents", _("Documents and initiatives"), tuple(_event_row(scene, card) for card in made))


def parts(scene: Scene) -> Iterable[Section]:
    inside = [card for card in _parts(scene) if card.kind == scene.dossier.kind]
    title = _("Places here") if scene.dossier.kind == "place" else _("Bodies")
    yield Section("parts", title, tuple(Row(scene.faces.ref(card.entity_public_id)) for card in inside))


def located(scene: Scene) -> Iterable[Section]:
    own = scene.dossier.entity
    here = [card for card in scene.faces.pointing_at(own) if card.dossier.place == own]
    events = [_event_row(scene, card) for card in here if card.kind == "event"]
    yield Section("events", _("Events here"), _newest_first(events), "table")
    seated = [Row(scene.faces.ref(card.entity_public_id)) for card in here if card.kind == "organization"]
    yield Section("seated", _("Organizations here"), tuple(seated))


SECTIONS: dict[str, tuple[Builder, ...]] = {
    "person": (offices, memberships, took_part),
    "organization": (members, holders, parts, memberships, took_part),
    "place": (holders, memberships, took_part, located, parts),
    "event": (participants, timeline, documents, membership_of_the_day, mentioned_events),
    "document": (participants,),
    "initiative": (),
    "topic": (),
}


def sections_of(scene: Scene) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(section for build in SECTIONS[scene.dossier.kind] for section in build(scene) if section.rows)


def organizers_of(dossier: Dossier) -> tuple[str, ...]:
    return tuple(one.entity for one in dossier.participants if one.capacity == "organizer")


def _tenure_row(scene: Scene, tenure: Tenure, label: str) -> Row:
    """A role as its holder's page shows it: with the organization."""
    return _role_row(scene, scene.faces.ref(tenure.organization), tenure, label)


def _member_row(scene: Scene, card: Card, tenure: Tenure, label: str = "") -> Row:
    """A role as the organization's page shows it: with its holder."""
    return _role_row(scene, scene.faces.ref(card.entity_public_id), tenure, label)


def _role_row(scene: Scene, ref: Ref | None, tenure: Tenure, label: str) -> Row:
    return Row(
        ref,
        label,
        tenure.kind,
        start=tenure.start,
        end=tenure.end,
        note=tenure.note,
        source=tenure.source,
        disputed=tenure.disputed,
        current=tenure.held_on(scene.day),
    )


def _event_row(scene: Scene, card: Card, *, current: bool = False) -> Row:
    dossier = card.dossier
    status = "" if dossier.event_status == "happened" else str(EVENT_STATUSES.get(dossier.event_status, ""))
    return Row(
        scene.faces.ref(card.entity_public_id),
        status,
        dossier.event_status,
        start=dossier.start,
        end=dossier.end,
        current=current,
    )


def _held_in(scene: Scene, organization: str) -> list[tuple[Card, Tenure]]:
    return [
        (card, tenure)
        for card in scene.faces.pointing_at(organization)
        for tenure in card.dossier.tenures
        if tenure.organization == organization
    ]


def _parts(scene: Scene) -> list[Card]:
    own = scene.dossier.entity
    return [card for card in scene.faces.pointing_at(own) if card.dossier.part_of == own]


def _public(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows about somebody who is public."""
    return tuple(row for row in rows if row.ref)


def _newest_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=_by_start, reverse=True))


def _by_start(row: Row) -> dt.date:
    return edtf.earliest(row.start) or dt.date.min


def _whole_first(row: Row) -> tuple[dt.date, bool]:
    """On one day the event itself stands before its parts."""
    return _by_start(row), not row.current


def _by_capacity(row: Row) -> int:
    return list(CAPACITIES).index(row.code)

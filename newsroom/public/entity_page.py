"""The page of an entity as its template needs it: its card, the cards around it, what it said, where it appears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from newsroom.base import languages
from newsroom.public.faces import Faces, Ref
from newsroom.public.labels import ENTITY_KIND, EVENT_STATUSES, SPELLINGS
from newsroom.public.reports import Report
from newsroom.public.sayings import Saying, grouped
from newsroom.public.sections import Scene, Section, sections_of
from newsroom.public.stretches import Stretch
from newsroom.publishing.edition import Edition
from newsroom.text.dossier import Dossier
from newsroom.text.maps import LocatorMap, Place, locate

AT_ONCE = 6  # statements of one speaker or report


@dataclass(frozen=True, slots=True)
class SpelledName:
    """A name in a language, with the other ways it is written there."""

    language: str
    name: str
    others: tuple[tuple[str, str], ...]  # each with its kind in words, "" for a plain other spelling


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement with the address of its sentence."""

    text: str
    kind_label: str
    capacity: str
    path: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """Statements that belong together: those of one speaker at an event, those of one report on a speaker's page."""

    ref: Ref | None
    office: str
    report: Edition | None
    path: str
    quotes: tuple[Quote, ...]

    @property
    def shown(self) -> tuple[Quote, ...]:
        """Those that stand open; the others are folded away."""
        return self.quotes[:AT_ONCE]

    @property
    def folded(self) -> tuple[Quote, ...]:
        return self.quotes[AT_ONCE:]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Everything the entity template draws."""

    subject: Dossier
    path: str
    kind_label: str
    status_label: str
    office: str
    names: tuple[SpelledName, ...]
    place: Ref | None
    part_of: Ref | None
    locator: LocatorMap | None
    sections: tuple[Section, ...]
    speaking: tuple[Speaking, ...]
    said: Stretch[Saying]
    reports: Stretch[Report]


def read_entity(
    dossier: Dossier, faces: Faces, said: Stretch[Saying], reports: Stretch[Report], day: dt.date
) -> EntityPage:
    """Put the page together; no query."""
    scene = Scene(dossier, faces, day)
    own = faces.cards[dossier.entity]
    return EntityPage(
        subject=dossier,
        path=own.path,
        kind_label=str(ENTITY_KIND[dossier.kind]),
        status_label=str(EVENT_STATUSES.get(dossier.event_status, "")),
        office=dossier.office_on(day),
        names=_names(dossier),
        place=faces.ref(dossier.place),
        part_of=faces.ref(dossier.part_of),
        locator=_locator(dossier, faces),
        sections=sections_of(scene),
        speaking=_speaking(said.rows, scene),
        said=said,
        reports=reports,
    )


def _names(dossier: Dossier) -> tuple[SpelledName, ...]:
    """Its name in each language, with the spellings known there."""
    return tuple(
        SpelledName(
            language,
            name,
            tuple(
                (spelling.text, str(SPELLINGS.get(spelling.kind, "")))
                for spelling in dossier.spellings
                if spelling.language == language and spelling.text != name
            ),
        )
        for language in languages.codes()
        if (name := dossier.names.get(language))
    )


def _locator(dossier: Dossier, faces: Faces) -> LocatorMap | None:
    """Where it is, or where it happens."""
    card = faces.cards.get(dossier.place)
    spot = dossier if dossier.latitude is not None else card.dossier if card else None
    if spot is None or spot.latitude is None or spot.longitude is None:
        return None
    return locate([Place(spot.entity, spot.name, spot.latitude, spot.longitude)])


def _speaking(said: Sequence[Saying], scene: Scene) -> tuple[Speaking, ...]:
    """On an event's page by speaker, on a speaker's page by report."""
    if scene.dossier.kind == "event":
        known = {key: rows for key, rows in grouped(said, "speaker").items() if key in scene.faces.cards}
        return tuple(_by_speaker(str(speaker), rows, scene) for speaker, rows in known.items())
    return tuple(_by_report(rows, scene) for rows in grouped(said, "edition").values())


def _by_speaker(speaker: str, rows: Sequence[Saying], scene: Scene) -> Speaking:
    """The office is said once, with the speaker; a capacity only where it was another one."""
    card = scene.faces.cards.get(speaker)
    office = card.dossier.office_on(scene.day) if card else ""
    return Speaking(scene.faces.ref(speaker), office, None, "", tuple(_quote(saying, office) for saying in rows))


def _by_report(rows: Sequence[Saying], scene: Scene) -> Speaking:
    edition = rows[0].edition
    office = scene.dossier.office_on(scene.day)
    return Speaking(None, "", edition, _path(edition), tuple(_quote(saying, office) for saying in rows))


def _quote(saying: Saying, office: str) -> Quote:
    capacity = "" if saying.capacity.casefold() == office.casefold() else saying.capacity
    return Quote(saying.text, saying.kind_label, capacity, f"{_path(saying.edition)}#{saying.anchor}")


def _path(edition: Edition) -> str:
    return reverse("public:article", args=[edition.language, edition.article_public_id, edition.slug])

"""The dossier: what the public may know of one entity in one language, as plain data; the schema of a card.

Written by the desk when an edition is published, read by the public pages and the API. It names other entities by
their public id only: a page shows those that are public themselves, under the names they have today.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsroom.text import edtf
from newsroom.text.document import canonical

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One more way the name is written: an alias, an abbreviation, a former name."""

    language: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role held in an organization or state, or a membership in one; `start` and `end` are EDTF, "" is open."""

    kind: str
    organization: str
    role: str = ""
    start: str = ""
    end: str = ""
    note: str = ""
    source: str = ""
    disputed: bool = False

    def held_on(self, day: dt.date) -> bool:
        """Whether it may have been valid on `day`: an open start or end counts as valid."""
        first, last = edtf.earliest(self.start), edtf.latest(self.end)
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in this event, or signed this document, as what and for whom."""

    entity: str
    capacity: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One entity in one language. `names` are its names in every language it has one in."""

    entity: str
    kind: str
    name: str
    description: str = ""
    slug: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    spellings: tuple[Spelling, ...] = ()
    start: str = ""
    end: str = ""
    time_zone: str = ""
    event_status: str = ""
    part_of: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    country_code: str = ""
    wikidata: str = ""
    tenures: tuple[Tenure, ...] = ()
    participants: tuple[Participant, ...] = ()

    def to_json(self) -> str:
        """Canonical JSON: equal dossiers give equal bytes."""
        return canonical(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Dossier:
        """Read what to_json wrote."""
        data = json.loads(text)
        data["spellings"] = tuple(Spelling(**row) for row in data["spellings"])
        data["tenures"] = tuple(Tenure(**row) for row in data["tenures"])
        data["participants"] = tuple(Participant(**row) for row in data["participants"])
        return cls(**data)

    @property
    def offices(self) -> tuple[Tenure, ...]:
        return tuple(tenure for tenure in self.tenures if tenure.kind == OFFICE)

    @property
    def memberships(self) -> tuple[Tenure, ...]:
        return tuple(tenure for tenure in self.tenures if tenure.kind != OFFICE)

    def office_on(self, day: dt.date) -> str:
        """The office taken up last of those held that day, "" for none."""
        return last_taken_up(self.offices, day)

    def refs(self) -> frozenset[str]:
        """Public ids of the entities it names."""
        named = {self.part_of, self.place, *(tenure.organization for tenure in self.tenures)}
        for participant in self.participants:
            named |= {participant.entity, participant.on_behalf_of}
        return frozenset(named - {"", self.entity})


def last_taken_up(offices: Iterable[Tenure], day: dt.date) -> str:
    """The role of the office taken up last of those held on `day`; an office without a start is the oldest."""
    held = [office for office in offices if office.held_on(day)]
    latest = max(held, key=lambda office: edtf.earliest(office.start) or dt.date.min, default=None)
    return latest.role if latest else ""

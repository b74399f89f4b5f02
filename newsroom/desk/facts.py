"""Facts: what an edition says of the entities it names, as of the day of the report.

A fact is frozen with the edition: when an office changes later, old editions keep the office of their day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from newsroom.base import days, languages
from newsroom.desk.dossiers import tenure_of
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership
from newsroom.text.document import ArticleDocument, EntityFacts
from newsroom.text.dossier import Tenure, last_taken_up


def frozen(document: ArticleDocument, language: str) -> ArticleDocument:
    """What an edition in `language` would hold: its words, what was accepted, and the facts its cards show."""
    shown = document.in_language(language)
    return replace(shown, entities=frozen_facts(shown, language))


def frozen_facts(document: ArticleDocument, language: str) -> dict[str, EntityFacts]:
    """public_id -> facts on the day of the report, for every entity the document names. Two queries."""
    named = document.named()
    day = dt.date.fromisoformat(document.source_date) if document.source_date else days.today()
    offices = _offices(day, language, named)
    rows = Entity.objects.filter(public_id__in=named).order_by("public_id")
    return {row.public_id: _facts(row, language, offices) for row in rows}


def _offices(day: dt.date, language: str, named: frozenset[str]) -> dict[str, str]:
    """public_id of a person -> the office they held that day, in words of the language; one rule with the cards."""
    rows = Membership.objects.offices().filter(member__public_id__in=named, member__kind=Kind.PERSON)
    held: dict[str, list[Tenure]] = defaultdict(list)
    for row in rows.select_related("member", "organization").in_order():
        held[row.member.public_id].append(tenure_of(row, language))
    return {public_id: last_taken_up(tenures, day) for public_id, tenures in held.items()}


def _facts(entity: Entity, language: str, offices: Mapping[str, str]) -> EntityFacts:
    return EntityFacts(
        kind=entity.kind,
        name=entity.name_in(language),
        description=languages.read(entity, "description", language),
        slug=languages.read(entity, "slug", language),
        office=offices.get(entity.public_id, ""),
        latitude=entity.latitude,
        longitude=entity.longitude,
    )

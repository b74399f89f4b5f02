"""Facts: what an edition says of the entities it names, as of the day of the report; and their public cards.

A fact is frozen with the edition: when an office changes later, old editions keep the office of their day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.utils import timezone

from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership
from newsroom.publishing.card import Card
from newsroom.text.document import ArticleDocument, EntityFacts, canonical


def frozen_facts(document: ArticleDocument, language: str) -> dict[str, EntityFacts]:
    """public_id -> facts, for every entity the document names; two queries, any number of entities."""
    named = {mention.entity for mention in document.mentions} | set(document.about)
    named |= {speaker for statement in document.statements for speaker, _capacity in statement.speakers}
    rows = Entity.objects.filter(public_id__in=named)
    day = dt.date.fromisoformat(document.source_date) if document.source_date else timezone.now().date()
    offices = _offices(day, language, named)
    return {row.public_id: _facts(row, language, offices) for row in rows.order_by("public_id")}


def card_documents(entities: Mapping[str, EntityFacts], language: str) -> dict[str, Card]:
    """public_id -> the card that says what these facts say, unsaved."""
    return {public_id: _card(public_id, facts, language) for public_id, facts in entities.items()}


def _offices(day: dt.date, language: str, named: set[str]) -> dict[str, str]:
    """public_id of a person -> their office on that day, in words of the language."""
    rows = Membership.objects.offices().on(day).filter(member__public_id__in=named, member__kind=Kind.PERSON)
    return {
        row.member.public_id: languages.read(row, "role", language)
        for row in rows.select_related("member").order_by("-start_earliest", "pk").reverse()
    }


def _facts(entity: Entity, language: str, offices: Mapping[str, str]) -> EntityFacts:
    return EntityFacts(
        kind=entity.kind,
        name=entity.name_in(language),
        description=languages.read(entity, "description", language),
        slug=languages.read(entity, "slug", language),
        office=offices.get(entity.public_id, ""),
    )


def _card(public_id: str, facts: EntityFacts, language: str) -> Card:
    document = canonical({"name": facts.name, "description": facts.description, "office": facts.office})
    return Card(
        entity_public_id=public_id,
        language=language,
        kind=facts.kind,
        slug=facts.slug,
        document=document,
        digest=hashlib.sha256(f"{facts.kind}|{facts.slug}|{document}".encode()).hexdigest(),
    )

"""Sayings: published statements as entity pages list them, each with a link to its very sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from newsroom.public.labels import STATEMENTS
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.edition import Edition
from newsroom.publishing.said import PublishedStatement

MOST_STATEMENTS = 200


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of one speaker, as one report has it."""

    speaker: str
    capacity: str
    text: str
    kind_label: str
    edition: Edition
    anchor: str


def at_event(events: Collection[str], language: str) -> list[Saying]:
    """What was said at an event, by all of its ids, newest report first, in reading order: two queries."""
    rows = PublishedStatement.objects.live().filter(event__in=events, edition__language=language)
    ordered = rows.select_related("edition").order_by("-edition__published_at", "edition", "ordinal")
    voices = ordered.prefetch_related(Prefetch("voices", Appearance.objects.as_merged()))[:MOST_STATEMENTS]
    return [_saying(voice, statement) for statement in voices for voice in statement.voices.all()]


def by_speaker(entities: Collection[str], language: str) -> list[Saying]:
    """What an entity said, by all of its ids, newest report first, in reading order: one query."""
    rows = Appearance.objects.of_entity(*entities).live(language).filter(role=AppearsAs.STATEMENT)
    ordered = rows.as_merged().order_by("-edition__published_at", "edition", "ordinal")
    voices = ordered.select_related("statement__edition")[:MOST_STATEMENTS]
    return [_saying(voice, voice.statement) for voice in voices]


def grouped(sayings: Iterable[Saying], key: str) -> dict[object, list[Saying]]:
    """The sayings by one of their facts, in the order in which each is first met."""
    groups: dict[object, list[Saying]] = {}
    for saying in sayings:
        groups.setdefault(getattr(saying, key), []).append(saying)
    return groups


def _saying(voice: Appearance, statement: PublishedStatement) -> Saying:
    return Saying(
        speaker=voice.now or voice.entity_public_id,  # type: ignore[attr-defined]  # as_merged() tells it
        capacity=voice.capacity,
        text=statement.gist or statement.quote,
        kind_label=str(STATEMENTS.get(statement.kind, statement.kind)),
        edition=statement.edition,
        anchor=statement.anchor,
    )

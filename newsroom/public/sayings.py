"""Sayings: published statements as entity pages list them, each with a link to its very sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from newsroom.public.labels import STATEMENTS
from newsroom.public.stretches import Stretch, stretch
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.edition import Edition
from newsroom.publishing.said import PublishedStatement

PAGE_SIZE = 100  # statements


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of one speaker, as one report has it."""

    speaker: str
    capacity: str
    text: str
    kind_label: str
    edition: Edition
    anchor: str


def at_event(events: Collection[str], language: str, number: int = 1) -> Stretch[Saying]:
    """What was said at an event, by all of its ids, newest report first, in reading order: two queries.

    A statement of several speakers counts once and is told for each of them.
    """
    rows = PublishedStatement.objects.live().filter(event__in=events, edition__language=language)
    ordered = rows.select_related("edition").order_by("-edition__published_at", "edition", "ordinal")
    voiced = ordered.prefetch_related(Prefetch("voices", Appearance.objects.as_merged()))
    found = stretch(voiced, number, PAGE_SIZE)
    told = (_saying(voice, statement) for statement in found.rows for voice in statement.voices.all())
    return Stretch(tuple(told), number, found.has_next)


def by_speaker(entities: Collection[str], language: str, number: int = 1) -> Stretch[Saying]:
    """What an entity said, by all of its ids, newest report first, in reading order: one query."""
    rows = Appearance.objects.of_entity(*entities).live(language).filter(role=AppearsAs.STATEMENT)
    ordered = rows.as_merged().order_by("-edition__published_at", "edition", "ordinal")
    found = stretch(ordered.select_related("statement__edition"), number, PAGE_SIZE)
    return Stretch(tuple(_saying(voice, voice.statement) for voice in found.rows), number, found.has_next)


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

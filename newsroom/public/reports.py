"""Reports as entity pages list them, a page at a time, each with the sentences that name the entity.

The sentences are read from the frozen documents of the reports on the page: one query for all of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from newsroom.base.drawn import drawn
from newsroom.public.stretches import Stretch, stretch
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication
from newsroom.text.marks import Mark
from newsroom.text.mentioned import Mentioned, by_sentence, mentioned_in

PAGE_SIZE = 10
AT_ONCE = 3  # sentences that are shown; the others of a report are folded away
MOST_SENTENCES = 100  # of one report


@dataclass(frozen=True, slots=True)
class NamedIn:
    """One sentence that names the entity, with its address in the report that answers now."""

    html: SafeString
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report; `mentions` is how often it names the entity, `beyond` how many sentences are not listed."""

    edition: Edition
    path: str
    mentions: int
    sentences: tuple[NamedIn, ...]
    beyond: int

    @property
    def shown(self) -> tuple[NamedIn, ...]:
        return self.sentences[:AT_ONCE]

    @property
    def folded(self) -> tuple[NamedIn, ...]:
        return self.sentences[AT_ONCE:]


def reports_on(entities: Collection[str], language: str, number: int = 1) -> Stretch[Report]:
    """The live reports in which an entity appears by any of its ids, newest first: one query, ten documents at most."""
    appears: QuerySet[Any] = Appearance.objects.of_entity(*entities).values("edition")
    rows = Publication.objects.live().in_language(language).filter(edition__in=appears).newest_first()
    found = stretch(rows.select_related("edition__body"), number, PAGE_SIZE)
    return Stretch(tuple(_report(one, entities, language) for one in found.rows), number, found.has_next)


def _report(publication: Publication, entities: Collection[str], language: str) -> Report:
    document = publication.edition.body.content
    named = mentioned_in(document, language, entities) if document is not None else []
    sentences = list(by_sentence(named))
    listed = tuple(_named_in(one, publication.path, language) for one in islice(sentences, MOST_SENTENCES))
    return Report(publication.edition, publication.path, len(named), listed, len(sentences) - len(listed))


def _named_in(together: tuple[Mentioned, ...], path: str, language: str) -> NamedIn:
    """A sentence with the names in it set off; it leads to the first of them."""
    marks = [Mark(one.first, one.last, "mention") for one in together]
    return NamedIn(drawn(together[0].sentence, language, marks), f"{path}#{together[0].anchor}")

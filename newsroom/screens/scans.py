"""Scans: when a text was searched for names, whether it or the names changed since, and how far the archive is.

"Names changed" is said of all names together: whether a new name stands in a text is what a search finds out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from newsroom.annotation.scan import Scan
from newsroom.content.article import Article
from newsroom.content.revision import Revision
from newsroom.content.track import Track
from newsroom.desk.rescan import NO_WORDS, names_changed_at, words_now

COMPARED = 1_000  # scans older than their article's last revision whose words are compared; see ArchiveState


@dataclass(frozen=True, slots=True)
class ScanState:
    """The last search of a text; `searched_at` None: never."""

    searched_at: dt.datetime | None = None
    words_changed: bool = False
    names_changed: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """How many texts, (article, language), were searched for names.

    Attributes:
        texts: all of them, without the trash.
        searched: on the words that stand now.
        stale: on other words.
        never: not at all.
        unsure: of those searched, how many were edited or annotated since and not compared, because there are so many.
        behind: of those searched, how many before the last change of any name.
    """

    texts: int
    searched: int
    stale: int
    never: int
    unsure: int
    behind: int


def scan_state(article: Article, language: str) -> ScanState:
    """Whether one language of an article should be searched again; three queries."""
    scan = Scan.objects.filter(article=article, language=language).first()
    if scan is None:
        return ScanState()
    words = words_now([article.pk]).get((article.pk, language), NO_WORDS)
    changed_at = names_changed_at()
    return ScanState(scan.at, words != scan.words, changed_at is not None and changed_at > scan.at)


def archive_state() -> ArchiveState:
    """Count the texts of the archive; six queries and one per hundred texts that are compared."""
    tracks = Track.objects.filter(article__trashed_at=None)
    scans = Scan.objects.filter(article__trashed_at=None)
    scans = scans.filter(Exists(Track.objects.filter(article=OuterRef("article"), language=OuterRef("language"))))
    texts, known = tracks.count(), scans.count()
    newest = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("at")[:1]
    doubtful = scans.annotate(revised=Subquery(newest)).filter(revised__gt=F("at"))
    compared = list(doubtful.order_by("-article")[:COMPARED])
    stale = _changed(compared)
    unsure = doubtful.count() - len(compared) if len(compared) == COMPARED else 0
    changed_at = names_changed_at()
    behind = scans.filter(at__lt=changed_at).count() if changed_at else 0
    return ArchiveState(texts, known - stale, stale, texts - known, unsure, behind)


def _changed(scans: Iterable[Scan]) -> int:
    """How many of the scans saw other words than those that stand now."""
    rows = list(scans)
    words = words_now({row.article_id for row in rows})
    return sum(words.get((row.article_id, row.language), NO_WORDS) != row.words for row in rows)

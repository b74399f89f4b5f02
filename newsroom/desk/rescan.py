"""Searching the archive for names again: which texts are due, and one text after the other.

A text is due when it was never searched, when its words are others than those that were searched, or when any name
changed since. Each text is a transaction of its own and leaves its Scan, so that whoever stops half-way goes on there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from newsroom.annotation.scan import Scan, words_of
from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk.errors import Trashed
from newsroom.desk.suggest import suggest_mentions
from newsroom.localization.segment import Segment
from newsroom.staff.user import User

CHUNK = 100  # articles that are looked at together: what is in memory does not grow with the archive
_NAMES = (
    *(Verb.ADD_ENTITY, Verb.EDIT_ENTITY, Verb.EDIT_DETAILS, Verb.DELETE_ENTITY, Verb.MERGE_ENTITY, Verb.UNDO_MERGE),
    *(Verb.LOAD_FIXTURE, Verb.IMPORT_ENTITIES),
)


@dataclass(frozen=True, slots=True)
class Text:
    """One language of one article, and why it is to be searched: never, words, names, again; "": it is not."""

    article: int
    language: str
    why: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts: in one language, of articles that were made since a day; `again`: whether they are due or not."""

    language: str = ""
    since: dt.date | None = None
    again: bool = False


def count(wanted: Wanted) -> int:
    """How many texts the archive has, due or not."""
    return _tracks(wanted).count()


def texts(wanted: Wanted) -> Iterator[Text]:
    """All texts of the archive, the newest article first, each with why it is due; two queries per hundred articles."""
    changed_at, last = names_changed_at(), None
    while chunk := _chunk(wanted, last):
        articles = {article for article, _language in chunk}
        scans = {(row.article_id, row.language): row for row in Scan.objects.filter(article__in=articles)}
        words = words_now(articles)
        for article, language in chunk:
            scan, now = scans.get((article, language)), words.get((article, language), NO_WORDS)
            yield Text(article, language, "again" if wanted.again else _why(scan, now, changed_at))
        last = min(articles)


def rescan(text: Text, *, by: User) -> int | None:
    """Search one text; returns how many suggestions are new, None: its article went meanwhile. Raises NotAllowed."""
    article = Article.objects.kept().filter(pk=text.article).first()
    if article is None:
        return None
    try:
        with transaction.atomic():
            return suggest_mentions(article, language=text.language, by=by)
    except (Trashed, Article.DoesNotExist):
        return None


NO_WORDS = words_of(())


def words_now(articles: Collection[int]) -> dict[tuple[int, str], str]:
    """(article, language) -> the digest of the words that a search would read now; one query, no text is read."""
    rows = (
        Segment.objects.filter(block__article__in=articles)
        .exclude(digest="")
        .order_by("block__article", "language", "block__position")
        .values_list("block__article", "language", "block__uuid", "digest")
    )
    read: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for article, language, uuid, digest in rows:
        read.setdefault((article, language), []).append((str(uuid), digest))
    return {text: words_of(blocks) for text, blocks in read.items()}


def names_changed_at() -> dt.datetime | None:
    """When a verb last changed what any entity is called."""
    return LogEntry.objects.filter(verb__in=_NAMES).order_by("-at").values_list("at", flat=True).first()


def _why(scan: Scan | None, words: str, changed_at: dt.datetime | None) -> str:
    if scan is None:
        return "never"
    if scan.words != words:
        return "words"
    return "names" if changed_at is not None and changed_at > scan.at else ""


def _tracks(wanted: Wanted) -> QuerySet[Track]:
    rows = Track.objects.filter(article__trashed_at=None)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    return rows.filter(article__created_at__date__gte=wanted.since) if wanted.since else rows


def _chunk(wanted: Wanted, before: int | None) -> list[tuple[int, str]]:
    """The texts of the next hundred articles, the newest first."""
    rows = _tracks(wanted) if before is None else _tracks(wanted).filter(article__lt=before)
    articles = rows.order_by("-article").values_list("article", flat=True).distinct()[:CHUNK]
    chunk = _tracks(wanted).filter(article__in=list(articles)).order_by("-article", "language")
    return list(chunk.values_list("article", "language"))

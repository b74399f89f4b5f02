"""My work: what waits for one person, pile by pile, with counts per language. The front page of the desk.

Each pile is one bounded query; titles and progress are read for all piles together, so the page costs the same for one
report and for a hundred thousand. Translations that fell behind are looked for among the newest articles only: what is
older stands in the language matrix.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.content.track import State, Track
from newsroom.desk import policy
from newsroom.desk.policy import Action, Reach
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment
from newsroom.screens.progress import NOTHING, Progress, progress_of
from newsroom.staff.comment import Comment
from newsroom.staff.user import User

SHOWN = 8  # lines of a pile on the page
COUNTED = 200  # lines of a pile that are counted at all; more is "200+"
NEWEST = 300  # articles among which translations that fell behind are looked for
FOLLOWED = frozenset({State.READY, State.PUBLISHED, State.CORRECTING})  # a source worth translating

Found = tuple[int, str, dict[str, Any]]  # article, language, what else its line says


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: an article in a language, and why."""

    article: Article
    language: str
    progress: Progress
    state: str = ""
    due: dt.datetime | None = None
    overdue: bool = False
    number: int = 0
    block: UUID | None = None
    note: UUID | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits for the same reason; `counts` per language, `more` when there are more than were counted."""

    key: str
    title: Any
    lines: tuple[Line, ...]
    total: int
    counts: tuple[tuple[str, int], ...]
    more: bool
    query: str  # of the language matrix, where all of them stand; "" where it has no such question

    @property
    def is_written(self) -> bool:
        """Whether this person's next move is to write, so that a line leads straight to the text."""
        return self.key in TO_WRITE


@dataclass(frozen=True, slots=True)
class Work:
    """Everything on the front page of one person, only piles with something in them."""

    piles: tuple[Pile, ...]
    may_ingest: bool
    may_read: bool


def my_work(who: User) -> Work:
    """Read the page; at most fifteen queries."""
    if not policy.may(who, Action.READ_DRAFTS):
        return Work((), may_ingest=False, may_read=False)
    mine = policy.readable(Article.objects.kept(), who)
    found = {key: list(find(who, mine)) for key, (_title, find) in PILES.items()}
    shown = {article for rows in found.values() for article, _language, _said in rows[:SHOWN]}
    articles = {row.pk: row for row in with_headlines(Article.objects.filter(pk__in=shown))} if shown else {}
    progress = progress_of(shown) if shown else {}
    piles = (_pile(who, key, rows, articles, progress) for key, rows in found.items() if rows)
    return Work(tuple(piles), may_ingest=policy.may(who, Action.INGEST), may_read=True)


def _pile(
    who: User, key: str, rows: list[Found], articles: dict[int, Article], progress: dict[tuple[int, str], Progress]
) -> Pile:
    counted = rows[:COUNTED]
    numbers = Counter(language for _article, language, _said in counted)
    return Pile(
        key=key,
        title=PILES[key][0],
        lines=tuple(
            Line(articles[article], language, progress.get((article, language), NOTHING), **said)
            for article, language, said in rows[:SHOWN]
            if article in articles
        ),
        total=len(counted),
        counts=tuple((code, numbers[code]) for code in languages.codes() if numbers[code]),
        more=len(rows) > COUNTED,
        query=QUERIES.get(key, "").format(me=who.pk),
    )


def _lines_of(tracks: QuerySet[Track]) -> Iterator[Found]:
    """Tracks, the most urgent first."""
    now = timezone.now()
    urgent = tracks.order_by(F("due").asc(nulls_last=True), "-article__created_at", "pk")
    for track in urgent.only("article", "language", "state", "due")[: COUNTED + 1]:
        overdue = track.due is not None and track.due < now
        said = {"state": str(track.get_state_display()), "due": track.due, "overdue": overdue}
        yield track.article_id, track.language, said


def _tracks(articles: QuerySet[Article]) -> QuerySet[Track]:
    """Tracks of some articles; the articles are asked for track by track, not listed first."""
    return Track.objects.filter(Exists(articles.order_by().filter(pk=OuterRef("article"))))


def _hands(who: User) -> QuerySet[Contribution]:
    """The hands of somebody in the text of a track."""
    return Contribution.objects.filter(
        user=who, segment__block__article=OuterRef("article"), segment__language=OuterRef("language")
    )


def _assigned(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    kept = Track.objects.filter(assignee=who, article__trashed_at=None)
    return _lines_of(kept.exclude(state__in=[State.IN_REVIEW, State.CHANGES_REQUESTED, State.READY, State.PUBLISHED]))


def _changes(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    own = Q(assignee=who) | Q(article__created_by=who, language=F("article__source_language")) | Q(Exists(_hands(who)))
    return _lines_of(_tracks(mine).filter(own, state=State.CHANGES_REQUESTED))


def _reviews(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    return _second_pair(who, mine, Action.APPROVE, State.IN_REVIEW, _hands(who).filter(approved=False))


def _ready(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    return _second_pair(who, mine, Action.PUBLISH, State.READY, _hands(who))


def _second_pair(
    who: User, mine: QuerySet[Article], action: Action, state: State, hands: QuerySet[Contribution]
) -> Iterable[Found]:
    """Texts in a state that wait for eyes other than their writers'."""
    if not policy.may(who, action):
        return []
    waiting = _tracks(mine).filter(state=state)
    return _lines_of(waiting.exclude(Exists(hands)) if policy.needs_four_eyes(action) else waiting)


def _outdated(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    """Translations whose source changed, in the languages that this person may write and where they may."""
    written = _written_by(who)
    if not written:
        return []
    newest = mine.order_by("-created_at", "-pk").values("pk")[:NEWEST]
    behind = Segment.objects.outdated().filter(block__article__in=newest, language__in=written)
    if Reach.ALL not in policy.reaches_of(who, Action.TRANSLATE):
        theirs = Track.objects.filter(article=OuterRef("block__article"), language=OuterRef("language"), assignee=who)
        behind = behind.filter(Exists(theirs))
    counted = behind.order_by().values_list("block__article", "language").annotate(number=Count("pk"))
    rows = counted.order_by("-number", "block__article", "language")[: COUNTED + 1]
    return [(article, language, {"number": number}) for article, language, number in rows]


def _missing(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    """Languages in which nobody has begun to translate what is ready in its own; for those who may write anywhere."""
    written = _written_by(who)
    if not written or Reach.ALL not in policy.reaches_of(who, Action.TRANSLATE):
        return []
    newest = mine.order_by("-created_at", "-pk").values("pk")[:NEWEST]
    states: dict[int, dict[str, str]] = {}
    sources: dict[int, str] = {}
    rows = Track.objects.filter(article__in=newest).order_by("-article__created_at", "-article", "language")
    for article, language, state, source in rows.values_list(
        "article", "language", "state", "article__source_language"
    ):
        states.setdefault(article, {})[language] = state
        sources[article] = source
    return [
        (article, code, {})
        for article, known in states.items()
        for code in written
        if known.get(sources[article]) in FOLLOWED and code not in known
    ]


def _called(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    """Unresolved threads in which somebody called this person by @name."""
    called = Q(mentioned=who) | Q(replies__mentioned=who)
    readable = Exists(mine.order_by().filter(pk=OuterRef("article")))
    threads = Comment.objects.unresolved().filter(called).filter(readable)
    rows = threads.distinct().select_related("by").order_by("-at", "-pk")[: COUNTED + 1]
    return [(row.article_id, row.language, {"block": row.block, "by": str(row.by)}) for row in rows]


def _noted(who: User, mine: QuerySet[Article]) -> Iterable[Found]:
    """Open notes that were given to this person, or in whose talk somebody called them."""
    theirs = Q(assignee=who) | Q(Exists(Comment.objects.filter(note=OuterRef("pk"), mentioned=who)))
    begun_in = Span.objects.filter(note=OuterRef("pk")).order_by("pk").values("language")[:1]
    notes = Note.objects.unresolved().filter(theirs, Exists(mine.order_by().filter(pk=OuterRef("article"))))
    rows = notes.annotate(language=Coalesce(Subquery(begun_in), F("article__source_language"))).select_related("by")
    return [
        (row.article_id, row.language, {"note": row.uuid, "state": row.get_kind_display(), "by": str(row.by or "")})
        for row in rows.order_by("-at", "-pk")[: COUNTED + 1]
    ]


def _written_by(who: User) -> list[str]:
    """The languages of their own, or all for an editor who has none."""
    if not policy.may(who, Action.TRANSLATE):
        return []
    return [code for code in languages.codes() if code in who.written_languages or not who.written_languages]


PILES: dict[str, tuple[Any, Callable[[User, QuerySet[Article]], Iterable[Found]]]] = {
    "assigned": (_("Assigned to me"), _assigned),
    "changes": (_("Changes asked for on what I wrote"), _changes),
    "reviews": (_("Reviews I can do"), _reviews),
    "ready": (_("Ready to be published"), _ready),
    "comments": (_("Comments that call me"), _called),
    "notes": (_("Notes for me"), _noted),
    "outdated": (_("Translations whose source changed"), _outdated),
    "missing": (_("Translations not begun"), _missing),
}

TO_WRITE = frozenset({"assigned", "changes", "outdated"})
QUERIES = {
    "assigned": "?assignee={me}",
    "changes": "?state=changes_requested",
    "reviews": "?state=in_review",
    "ready": "?state=ready",
    "outdated": "?state=outdated",
    "missing": "?state=missing",
}

"""The list of articles: filtered by the states of their languages, searched by folded words, in alphabetical order.

Every look-up starts from what `policy.readable` leaves. The search reads the shadow text of segments
(`Segment.folded`), so that neither ZWNJ nor ي for ی nor digits of another script hide an article, on either database.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.revision import Revision
from newsroom.content.track import State, Track
from newsroom.desk import policy
from newsroom.desk.policy import Action, Reach
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text.fold import fold_key

MISSING, OUTDATED = "missing", "outdated"  # states of a cell that are facts of its segments, not of its track
MOST_WORDS = 8
LONGEST_QUERY = 200
AROUND_A_WORD = "\"'.,،;؛:!?؟()[]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: those with one language (any when empty) in a state, assigned to somebody.

    `state` is a State, MISSING or OUTDATED; `assignee` a primary key, 0 for nobody, None for whoever.
    """

    language: str = ""
    state: str = ""
    assignee: int | None = None


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with what a line of the list shows: their tracks, the moment of their last change."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    tracks = Track.objects.select_related("assignee").order_by("language")
    return articles.annotate(changed_at=Subquery(latest.values("at")[:1])).prefetch_related(
        Prefetch("tracks", queryset=tracks)
    )


def with_title_key(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with `title_key`, by which the titles of their source languages stand in alphabetical order."""
    own = Track.objects.filter(article=OuterRef("pk"), language=OuterRef("source_language"))
    return articles.annotate(title_key=Subquery(own.values("sort_key")[:1]))


def matching(articles: QuerySet[Article], wanted: Wanted) -> QuerySet[Article]:
    """Those with one language that is all that is wanted at once."""
    if wanted.state == MISSING:
        return _missing(articles, wanted)
    tracks = Track.objects.filter(article=OuterRef("pk"))
    if wanted.language:
        tracks = tracks.filter(language=wanted.language)
    if wanted.assignee is not None:
        tracks = tracks.filter(assignee=wanted.assignee or None)
    if wanted.state in State.values:
        tracks = tracks.filter(state=wanted.state)
    if wanted.state == OUTDATED:
        of_track = Segment.objects.outdated().filter(block__article=OuterRef("article"), language=OuterRef("language"))
        tracks = tracks.filter(Exists(of_track))
    return articles.filter(Exists(tracks)) if wanted != Wanted() else articles


def found(articles: QuerySet[Article], term: str, who: User) -> QuerySet[Article]:
    """Those in which every word of `term` occurs, in any order and any language that `who` may read; or the one of
    this public id.
    """
    words = [word.strip(AROUND_A_WORD) for word in fold_key(term[:LONGEST_QUERY]).split()]
    words = [word for word in words if word][:MOST_WORDS]
    if not words:
        return articles
    texts = _texts_for(who)
    containing = Q()
    for word in words:
        containing &= Q(pk__in=texts.filter(folded__contains=word).values("block__article"))
    return articles.filter(containing | Q(public_id=term.strip().lower()))


def _texts_for(who: User) -> QuerySet[Segment]:
    """The segments whose words may answer somebody: an answer must not tell what they may not read."""
    texts = Segment.objects.order_by()
    reaches = policy.reaches_of(who, Action.READ_DRAFTS)
    if Reach.ALL in reaches:
        return texts
    track = Track.objects.filter(
        article=OuterRef("block__article"), language=OuterRef("language"), assignee=who
    )
    theirs = Q(language=F("block__article__source_language")) | Q(Exists(track))
    if Reach.OWN in reaches:
        theirs |= Q(block__article__created_by=who)
    return texts.filter(theirs)


def _missing(articles: QuerySet[Article], wanted: Wanted) -> QuerySet[Article]:
    """Articles without a word in the language, or in any one of the site's."""
    lacking = Q()
    for code in [wanted.language] if wanted.language else languages.codes():
        written = Segment.objects.filter(block__article=OuterRef("pk"), language=code).exclude(status=Status.MISSING)
        track = Track.objects.filter(article=OuterRef("pk"), language=code, assignee__isnull=False)
        if wanted.assignee:
            track = track.filter(assignee=wanted.assignee)
        theirs = Q() if wanted.assignee is None else Q(Exists(track)) if wanted.assignee else ~Q(Exists(track))
        lacking |= ~Q(Exists(written)) & theirs
    return articles.filter(lacking)

"""The language matrix: articles x languages x state, so that an editor sees at a glance what is behind where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.content.track import Track
from newsroom.desk import policy
from newsroom.screens.article_list import MISSING, Wanted, listed, matching
from newsroom.screens.progress import NOTHING, Progress, progress_of
from newsroom.staff.user import User

PAGE = 25


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one article. `state` is a State or MISSING; without a track there is no label and no assignee."""

    language: str
    state: str
    label: str
    progress: Progress
    assignee: User | None
    due: dt.datetime | None
    is_source: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One article with a cell for each language of the site."""

    article: Article
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the matrix; it is not counted how many there are."""

    rows: tuple[Row, ...]
    page: int
    has_next: bool


def matrix(who: User, wanted: Wanted, *, page: int = 1) -> Matrix:
    """The page of newest articles that `who` may read and that match; six queries, however long."""
    articles = matching(policy.readable(Article.objects.kept(), who), wanted)
    first = (max(page, 1) - 1) * PAGE
    newest = with_headlines(listed(articles)).order_by("-created_at", "-pk")
    shown = list(newest[first : first + PAGE + 1])
    progress = progress_of([article.pk for article in shown[:PAGE]])
    rows = tuple(Row(article, _cells(article, progress)) for article in shown[:PAGE])
    return Matrix(rows, max(page, 1), has_next=len(shown) > PAGE)


def _cells(article: Article, progress: dict[tuple[int, str], Progress]) -> tuple[Cell, ...]:
    tracks = {track.language: track for track in article.tracks.all()}
    return tuple(
        _cell(article, code, tracks.get(code), progress.get((article.pk, code), NOTHING)) for code in languages.codes()
    )


def _cell(article: Article, code: str, track: Track | None, progress: Progress) -> Cell:
    begun = track is not None and progress.written > 0
    return Cell(
        language=code,
        state=track.state if track and begun else MISSING,
        label=str(track.get_state_display()) if track and begun else "",
        progress=progress,
        assignee=track.assignee if track else None,
        due=track.due if track else None,
        is_source=code == article.source_language,
    )

"""The article's page in the admin: blocks, what waits for a decision, and how far each language is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, prefetch_related_objects

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import WORDLESS, Block
from newsroom.content.repair import Repair
from newsroom.content.track import Track
from newsroom.desk import policy, readiness, steps
from newsroom.desk.policy import Action
from newsroom.desk.workflow import Step
from newsroom.publishing.edition import EditionKind
from newsroom.publishing.publication import Publication
from newsroom.screens.progress import NOTHING, Progress, progress_of
from newsroom.staff.comment import Comment
from newsroom.staff.user import User

# A first edition is a first edition; a later one says what it is. Retracting comes with its own verb.
KINDS_OF_A_NEXT_EDITION = tuple(
    (kind.value, kind.label) for kind in (EditionKind.UPDATE, EditionKind.CORRECTION, EditionKind.CLARIFICATION)
)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language of one article: how far it is and what this person may do about it.

    `steps` are those of the workflow that this person could take now, drawn as buttons from the one table.
    """

    code: str
    name: str
    direction: str
    state: str
    assignee: User | None
    due: dt.datetime | None
    progress: Progress
    suggestions: int
    comments: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    path: str
    again: tuple[tuple[str, Any], ...]
    steps: tuple[Step, ...]
    may_suggest: bool
    may_confirm: bool
    may_assign: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the article's page shows beside its form."""

    languages: tuple[LanguageRow, ...]
    blocks: tuple[Block, ...]
    texts: int
    open_repairs: int
    revision: int
    may_repair: bool
    may_annotate: bool
    may_ingest: bool
    trashed: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for all languages at once."""

    tracks: dict[str, Track]
    paths: dict[str, str]
    steps: dict[str, tuple[Step, ...]]
    progress: dict[tuple[int, str], Progress]
    suggestions: dict[str, int]
    comments: dict[str, int]


def overview(article: Article, who: User) -> Overview:
    """Read the page; the number of queries grows with the languages, not with the blocks."""
    prefetch_related_objects([article], Prefetch("tracks", queryset=Track.objects.select_related("assignee")))
    read = _read(article, who)
    blocks = tuple(Block.objects.of_article(article))
    return Overview(
        languages=tuple(_row(article, code, who, read) for code in policy.readable_languages(who, article)),
        blocks=blocks,
        texts=sum(block.kind not in WORDLESS for block in blocks),
        revision=article.revisions.aggregate(last=Max("number"))["last"] or 0,
        open_repairs=Repair.objects.open().filter(block__article=article).count(),
        may_repair=policy.may(who, Action.EDIT_SOURCE, article=article, language=article.source_language),
        may_annotate=article.trashed_at is None and policy.may(who, Action.ANNOTATE, article=article),
        may_ingest=policy.may(who, Action.INGEST),
        trashed=article.trashed_at is not None,
    )


def _read(article: Article, who: User) -> _Read:
    live = Publication.objects.live().filter(article_public_id=article.public_id)
    undecided = Span.objects.undecided().filter(block__article=article).order_by()
    open_threads = Comment.objects.unresolved().filter(article=article).order_by()
    return _Read(
        tracks={track.language: track for track in article.tracks.all()},
        paths=dict(live.values_list("language", "path")),
        steps=steps.open_to(who, article),
        progress=progress_of([article.pk]),
        suggestions=dict(undecided.values_list("language").annotate(number=Count("pk"))),
        comments=dict(open_threads.values_list("language").annotate(number=Count("pk"))),
    )


def _row(article: Article, code: str, who: User, read: _Read) -> LanguageRow:
    track, progress = read.tracks.get(code), read.progress.get((article.pk, code), NOTHING)
    return LanguageRow(
        code=code,
        name=languages.own_name(code),
        direction=languages.direction(code),
        state=str(track.get_state_display()) if track else "",
        assignee=track.assignee if track else None,
        due=track.due if track else None,
        progress=progress,
        suggestions=read.suggestions.get(code, 0),
        comments=read.comments.get(code, 0),
        problems=tuple(readiness.problems(article, code, approved=True)[:3]) if track else (),
        warnings=tuple(readiness.warnings(article, code)) if track else (),
        path=read.paths.get(code, ""),
        again=KINDS_OF_A_NEXT_EDITION if code in read.paths else (),
        steps=tuple(
            step for step in read.steps.get(code, ()) if not (step == Step.APPROVE and _has_been_read(track, progress))
        ),
        may_suggest=track is not None and policy.may(who, Action.SUGGEST, article=article, language=code),
        may_confirm=bool(progress.outdated) and policy.may(who, Action.TRANSLATE, article=article, language=code),
        may_assign=policy.may(who, Action.ASSIGN, article=article, language=code),
        may_write=article.trashed_at is None
        and policy.may(who, policy.action_for_text(article, code), article=article, language=code),
    )


def _has_been_read(track: Track | None, progress: Progress) -> bool:
    """Whether nothing is left to approve, so that no button offers it."""
    return track is not None and track.state in steps.SETTLED and progress.approved == progress.written

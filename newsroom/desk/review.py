"""Reviewing: the author hands a text in, another person approves it or asks for changes, source or translation."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from newsroom.content.article import Article
from newsroom.content.track import State, Track
from newsroom.desk import notifications, record, workflow
from newsroom.desk.comments import write_comment
from newsroom.desk.errors import Incomplete, Unseen
from newsroom.desk.workflow import Step
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Happening
from newsroom.staff.user import User


@transaction.atomic
def submit(article: Article, *, language: str, by: User) -> Track:
    """Hand one language in for review and tell those who may review it.

    Raises NotAllowed, IllegalStep, NotReady (texts missing or outdated).
    """
    article, track = workflow.begin(article, language=language, step=Step.SUBMIT, by=by)
    workflow.move(track, step=Step.SUBMIT)
    reviewers = notifications.reviewers(article, language)
    notifications.tell(reviewers, Happening.REVIEW_REQUESTED, article=article, language=language, by=by)
    _log(Step.SUBMIT, article, by, language)
    return track


@transaction.atomic
def withdraw_review(article: Article, *, language: str, by: User) -> Track:
    """Take one language back from review. Raises NotAllowed, IllegalStep."""
    article, track = workflow.begin(article, language=language, step=Step.WITHDRAW_REVIEW, by=by)
    workflow.move(track, step=Step.WITHDRAW_REVIEW)
    _log(Step.WITHDRAW_REVIEW, article, by, language)
    return track


@transaction.atomic
def request_changes(article: Article, *, language: str, reason: str, by: User, block: UUID | None = None) -> Comment:
    """Send one language back to its authors; `reason` becomes a comment, on `block` or on the whole text.

    What was approved is so no longer, and whoever wrote it counts as its writer again. Raises NotAllowed, IllegalStep,
    Incomplete (no reason), UnknownBlock, BadText.
    """
    article, track = workflow.begin(article, language=language, step=Step.REQUEST_CHANGES, by=by)
    if not reason.strip():
        raise Incomplete(_("Say what should be changed."))
    workflow.move(track, step=Step.REQUEST_CHANGES)
    _take_approval_back(article, language)
    comment = write_comment(article, language=language, block=block, text=reason, by=by)
    authors = notifications.authors(article, language)
    notifications.tell(authors, Happening.CHANGES_REQUESTED, article=article, language=language, by=by, block=block)
    _log(Step.REQUEST_CHANGES, article, by, language)
    return comment


@transaction.atomic
def approve(article: Article, *, language: str, by: User, seen_revision: int | None = None) -> int:
    """Approve every text of one language as it stands now. Returns how many were newly approved.

    `seen_revision`: the number of the article's revision that the reviewer has read; a later one is refused.
    Raises NotAllowed (also when `by` wrote part of it since the last approval, see settings.FOUR_EYES), IllegalStep,
    NotReady and Unseen.
    """
    article, track = workflow.begin(article, language=language, step=Step.APPROVE, by=by)
    _refuse_unseen(article, seen_revision)
    done = [Status.APPROVED, Status.MISSING]
    waiting = Segment.objects.of_article(article.pk, language).exclude(status__in=done).order_by()
    segments = list(waiting.values_list("pk", flat=True))
    if not segments and track.state in (State.READY, State.PUBLISHED):
        return 0
    authors = notifications.authors(article, language)
    count = Segment.objects.filter(pk__in=segments).update(status=Status.APPROVED, reviewer=by)
    Contribution.objects.filter(segment__in=segments).update(approved=True)
    revision = record.revise(article, by=by, summary=f"approve {language}")
    workflow.move(track, step=Step.APPROVE, approved_revision=revision)
    notifications.tell(authors, Happening.APPROVED, article=article, language=language, by=by)
    _log(Step.APPROVE, article, by, language, detail=str(count))
    return count


def _take_approval_back(article: Article, language: str) -> None:
    approved = Segment.objects.of_article(article.pk, language).filter(status=Status.APPROVED).order_by()
    segments = list(approved.values_list("pk", flat=True))
    before = Status.DRAFT if language == article.source_language else Status.TRANSLATED
    Segment.objects.filter(pk__in=segments).update(status=before, reviewer=None)
    Contribution.objects.filter(segment__in=segments).update(approved=False)


def _refuse_unseen(article: Article, seen_revision: int | None) -> None:
    last = article.revisions.aggregate(last=Max("number"))["last"]
    if seen_revision is not None and seen_revision != last:
        raise Unseen


def _log(step: Step, article: Article, by: User, language: str, detail: str = "") -> None:
    verb = workflow.TABLE[step].verb
    assert verb is not None
    record.log(verb, article, by=by, language=language, detail=detail)

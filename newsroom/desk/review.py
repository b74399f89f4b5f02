"""Reviewing: another person approves the text of a language, source or translation."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.track import State, Track
from newsroom.desk import policy, readiness, record
from newsroom.desk.errors import NotReady, Unseen
from newsroom.desk.policy import Action
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User


@transaction.atomic
def approve(article: Article, *, language: str, by: User, seen_revision: int | None = None) -> int:
    """Approve every text of one language as it stands now. Returns how many were newly approved.

    `seen_revision`: the number of the article's revision that the reviewer has read; a later one is refused.
    Raises NotAllowed (also when `by` wrote part of it since the last approval, see settings.FOUR_EYES), NotReady and
    Unseen.
    """
    article = record.locked(article)  # first: whoever is writing now must be seen by the check for four eyes
    policy.check(by, Action.APPROVE, article=article, language=language)
    policy.check_four_eyes(by, Action.APPROVE, article=article, language=language)
    _refuse_unseen(article, seen_revision)
    if problems := readiness.problems(article, language, approved=False):
        raise NotReady(problems)
    done = [Status.APPROVED, Status.MISSING]
    waiting = Segment.objects.of_article(article.pk, language).exclude(status__in=done).order_by()
    segments = list(waiting.values_list("pk", flat=True))
    count = Segment.objects.filter(pk__in=segments).update(status=Status.APPROVED, reviewer=by)
    Contribution.objects.filter(segment__in=segments).update(approved=True)
    if count:
        revision = record.revise(article, by=by, summary=f"approve {language}")
        Track.objects.filter(article=article, language=language).update(
            state=State.READY, approved_revision=revision
        )
        record.log(Verb.APPROVE, article, by=by, language=language, detail=str(count))
    return count


def _refuse_unseen(article: Article, seen_revision: int | None) -> None:
    last = article.revisions.aggregate(last=Max("number"))["last"]
    if seen_revision is not None and seen_revision != last:
        raise Unseen

"""Reviewing: another person approves the text of a language, source or translation."""

from __future__ import annotations

from django.db import transaction

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.track import State, Track
from newsroom.desk import policy, readiness, record
from newsroom.desk.errors import NotReady
from newsroom.desk.policy import Action
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User


@transaction.atomic
def approve(article: Article, *, language: str, by: User) -> int:
    """Approve every text of one language as it stands now. Returns how many were newly approved.

    Raises NotAllowed (also when `by` wrote part of it, see settings.FOUR_EYES) and NotReady.
    """
    policy.check(by, Action.APPROVE, article=article, language=language)
    policy.check_four_eyes(by, Action.APPROVE, article=article, language=language)
    article = record.locked(article)
    if problems := readiness.problems(article, language, approved=False):
        raise NotReady(problems)
    waiting = Segment.objects.of_article(article.pk, language).exclude(status=Status.APPROVED).order_by()
    count = Segment.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        status=Status.APPROVED, reviewer=by
    )
    if count:
        revision = record.revise(article, by=by, summary=f"approve {language}")
        Track.objects.filter(article=article, language=language).update(
            state=State.READY, approved_revision=revision
        )
        record.log(Verb.APPROVE, article, by=by, language=language, detail=str(count))
    return count

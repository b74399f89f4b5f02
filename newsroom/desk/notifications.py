"""Notifications: verbs tell the people whom it concerns, inside their own transaction, and people mark them as read.

A row names what happened, never the text. Reading one is nobody's business but its reader's: it leaves no row in the
log, as presence does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk import policy
from newsroom.desk.policy import Action, Reach
from newsroom.localization.contribution import Contribution
from newsroom.staff.notification import Happening, Notification
from newsroom.staff.user import User


def tell(
    people: Iterable[int], happening: Happening, *, article: Article, language: str, by: User, block: UUID | None = None
) -> int:
    """Let `people` (primary keys) know, except `by` and who left; returns how many were told.

    The same news again takes the place of what they have not read yet.
    """
    active = User.objects.filter(pk__in=set(people) - {by.pk}, is_active=True, is_staff=True).order_by("pk")
    told = list(active.values_list("pk", flat=True))
    if not told:
        return 0
    same = {"happening": happening, "article": article, "language": language, "block": block}
    Notification.objects.unread().filter(to__in=told, **same).delete()
    now = timezone.now()
    Notification.objects.bulk_create([Notification(to_id=to, by=by, at=now, **same) for to in told])
    return len(told)


@transaction.atomic
def mark_read(who: User, *, only: int | None = None) -> int:
    """Mark one (`only`, its primary key) or all of a person's notifications as read; returns how many were unread."""
    unread = Notification.objects.unread().filter(to=who)
    return (unread if only is None else unread.filter(pk=only)).update(read_at=timezone.now())


def reviewers(article: Article, language: str) -> set[int]:
    """Who could approve a language: those with the right everywhere who had no hand in it."""
    roles = [role for role, reach in policy.TABLE[Action.APPROVE].items() if reach == Reach.ALL]
    able = set(User.objects.filter(is_active=True, is_staff=True, groups__name__in=roles).values_list("pk", flat=True))
    return able - _hands(article, language) if policy.needs_four_eyes(Action.APPROVE) else able


def authors(article: Article, language: str, *, ever: bool = False) -> set[int]:
    """Who wrote a language since it was last approved, or `ever`, and who is assigned to it."""
    assigned = Track.objects.filter(article=article, language=language, assignee__isnull=False)
    return _hands(article, language, ever=ever) | set(assigned.values_list("assignee", flat=True))


def _hands(article: Article, language: str, *, ever: bool = False) -> set[int]:
    hands = Contribution.objects.to_article(article.pk, language)
    return set((hands if ever else hands.unapproved()).order_by().values_list("user", flat=True))

"""Presence: an open editor says every few seconds that somebody is there, and who else is.

No audit row and no revision: DESIGN, idea 5, names pings as exempt.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.staff.presence import Presence
from newsroom.staff.user import User


@transaction.atomic
def be_present(
    article: Article, *, language: str, by: User, writing: bool = False, block: UUID | None = None
) -> Presence:
    """Say that `by` has the article open in a language: with unsaved work or not, and in which block.

    Raises NotAllowed, UnknownLanguage.
    """
    languages.check(language)
    policy.check(by, Action.READ_DRAFTS, article=article, language=language)
    said = {"writing": writing, "block": block, "at": timezone.now()}
    row, _created = Presence.objects.update_or_create(article=article, language=language, user=by, defaults=said)
    return row


def away(article: Article, *, language: str, by: User) -> None:
    """Say that `by` has closed it; nothing happens to who was not there."""
    Presence.objects.filter(article=article, language=language, user=by).delete()


def present(article: Article, *, besides: User) -> list[Presence]:
    """Everybody else who has the article open in any language, by name; one query."""
    others = Presence.objects.fresh().filter(article=article).exclude(user=besides).select_related("user")
    return list(others.order_by("user__first_name", "user__last_name", "user__username", "language"))

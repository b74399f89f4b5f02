"""Drafts: unsaved work kept on the server. No part of the article: no audit row, no revision (DESIGN, idea 5)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.content.article import Article
from newsroom.content.draft import Draft
from newsroom.desk import policy
from newsroom.desk.errors import Incomplete
from newsroom.staff.user import User

LONGEST_DRAFT = 2_000_000  # characters: several times the longest article


@transaction.atomic
def keep_draft(article: Article, *, language: str, revision: int, payload: str, by: User) -> Draft:
    """Keep what somebody has typed, in place of what was kept before. Raises NotAllowed, Incomplete (too long)."""
    policy.check(by, policy.action_for_text(article, language), article=article, language=language)
    if len(payload) > LONGEST_DRAFT:
        raise Incomplete(_("The unsaved work is too long to be kept; save it."))
    draft, _created = Draft.objects.update_or_create(
        article=article,
        language=language,
        user=by,
        defaults={"revision": revision, "payload": payload, "at": timezone.now()},
    )
    return draft


def draft_of(article: Article, *, language: str, by: User) -> Draft | None:
    """What this person typed here and did not save; nobody reads another one's."""
    return Draft.objects.filter(article=article, language=language, user=by).first()


def discard_draft(article: Article, *, language: str, by: User) -> None:
    """Forget it: it was saved, or is not wanted any more."""
    Draft.objects.filter(article=article, language=language, user=by).delete()

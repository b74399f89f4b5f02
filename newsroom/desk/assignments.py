"""Assignments: who works on one language of an article, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk import notifications, policy, record, workflow
from newsroom.desk.errors import NotAssignable
from newsroom.desk.policy import Action
from newsroom.staff.notification import Happening
from newsroom.staff.roles import Role
from newsroom.staff.user import User


@transaction.atomic
def assign(
    article: Article, *, language: str, to: User | None, by: User, due: dt.datetime | None = None
) -> Track:
    """Give one language of an article to a person, due at a moment or whenever; nobody (`to=None`) takes it back.

    The same again changes nothing. Raises NotAllowed, NotAssignable, UnknownLanguage.
    """
    languages.check(language)
    article = record.locked(article)
    policy.check(by, Action.ASSIGN, article=article, language=language)
    if to is not None and not assignable(to, article, language):
        raise NotAssignable(to.get_username(), languages.translated_name(language))
    track, due = workflow.track_of(article, language), due if to else None
    if (track.assignee_id, track.due) == (to.pk if to else None, due):
        return track
    another = track.assignee_id != (to.pk if to else None)
    track.assignee, track.due = to, due
    track.save(update_fields=["assignee", "due"])
    if to and another:
        notifications.tell([to.pk], Happening.ASSIGNED, article=article, language=language, by=by)
    said = f"{to.get_username()} {due.date().isoformat() if due else ''}".strip() if to else "-"
    record.log(Verb.ASSIGN, article, by=by, language=language, detail=said)
    return track


@transaction.atomic
def assign_many(
    articles: Iterable[Article], *, language: str, to: User | None, by: User, due: dt.datetime | None = None
) -> int:
    """The same for several articles, all or none; returns for how many. Same errors as assign."""
    return len([assign(article, language=language, to=to, due=due, by=by) for article in articles])


def assignable(who: User, article: Article, language: str) -> bool:
    """Whether somebody may work on a language of an article once it is theirs: writing it, or annotating it."""
    if not (who.is_active and who.is_staff):
        return False
    return policy.could_work(who, article, language) or policy.may(who, Action.ANNOTATE, article=article)


def candidates() -> list[User]:
    """Those to whom anything can be assigned, by name, with roles and languages read along."""
    roles = [role for role in Role if role != Role.ADMINISTRATOR]
    people = User.objects.filter(is_active=True, is_staff=True, groups__name__in=roles).distinct()
    return list(people.order_by("last_name", "first_name", "username").prefetch_related("language_rights"))

"""Sessions: ending them, one's own or, as an administrator, those of others."""

from __future__ import annotations

from django.db import transaction

from newsroom.audit.verbs import Verb
from newsroom.desk import policy, record
from newsroom.desk.policy import Action
from newsroom.staff.session import LoginSession
from newsroom.staff.user import User


@transaction.atomic
def end_session(session: LoginSession, *, by: User) -> None:
    """Log one browser out. Raises NotAllowed where it is another person's and `by` does not manage the staff."""
    whose = session.user
    if whose is None:
        return
    _check(whose, by)
    record.lock(whose)
    count, _rows = LoginSession.objects.filter(pk=session.pk).delete()
    if count:
        record.log(Verb.END_SESSIONS, whose, by=by, detail=session.agent)


@transaction.atomic
def end_sessions(user: User, *, by: User, keep: str = "") -> int:
    """Log a person out everywhere but in the session `keep`. Returns how many sessions ended. Raises NotAllowed."""
    _check(user, by)
    record.lock(user)
    count = drop_sessions(user, keep=keep)
    if count:
        record.log(Verb.END_SESSIONS, user, by=by, detail=str(count))
    return count


def drop_sessions(user: User, *, keep: str = "") -> int:
    """The step inside a verb's transaction: whose password or rights changed logs in anew. Returns how many ended."""
    living = LoginSession.objects.filter(user=user).alive().exclude(session_key=keep).count()
    LoginSession.objects.filter(user=user).exclude(session_key=keep).delete()
    return living


def _check(whose: User, by: User) -> None:
    if whose.pk != by.pk:
        policy.check(by, Action.MANAGE_STAFF)
        policy.check_rank(whose, by=by)

"""Passwords: set by an administrator, chosen by their owner, or chosen anew after a mail.

Whichever way it changes, every session that was opened with the old one ends. No row of the log holds any of it.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.desk import policy, record
from newsroom.desk.policy import Action
from newsroom.desk.sessions import drop_sessions
from newsroom.staff.user import User

MAIL_PAUSE = dt.timedelta(minutes=10)  # between two mails to one person


@transaction.atomic
def set_password(user: User, *, password: str, by: User) -> None:
    """Give a member of staff a new password. Raises NotAllowed, and ValidationError when it is too weak."""
    policy.check(by, Action.MANAGE_STAFF)
    policy.check_rank(user, by=by)
    _write(user, password, Verb.SET_PASSWORD, by)


@transaction.atomic
def choose_password(user: User, *, password: str, keep: str = "", mailed: bool = False) -> None:
    """The owner's own choice, who has shown the old password, or a link that was `mailed` to them.

    The session `keep` goes on. Raises ValidationError when it is too weak.
    """
    verb = Verb.RESET_PASSWORD if mailed else Verb.CHANGE_PASSWORD
    _write(user, password, verb, by=user, keep=keep)


@transaction.atomic
def ask_for_reset(user: User) -> bool:
    """Note that a mail with a link goes out, asked for by whoever typed the address. False: one went out just now."""
    record.lock(user)
    asked = LogEntry.objects.about("user", str(user.uuid)).filter(verb=Verb.ASK_RESET)
    if asked.filter(at__gt=timezone.now() - MAIL_PAUSE).exists():
        return False
    record.log(Verb.ASK_RESET, user, by=None)
    return True


def _write(user: User, password: str, verb: Verb, by: User, keep: str = "") -> None:
    record.lock(user)
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    drop_sessions(user, keep=keep)
    record.log(verb, user, by=by)

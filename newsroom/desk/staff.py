"""Staff: who works here, in which roles, writing which languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import Group
from django.db import transaction

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.desk import policy, record
from newsroom.desk.errors import NoSuchMember
from newsroom.desk.policy import Action
from newsroom.desk.sessions import drop_sessions
from newsroom.staff.roles import Role
from newsroom.staff.user import LanguageRight, User


@transaction.atomic
def save_user(user: User, *, changed: Sequence[str], by: User) -> User:
    """Write a new member of staff or the `changed` columns of one. Raises NotAllowed, ValidationError."""
    policy.check(by, Action.MANAGE_STAFF)
    policy.check_rank(user, by=by)
    record.lock(user)
    adding = user._state.adding
    user.full_clean()
    if adding:
        user.save(force_insert=True)
    elif changed:
        user.save(update_fields=list(changed))
    if not user.is_active:
        drop_sessions(user)
    if adding or changed:
        record.log(Verb.ADD_USER if adding else Verb.EDIT_USER, user, by=by, detail=", ".join(changed))
    return user


@transaction.atomic
def set_rights(user: User, *, roles: Iterable[str], writes: Iterable[str], by: User) -> None:
    """Give a member of staff exactly these roles and these languages to write; they log in anew to use them.

    Raises NotAllowed, UnknownLanguage.
    """
    policy.check(by, Action.MANAGE_STAFF)
    policy.check_rank(user, by=by)
    record.lock(user)
    roles, writes = sorted(Role(role) for role in roles), sorted(languages.check(code) for code in writes)
    before = (sorted(user.groups.values_list("name", flat=True)), sorted(user.written_languages))
    if before == (roles, writes):
        return
    user.groups.set(Group.objects.filter(name__in=roles))
    user.language_rights.exclude(language__in=writes).delete()
    LanguageRight.objects.bulk_create(
        [LanguageRight(user=user, language=code) for code in writes], ignore_conflicts=True
    )
    for cached in ("roles", "written_languages"):
        user.__dict__.pop(cached, None)
    drop_sessions(user)
    record.log(Verb.SET_RIGHTS, user, by=by, detail=f"{', '.join(roles)}; {', '.join(writes)}")


def member(username: str) -> User:
    """The member of staff of this name; raises NoSuchMember."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NoSuchMember(username)
    return user

"""Members of staff through the verbs: accounts, rights, refusals, and what the log says of them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from newsroom.audit.log import LogEntry
from newsroom.base.languages import UnknownLanguage
from newsroom.desk.errors import NoSuchMember, NotAllowed
from newsroom.desk.staff import member, save_user, set_rights
from newsroom.staff.user import LanguageRight, User


def verbs_on(user: User) -> list[str]:
    return list(LogEntry.objects.about("user", str(user.uuid)).values_list("verb", flat=True))


def newcomer(username: str = "zhanna") -> User:
    user = User(username=username, is_staff=True)
    user.set_password("correct horse battery staple")
    return user


def test_a_new_member_is_written_with_one_row(staff: dict[str, User]) -> None:
    user = save_user(newcomer(), changed=["username"], by=staff["administrator"])
    assert member("zhanna") == user
    assert verbs_on(user) == ["add_user"]
    assert user.roles == frozenset()


def test_only_the_changed_columns_are_written(staff: dict[str, User]) -> None:
    editor = member("editor")
    User.objects.filter(pk=editor.pk).update(first_name="Meanwhile")
    editor.last_name = "Ahmadi-Rad"
    save_user(editor, changed=["last_name"], by=staff["administrator"])
    fresh = member("editor")
    assert (fresh.first_name, fresh.last_name) == ("Meanwhile", "Ahmadi-Rad")
    assert LogEntry.objects.about("user", str(editor.uuid)).last().detail == "last_name"  # type: ignore[union-attr]


def test_nothing_changed_writes_no_row(staff: dict[str, User]) -> None:
    before = verbs_on(staff["editor"])
    save_user(member("editor"), changed=[], by=staff["administrator"])
    assert verbs_on(staff["editor"]) == before


@pytest.mark.parametrize("username", ["", "two words", "editor", "x" * 151])
def test_an_impossible_username_is_refused(staff: dict[str, User], username: str) -> None:
    before = User.objects.count()
    with pytest.raises(ValidationError) as refusal:
        save_user(newcomer(username), changed=[], by=staff["administrator"])
    assert list(refusal.value.message_dict) == ["username"]
    assert User.objects.count() == before


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "editor", "publisher"])
def test_only_an_administrator_manages_the_staff(staff: dict[str, User], who: str) -> None:
    with pytest.raises(NotAllowed):
        save_user(newcomer(), changed=[], by=staff[who])
    with pytest.raises(NotAllowed):
        set_rights(staff[who], roles=["administrator"], writes=[], by=staff[who])
    assert not User.objects.filter(username="zhanna").exists()
    assert member(who).roles == staff[who].roles


def test_rights_are_exactly_the_ones_given(staff: dict[str, User]) -> None:
    anna = member("translator-ru")
    set_rights(anna, roles=["reporter", "translator"], writes=["en", "fa"], by=staff["administrator"])
    assert (anna.roles, anna.written_languages) == ({"reporter", "translator"}, {"en", "fa"})  # on the object in hand
    fresh = member("translator-ru")
    assert (fresh.roles, fresh.written_languages) == ({"reporter", "translator"}, {"en", "fa"})
    set_rights(fresh, roles=[], writes=[], by=staff["administrator"])
    assert not LanguageRight.objects.filter(user=anna).exists()
    assert member("translator-ru").roles == frozenset()


def test_the_same_rights_again_write_no_row(staff: dict[str, User]) -> None:
    anna = staff["translator-ru"]
    before = verbs_on(anna)
    set_rights(anna, roles=["translator"], writes=["ru"], by=staff["administrator"])
    assert verbs_on(anna) == before


def test_the_log_says_which_rights_were_given(staff: dict[str, User]) -> None:
    set_rights(staff["annotator"], roles=["editor", "annotator"], writes=["ru"], by=staff["administrator"])
    last = LogEntry.objects.about("user", str(staff["annotator"].uuid)).last()
    assert last is not None
    assert (last.verb, last.detail, last.who) == ("set_rights", "annotator, editor; ru", staff["administrator"])


def test_an_unknown_role_or_language_is_refused_and_changes_nothing(staff: dict[str, User]) -> None:
    with pytest.raises(UnknownLanguage, match="de"):
        set_rights(staff["annotator"], roles=["editor"], writes=["de"], by=staff["administrator"])
    with pytest.raises(ValueError, match="owner"):
        set_rights(staff["annotator"], roles=["owner"], writes=[], by=staff["administrator"])
    assert member("annotator").roles == {"annotator"}


def test_groups_that_are_no_roles_do_not_get_in_the_way(staff: dict[str, User]) -> None:
    from django.contrib.auth.models import Group

    staff["annotator"].groups.add(Group.objects.create(name="friends"))
    set_rights(staff["annotator"], roles=["annotator"], writes=[], by=staff["administrator"])
    assert member("annotator").roles == {"annotator"}


def test_nobody_of_that_name_works_here(db: None) -> None:
    with pytest.raises(NoSuchMember, match="nobody"):
        member("nobody")

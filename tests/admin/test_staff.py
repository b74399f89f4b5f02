"""Members of staff in the admin: accounts, roles, languages, passwords; and what an administrator may not do."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.staff.user import User
from tests.admin.forms import enter, errors_of, filled_in
from tests.stories import PASSWORD

GOOD = "correct horse battery staple"
NEW = {"username": "zhanna", "password1": GOOD, "password2": GOOD, "is_staff": "on"}


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Maria the administrator at her desk."""
    return enter(client, staff["administrator"])


def add(desk: Client, values: dict[str, Any]) -> HttpResponse:
    return desk.post(reverse("admin:newsroom_user_add"), values)


def change(desk: Client, user: User, values: dict[str, Any]) -> HttpResponse:
    page = reverse("admin:newsroom_user_change", args=[user.pk])
    return desk.post(page, filled_in(desk.get(page)) | values)


def fresh(username: str) -> User:
    return User.objects.get(username=username)


def verbs_on(user: User) -> list[str]:
    return list(LogEntry.objects.about("user", str(user.uuid)).values_list("verb", flat=True))


def test_a_new_member_has_the_roles_and_languages_of_the_form(desk: Client) -> None:
    assert add(desk, NEW | {"roles": ["translator", "annotator"], "writes": ["ru"]}).status_code == 302
    zhanna = fresh("zhanna")
    assert (zhanna.roles, zhanna.written_languages) == ({"translator", "annotator"}, {"ru"})
    assert zhanna.check_password(GOOD)
    assert (zhanna.is_staff, zhanna.is_superuser) == (True, False)
    assert policy.may(zhanna, Action.TRANSLATE, language="ru")
    assert not policy.may(zhanna, Action.TRANSLATE, language="en")


def test_a_new_member_can_log_in_at_once(desk: Client) -> None:
    add(desk, NEW | {"roles": ["editor"]})
    browser = Client()
    browser.post(reverse("admin:login"), {"username": "zhanna", "password": GOOD})
    assert browser.get(reverse("admin:newsroom_article_changelist")).status_code == 200


def test_adding_a_member_writes_one_row_per_verb_and_no_secret(desk: Client, staff: dict[str, User]) -> None:
    add(desk, NEW | {"roles": ["editor"], "writes": ["fa"]})
    assert verbs_on(fresh("zhanna")) == ["add_user", "set_rights"]
    rows = LogEntry.objects.about("user", str(fresh("zhanna").uuid))
    assert set(rows.values_list("who", flat=True)) == {staff["administrator"].pk}
    said = " ".join(str(value) for row in rows.values() for value in row.values())
    assert GOOD not in said
    assert fresh("zhanna").password not in said
    assert "editor; fa" in said


def test_rights_are_taken_and_given_by_the_form(desk: Client, staff: dict[str, User]) -> None:
    assert change(desk, staff["translator-en"], {"roles": ["reporter"], "writes": ["fa", "ru"]}).status_code == 302
    daniel = fresh("translator-en")
    assert (daniel.roles, daniel.written_languages) == ({"reporter"}, {"fa", "ru"})
    change(desk, daniel, {"roles": [], "writes": []})
    assert (fresh("translator-en").roles, fresh("translator-en").written_languages) == (frozenset(), frozenset())


def test_a_name_alone_changes_no_right(desk: Client, staff: dict[str, User]) -> None:
    before = verbs_on(staff["translator-en"])
    change(desk, staff["translator-en"], {"last_name": "Hughes-Lee"})
    daniel = fresh("translator-en")
    assert (daniel.last_name, daniel.roles, daniel.written_languages) == ("Hughes-Lee", {"translator"}, {"en"})
    assert verbs_on(daniel) == [*before, "edit_user"]
    assert daniel.check_password(PASSWORD)


def test_a_form_sent_back_as_it_was_writes_nothing(desk: Client, staff: dict[str, User]) -> None:
    before = LogEntry.objects.count()
    assert change(desk, staff["publisher"], {}).status_code == 302
    assert LogEntry.objects.count() == before
    assert fresh("publisher").roles == {"publisher"}


@pytest.mark.parametrize("wrong", [{"roles": ["owner"]}, {"writes": ["de"]}])
def test_a_role_or_language_that_does_not_exist_is_refused(desk: Client, wrong: dict[str, Any]) -> None:
    response = add(desk, NEW | wrong)
    assert response.status_code == 200
    assert next(iter(wrong)) in errors_of(response)
    assert not User.objects.filter(username="zhanna").exists()


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",  # one less than twelve
        "zhanna.isabekova1",  # the username with a digit
        "q1w2e3r4t5y6",  # twelve signs, on the list of common ones
    ],
)
def test_a_weak_password_is_refused(desk: Client, password: str) -> None:
    response = add(desk, NEW | {"username": "zhanna.isabekova", "password1": password, "password2": password})
    assert response.status_code == 200
    assert "password2" in errors_of(response)
    assert not User.objects.filter(username="zhanna.isabekova").exists()


def test_two_different_passwords_are_refused(desk: Client) -> None:
    assert add(desk, NEW | {"password2": GOOD + "!"}).status_code == 200
    assert not User.objects.filter(username="zhanna").exists()


def test_a_name_is_taken_once(desk: Client) -> None:
    response = add(desk, NEW | {"username": "editor"})
    assert response.status_code == 200
    assert "already exists" in errors_of(response)


def test_a_person_is_made_inactive_and_never_deleted(desk: Client, staff: dict[str, User]) -> None:
    annotator = staff["annotator"]
    page = reverse("admin:newsroom_user_delete", args=[annotator.pk])
    assert desk.get(page).status_code == 403
    assert desk.post(page, {"post": "yes"}).status_code == 403
    assert page not in desk.get(reverse("admin:newsroom_user_change", args=[annotator.pk])).content.decode()
    form = filled_in(desk.get(reverse("admin:newsroom_user_change", args=[annotator.pk])))
    del form["is_active"]
    assert desk.post(reverse("admin:newsroom_user_change", args=[annotator.pk]), form).status_code == 302
    assert not policy.may(fresh("annotator"), Action.READ_DRAFTS)
    assert verbs_on(annotator)[-1] == "edit_user"


# --- passwords of known members ---------------------------------------------------------------------------------------


def test_an_administrator_sets_a_new_password_in_the_form_of_its_person(desk: Client, staff: dict[str, User]) -> None:
    weak = change(desk, staff["annotator"], {"new_password": "short"})
    assert "new_password" in errors_of(weak)
    assert fresh("annotator").check_password(PASSWORD)
    assert change(desk, staff["annotator"], {"new_password": GOOD}).status_code == 302
    assert fresh("annotator").check_password(GOOD)


def test_a_new_password_is_one_row_of_the_log_and_never_in_it(desk: Client, staff: dict[str, User]) -> None:
    before = verbs_on(staff["annotator"])
    change(desk, staff["annotator"], {"new_password": GOOD})
    assert verbs_on(staff["annotator"]) == [*before, "set_password"]
    rows = LogEntry.objects.about("user", str(staff["annotator"].uuid))
    assert GOOD not in " ".join(str(value) for row in rows.values() for value in row.values())


def test_a_page_never_shows_a_password_or_its_hash(desk: Client, staff: dict[str, User]) -> None:
    html = desk.get(reverse("admin:newsroom_user_change", args=[staff["annotator"].pk])).content.decode()
    assert staff["annotator"].password not in html
    assert staff["annotator"].password.split("$")[-1] not in html


def test_the_page_of_django_that_writes_beside_the_verbs_is_gone(desk: Client, staff: dict[str, User]) -> None:
    page = reverse("admin:auth_user_password_change", args=[staff["annotator"].pk])
    assert desk.post(page, {"password1": GOOD, "password2": GOOD}).status_code == 404
    assert fresh("annotator").check_password(PASSWORD)


def test_a_member_changes_their_own_password_with_the_old_one_only(client: Client, staff: dict[str, User]) -> None:
    enter(client, staff["annotator"])
    page = reverse("admin:password_change")
    client.post(page, {"old_password": "wrong", "new_password1": GOOD, "new_password2": GOOD})
    assert fresh("annotator").check_password(PASSWORD)
    client.post(page, {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"})
    assert fresh("annotator").check_password(PASSWORD)
    client.post(page, {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD})
    assert fresh("annotator").check_password(GOOD)


# --- walls above the administrator ------------------------------------------------------------------------------------


@pytest.fixture
def root(db: None) -> User:
    """The account of the installation."""
    return User.objects.create_superuser("root", password="the password of the installation")


@pytest.mark.parametrize("forged", [{"is_superuser": "on"}, {"groups": "1"}, {"user_permissions": "1"}])
def test_an_administrator_cannot_make_a_superuser(desk: Client, staff: dict[str, User], forged: dict[str, str]) -> None:
    change(desk, staff["annotator"], forged)
    add(desk, NEW | forged)
    assert not User.objects.filter(is_superuser=True).exists()
    assert fresh("annotator").roles == {"annotator"}
    assert fresh("zhanna").roles == frozenset()


@pytest.mark.parametrize("form", [{"new_password": GOOD}, {"password1": GOOD, "password2": GOOD}])
@pytest.mark.parametrize("page", ["newsroom_user_change", "auth_user_password_change"])
def test_an_administrator_cannot_take_over_a_superuser(
    desk: Client, root: User, page: str, form: dict[str, str]
) -> None:
    desk.post(reverse(f"admin:{page}", args=[root.pk]), {"username": "root", "is_active": "on", **form})
    assert not fresh("root").check_password(GOOD)


def test_an_administrator_cannot_rename_or_lock_out_a_superuser(desk: Client, root: User) -> None:
    desk.post(reverse("admin:newsroom_user_change", args=[root.pk]), {"username": "boot", "is_staff": "on"})
    assert User.objects.get(pk=root.pk).username == "root"
    assert User.objects.get(pk=root.pk).is_active


@pytest.mark.parametrize("who", ["editor", "publisher", "reporter", "annotator", "translator-en"])
def test_nobody_gives_rights_to_themselves(client: Client, staff: dict[str, User], who: str) -> None:
    page = reverse("admin:newsroom_user_change", args=[staff[who].pk])
    assert enter(client, staff[who]).post(page, {"username": who, "roles": ["administrator"]}).status_code == 403
    assert fresh(who).roles == staff[who].roles


def test_no_page_shows_groups_of_django(desk: Client) -> None:
    assert desk.get("/admin/auth/group/").status_code == 404

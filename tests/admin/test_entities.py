"""People, places and the others in the admin: saved through the verbs, refused with words, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry as DjangoLogEntry
from django.test import Client
from django.urls import reverse

from newsroom.annotation import known_names
from newsroom.annotation.gazetteer import suggest
from newsroom.annotation.mention import Mention
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import entities as verbs
from newsroom.desk.edit import edit_article
from newsroom.desk.errors import InUse
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.staff.user import User
from tests.admin.entity_pages import (
    NAME_EN,
    NAME_FA,
    NAME_RU,
    SADYR,
    add,
    add_page,
    added,
    change,
    delete,
    known,
    verbs_on,
)
from tests.admin.forms import enter, errors_of, filled_in, messages_of


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Leila the editor at her desk."""
    return enter(client, staff["editor"])


# --- adding and changing ----------------------------------------------------------------------------------------------


def test_adding_a_person_writes_one_log_row_per_verb(desk: Client, staff: dict[str, User]) -> None:
    before = LogEntry.objects.count()
    assert add(desk, SADYR).status_code == 302
    assert verbs_on(added()) == ["add_entity"]
    alias = {"names-TOTAL_FORMS": 1, "names-0-language": "en", "names-0-text": "N. Isabekov",
             "names-0-kind": "alias", "names-0-matching": "always"}  # fmt: skip
    assert change(desk, added(), alias).status_code == 302
    assert verbs_on(added()) == ["add_entity", "edit_details"]
    assert change(desk, added(), {NAME_EN: "Nurlan Isabekov", "classification": "minister"}).status_code == 302
    assert verbs_on(added()) == ["add_entity", "edit_details", "edit_entity"]
    assert LogEntry.objects.count() == before + 3
    assert set(LogEntry.objects.order_by("-pk")[:3].values_list("who", flat=True)) == {staff["editor"].pk}


def test_saving_a_form_as_it_is_writes_nothing(desk: Client) -> None:
    lavrov = known("Sergey Lavrov")
    before = LogEntry.objects.count()
    rows = list(Entity.objects.filter(pk=lavrov.pk).values())
    assert change(desk, lavrov, {}).status_code == 302
    assert LogEntry.objects.count() == before
    assert list(Entity.objects.filter(pk=lavrov.pk).values()) == rows


def test_a_new_person_is_a_person_with_an_id_and_an_address_in_each_language(desk: Client) -> None:
    add(desk, SADYR)
    person = added()
    assert person.kind == "person"
    assert len(person.public_id) == 8
    assert languages.read(person, "slug", "en") == "nurlan-isabekov"
    assert languages.read(person, "slug", "fa") == "نورلان-عیسی-بک-اف"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "نورلان عیسیبکاف به تهران رفت."),  # the name without its ZWNJ
        ("en", "Nurlan Isabekov went to Tehran."),
        ("ru", "Встреча с Нурланом Исабековым прошла в Тегеране."),
    ],
)
def test_a_person_just_added_is_suggested_at_once(desk: Client, language: str, text: str) -> None:
    before = {s.entity for s in suggest(text, language, known_names.lookup)}
    add(desk, SADYR)
    after = {s.entity for s in suggest(text, language, known_names.lookup)}
    assert after - before == {added().public_id}


def test_an_alias_is_suggested_once_it_is_saved_and_no_more_once_it_is_removed(desk: Client) -> None:
    add(desk, SADYR)
    text = "The Steppe Fox went to Tehran."
    row = {"names-TOTAL_FORMS": 1, "names-0-language": "en", "names-0-text": "Steppe Fox",
           "names-0-kind": "alias", "names-0-matching": "always"}  # fmt: skip
    change(desk, added(), row)
    assert added().public_id in {s.entity for s in suggest(text, "en", known_names.lookup)}
    change(desk, added(), {"names-0-DELETE": "on"})
    assert not Name.objects.filter(entity=added()).exists()
    assert added().public_id not in {s.entity for s in suggest(text, "en", known_names.lookup)}


def test_an_empty_field_of_a_language_is_stored_as_missing(desk: Client) -> None:
    add(desk, SADYR | {NAME_RU: "", languages.column("description", "en"): ""})
    row = Entity.objects.filter(pk=added().pk).values(NAME_RU, *languages.columns("description")).get()
    assert set(row.values()) == {None}
    change(desk, added(), {NAME_FA: ""})
    assert getattr(added(), NAME_FA) is None
    assert not NameKey.objects.filter(entity=added(), language="fa").exists()


@pytest.mark.parametrize("model", ["person", "organization", "place", "event", "document", "initiative", "topic"])
def test_a_nameless_entity_is_refused_in_clear_words(desk: Client, model: str) -> None:
    before = Entity.objects.count()
    response = add(desk, dict.fromkeys(languages.columns("name"), ""), model)
    assert response.status_code == 200
    assert "Give it a name in at least one language." in errors_of(response)
    assert Entity.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({NAME_EN: "Nurlan \u202eIsabekov"}, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ({"start": "last spring"}, "“last spring” is not a date"),
        ({"end": "2024-02-30"}, "“2024-02-30” is not a date"),
        ({"wikidata": "12345"}, "valid value"),
    ],
)
def test_what_cannot_stand_is_refused_on_its_field(desk: Client, wrong: dict[str, str], said: str) -> None:
    response: Any = add(desk, SADYR | wrong)
    assert response.status_code == 200
    assert set(response.context["adminform"].form.errors) == set(wrong)
    assert said in errors_of(response)
    assert not Entity.objects.filter(**{NAME_FA: SADYR[NAME_FA]}).exists()


def test_two_entities_never_share_a_wikidata_id(desk: Client) -> None:
    taken = Entity.objects.exclude(wikidata="")[0].wikidata
    response = add(desk, SADYR | {"wikidata": taken})
    assert response.status_code == 200
    assert errors_of(response)


def test_a_life_that_ends_before_it_starts_is_refused_in_the_form(desk: Client) -> None:
    response = add(desk, SADYR | {"start": "2024", "end": "2020"})
    assert response.status_code == 200
    assert errors_of(response)


def test_an_office_that_ends_before_it_starts_is_refused_in_the_form(desk: Client) -> None:
    add(desk, SADYR)
    office = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-kind": "office",
        "memberships-0-organization": Entity.objects.filter(kind="place")[0].pk,
        "memberships-0-start": "2024",
        "memberships-0-end": "2020",
    }
    response = change(desk, added(), office)
    assert response.status_code == 200
    assert errors_of(response)


@pytest.mark.parametrize("wrong", [{"latitude": "95", "longitude": "10"}, {"latitude": "35.7", "longitude": ""}])
def test_an_impossible_spot_on_the_map_is_refused_in_the_form(desk: Client, wrong: dict[str, str]) -> None:
    response = add(desk, {NAME_EN: "Nowhere", "matching": "always"} | wrong, "place")
    assert response.status_code == 200
    assert errors_of(response)


@pytest.mark.parametrize("wrong", [{"latitude": "95", "longitude": "10"}, dict.fromkeys(languages.columns("name"), "")])
def test_the_page_over_all_kinds_refuses_in_its_form_too(desk: Client, wrong: dict[str, str]) -> None:
    place = Entity.objects.filter(kind="place")[0]
    page = reverse("admin:newsroom_entity_change", args=[place.pk])
    response = desk.post(page, filled_in(desk.get(page)) | wrong)
    assert response.status_code == 200
    assert errors_of(response)


def test_an_office_is_saved_with_the_days_it_may_cover(desk: Client) -> None:
    add(desk, SADYR)
    office = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-kind": "office",
        "memberships-0-organization": Entity.objects.filter(kind="place")[0].pk,
        "memberships-0-start": "2024-02",
        "memberships-0-end": "2024-03~",
    }
    assert change(desk, added(), office).status_code == 302
    row = Membership.objects.get(member=added())
    assert (str(row.start_earliest), str(row.end_latest)) == ("2024-02-01", "2024-03-31")


# --- deleting ---------------------------------------------------------------------------------------------------------


def test_a_mentioned_entity_is_not_deleted_and_nothing_is_lost(desk: Client, summit: Article) -> None:
    lavrov = known("Sergey Lavrov")
    named = (Mention.objects.filter(entity=lavrov).count(), lavrov.names.count(), lavrov.memberships.count())
    log = LogEntry.objects.count()
    response = delete(desk, lavrov)
    assert "Cannot delete person" in response.content.decode()
    assert "deleted successfully" not in response.content.decode()
    lavrov.refresh_from_db()
    assert (Mention.objects.filter(entity=lavrov).count(), lavrov.names.count(), lavrov.memberships.count()) == named
    assert LogEntry.objects.count() == log


@pytest.fixture
def person(staff: dict[str, User]) -> Entity:
    """Somebody whom nothing names yet."""
    return verbs.save_entity(Entity(kind="person", **SADYR), changed=[], by=staff["editor"])


def test_an_entity_that_nothing_names_is_deleted_with_one_log_row(desk: Client, person: Entity) -> None:
    response = delete(desk, person)
    assert [level for level, _words in messages_of(response)] == ["success"]
    assert not Entity.objects.filter(pk=person.pk).exists()
    assert verbs_on(person) == ["add_entity", "delete_entity"]


def test_its_own_names_and_offices_do_not_keep_an_entity(desk: Client, person: Entity) -> None:
    Name.objects.create(entity=person, language="en", text="N. Isabekov")
    Membership.objects.create(member=person, organization=Entity.objects.filter(kind="place")[0])
    assert delete(desk, person).status_code == 200
    assert not Entity.objects.filter(pk=person.pk).exists()


def test_an_entity_that_an_article_is_about_is_not_deleted(
    desk: Client, person: Entity, summit: Article, staff: dict[str, User]
) -> None:
    about = [*summit.about.all(), Entity.objects.get(pk=person.pk)]
    edit_article(summit, changed=["about"], about=about, by=staff["editor"])
    delete(desk, person)
    assert set(summit.about.all()) == set(about)


def test_a_refused_deletion_is_not_reported_as_done(
    desk: Client, person: Entity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(entity: Entity, *, by: User) -> None:
        raise InUse(str(entity), 3)

    monkeypatch.setattr(verbs, "delete_entity", refuse)
    levels = [level for level, _words in messages_of(delete(desk, person))]
    assert levels == ["error"]


# --- the log ----------------------------------------------------------------------------------------------------------


def test_the_log_of_django_is_not_written(desk: Client) -> None:
    add(desk, SADYR)
    change(desk, added(), {"classification": "minister"})
    delete(desk, added())
    assert LogEntry.objects.filter(object_label=SADYR[NAME_FA]).count() == 3
    assert DjangoLogEntry.objects.count() == 0


def test_history_leads_to_the_log_of_the_entity(desk: Client) -> None:
    add(desk, SADYR)
    response: Any = desk.get(reverse("admin:newsroom_person_history", args=[added().pk]), follow=True)
    assert [entry.verb for entry in response.context["cl"].result_list] == ["add_entity"]
    assert added().name_in("fa") in response.content.decode()


def test_the_front_page_shows_what_i_did_last(desk: Client) -> None:
    assert "Nothing yet." not in desk.get(reverse("admin:index")).content.decode()
    add(desk, SADYR)
    assert SADYR[NAME_FA] in desk.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("code", languages.codes())
def test_each_field_says_its_language_and_direction(desk: Client, code: str) -> None:
    response: Any = desk.get(add_page())
    attrs = response.context["adminform"].form.fields[languages.column("name", code)].widget.attrs
    assert (attrs["lang"], attrs["dir"]) == (code, languages.direction(code))


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_names_stand_side_by_side_a_column_per_language(desk: Client) -> None:
    page = reverse("admin:newsroom_person_change", args=[known("Sergey Lavrov").pk])
    html = desk.get(page).content.decode()
    table = html[html.index("entity-languages") :].split("</table>")[0]
    assert table.count('<th scope="col"') == len(languages.codes())
    assert table.count('<th scope="row"') == 3  # name, description, slug
    for code in languages.codes():
        assert f'lang="{code}" dir="{languages.direction(code)}"' in table


def test_who_only_reads_sees_the_names_without_fields(client: Client, staff: dict[str, User]) -> None:
    enter(client, staff["annotator"])
    page = reverse("admin:newsroom_person_change", args=[known("Sergey Lavrov").pk])
    html = client.get(page).content.decode()
    assert "entity-languages" in html
    assert 'name="name_en"' not in html
    assert "Sergey Lavrov" in html


def test_the_editing_page_asks_no_more_for_more_offices(desk: Client, django_assert_max_num_queries: Any) -> None:
    lavrov, places = known("Sergey Lavrov"), Entity.objects.filter(kind="place")
    page = reverse("admin:newsroom_person_change", args=[lavrov.pk])
    for place in places[:12]:
        Membership.objects.create(member=lavrov, organization=place)
    with django_assert_max_num_queries(14):
        assert desk.get(page).status_code == 200

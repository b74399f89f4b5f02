"""People, places and the others in the admin: found by any spelling, saved through the verbs, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry as DjangoLogEntry
from django.http import HttpResponse
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
from newsroom.desk.merging import merge
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.merge import EntityMerge
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.staff.user import User
from tests.admin.forms import enter, errors_of, filled_in, messages_of
from tests.depth import THOROUGH

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")
SADYR = {NAME_FA: "نورلان عیسی‌بک‌اف", NAME_EN: "Nurlan Isabekov", NAME_RU: "Нурлан Исабеков", "matching": "always"}


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Leila the editor at her desk."""
    return enter(client, staff["editor"])


def list_of(desk: Client, model: str, term: str) -> set[str]:
    """The English names that a list shows for a search."""
    response: Any = desk.get(reverse(f"admin:newsroom_{model}_changelist"), {"q": term})
    return {row.name_in("en") for row in response.context["cl"].result_list}


def add_page(model: str = "person") -> str:
    return reverse(f"admin:newsroom_{model}_add")


def add(desk: Client, values: dict[str, Any], model: str = "person") -> HttpResponse:
    """Fill in the empty form and send it."""
    return desk.post(add_page(model), filled_in(desk.get(add_page(model))) | values)


def change(desk: Client, entity: Entity, values: dict[str, Any]) -> HttpResponse:
    page = reverse(f"admin:newsroom_{entity.kind}_change", args=[entity.pk])
    return desk.post(page, filled_in(desk.get(page)) | values)


def delete(desk: Client, entity: Entity) -> HttpResponse:
    page = reverse(f"admin:newsroom_{entity.kind}_delete", args=[entity.pk])
    return desk.post(page, {"post": "yes"}, follow=True)


def known(name: str, kind: str = "person") -> Entity:
    return Entity.objects.get(kind=kind, **{NAME_EN: name})


def added() -> Entity:
    return Entity.objects.get(**{NAME_EN: SADYR[NAME_EN]})


def verbs_on(entity: Entity) -> list[str]:
    return list(LogEntry.objects.about("entity", str(entity.uuid)).values_list("verb", flat=True))


# --- finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "term",
    [
        "علی‌اف",
        "علیاف",  # ZWNJ lost
        "علي‌اف",  # Arabic yeh
        "عليـاف",  # Arabic yeh and kashida, ZWNJ lost
        "الهام علی‌اف",
        "Aliyev",
        "aliyev",
        "ILHAM",
        "Алиев",
    ],
)
def test_any_spelling_finds_the_person(desk: Client, term: str) -> None:
    assert list_of(desk, "person", term) == {"Ilham Aliyev"}


def test_arabic_letters_find_persian_names(desk: Client) -> None:
    assert list_of(desk, "person", "قاسم جومارت توكايف") == {"Kassym-Jomart Tokayev"}


def test_it_finds_by_public_id_and_by_wikidata_id(desk: Client) -> None:
    row = Entity.objects.filter(kind="person").exclude(wikidata="")[0]
    assert list_of(desk, "person", row.public_id) == list_of(desk, "person", row.wikidata) == {row.name_in("en")}


@pytest.mark.parametrize("term", ["هیچ‌کس", "Nobody At All", "%", "_"])
def test_what_nobody_is_called_finds_nobody(desk: Client, term: str) -> None:
    assert list_of(desk, "person", term) == set()


@pytest.mark.parametrize("language", languages.codes())
def test_every_entity_is_found_by_its_whole_name(desk: Client, language: str) -> None:
    """In `make test` each entity is looked for in one of the languages, in `make verify` in all."""
    lost, turn = [], languages.codes().index(language)
    everybody = list(Entity.objects.order_by("pk"))
    assert len(everybody) > 80
    for entity in everybody if THOROUGH else everybody[turn :: len(languages.codes())]:
        name = entity.name_in(language)
        if name and entity.name_in("en") not in list_of(desk, entity.kind, name):
            lost.append(name)
    assert lost == []


@pytest.mark.parametrize("term", ["علیاف", "Aliyev"])
def test_the_field_of_an_article_offers_what_it_is_about(desk: Client, term: str) -> None:
    query = {"app_label": "newsroom", "model_name": "article", "field_name": "about", "term": term}
    offered = desk.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["id"] for row in offered] == [str(known("Ilham Aliyev").pk)]


def test_a_list_of_one_kind_shows_no_other_kind(desk: Client) -> None:
    assert "Moscow" in list_of(desk, "place", "Moscow")
    assert list_of(desk, "person", "Moscow") == set()


def test_a_merged_entity_is_no_longer_listed(desk: Client) -> None:
    Entity.objects.filter(pk=known("Ilham Aliyev").pk).update(merged_into=known("Sergey Lavrov"))
    assert list_of(desk, "person", "Aliyev") == set()


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


def test_no_list_offers_to_delete_many_at_once(desk: Client) -> None:
    for model in ("person", "place", "article", "block"):
        response: Any = desk.get(reverse(f"admin:newsroom_{model}_changelist"))
        assert "delete_selected" not in response.content.decode()


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


# --- names side by side, aliases, duplicates --------------------------------------------------------------------------


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


def test_a_list_asks_at_most_eight_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    for query in ({}, {"q": "علیاف"}, {"nameless": "ru"}):
        with django_assert_max_num_queries(8):
            assert desk.get(reverse("admin:newsroom_person_changelist"), query).status_code == 200


def test_persian_names_are_listed_in_the_order_of_the_persian_alphabet(desk: Client, staff: dict[str, User]) -> None:
    for name in ("گلشن", "کاظم", "لاله", "پروین", "بهار", "چنگیز", "یاسر"):
        verbs.save_entity(Entity(kind="topic", **{NAME_FA: name}), changed=[], by=staff["editor"])
    column = str(2)  # the id, then the Persian name
    response: Any = desk.get(reverse("admin:newsroom_topic_changelist"), {"o": column})
    found = [row.name_in("fa") for row in response.context["cl"].result_list]
    ours = [name for name in found if name in {"گلشن", "کاظم", "لاله", "پروین", "بهار", "چنگیز", "یاسر"}]
    assert ours == ["بهار", "پروین", "چنگیز", "کاظم", "گلشن", "لاله", "یاسر"]


def test_a_name_that_another_one_has_too_is_saved_with_a_warning(desk: Client, staff: dict[str, User]) -> None:
    add(desk, SADYR)
    alias = {"names-TOTAL_FORMS": 1, "names-0-language": "en", "names-0-text": "Ilham Aliyev",
             "names-0-kind": "alias", "names-0-matching": "always"}  # fmt: skip
    response = change(desk, added(), alias)
    said = messages_of(desk.get(response.headers["Location"]))
    assert [words for level, words in said if level == "warning" and "Ilham Aliyev" in words]
    assert Name.objects.filter(entity=added(), text="Ilham Aliyev").exists()


def test_who_is_there_already_is_shown_before_a_second_one_is_added(desk: Client) -> None:
    twin = SADYR | {NAME_EN: "Ilham Aliyev"}
    response = add(desk, twin)
    assert "There is already one of this name" in errors_of(response)
    assert Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).count() == 1
    assert add(desk, twin | {"somebody_else": "on"}).status_code == 302
    one, other = Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).order_by("pk")
    assert Distinct.objects.filter(first=one, second=other).exists()


# --- merging, telling apart, where used -------------------------------------------------------------------------------


@pytest.fixture
def double(staff: dict[str, User]) -> Entity:
    return verbs.save_entity(Entity(kind="person", **{NAME_EN: "Ilham Əliyev"}), changed=[], by=staff["editor"])


def test_an_editor_sees_the_plan_merges_and_takes_it_back(desk: Client, double: Entity, summit: Article) -> None:
    aliyev = known("Ilham Aliyev")
    page = reverse("admin:newsroom_person_merge", args=[double.pk])
    plan: Any = desk.get(page, {"other": aliyev.pk, "keep": double.pk})
    mentions = Mention.objects.filter(entity=aliyev).count()
    assert dict(plan.context["page"].moved)["mentions"] == mentions
    assert Mention.objects.filter(entity=double).count() == 0  # nothing is done yet
    done = desk.post(page, {"other": aliyev.pk, "keep": double.pk}, follow=True)
    assert [level for level, _words in messages_of(done)] == ["success"]
    assert Mention.objects.filter(entity=double).count() == mentions
    assert "Undo the merge" in done.content.decode()
    gone: Any = desk.get(reverse("admin:newsroom_person_change", args=[aliyev.pk]))
    assert gone.headers["Location"] == reverse("admin:newsroom_person_change", args=[double.pk])
    desk.post(reverse("admin:newsroom_entity_undo_merge", args=[EntityMerge.objects.get().pk]))
    assert Mention.objects.filter(entity=aliyev).count() == mentions


def test_the_other_one_can_be_named_by_its_public_id(desk: Client, double: Entity) -> None:
    page = reverse("admin:newsroom_person_merge", args=[double.pk])
    response: Any = desk.get(page, {"public_id": known("Ilham Aliyev").public_id})
    assert response.context["page"].plan.merged == known("Ilham Aliyev")
    wrong: Any = desk.get(page, {"public_id": Entity.objects.filter(kind="place")[0].public_id})
    assert wrong.context["form"].errors["public_id"]


@pytest.mark.parametrize("who", ["reporter", "annotator", "translator-en", "administrator"])
def test_only_editors_merge_undo_and_tell_apart(
    client: Client, staff: dict[str, User], double: Entity, who: str
) -> None:
    row = merge(double, into=known("Ilham Aliyev"), by=staff["editor"])
    lavrov, putin = known("Sergey Lavrov"), known("Vladimir Putin")
    enter(client, staff[who])
    for address, sent in (
        (reverse("admin:newsroom_person_merge", args=[lavrov.pk]), {"other": putin.pk}),
        (reverse("admin:newsroom_entity_undo_merge", args=[row.pk]), {}),
        (reverse("admin:newsroom_entity_duplicates"), {"one": lavrov.public_id, "other": putin.public_id}),
    ):
        assert client.post(address, sent).status_code == 403
    assert (EntityMerge.objects.get().undone_at, Distinct.objects.count()) == (None, 0)


def test_a_pair_of_duplicates_is_told_apart_from_the_list(desk: Client, staff: dict[str, User]) -> None:
    twin = verbs.save_entity(Entity(kind="person", **{NAME_EN: "Ilham Aliyev"}), changed=[], by=staff["editor"])
    page = reverse("admin:newsroom_entity_duplicates")
    assert twin.public_id in desk.get(page).content.decode()
    other = Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).exclude(pk=twin.pk).get()
    desk.post(page, {"one": other.public_id, "other": twin.public_id})
    assert twin.public_id not in desk.get(page).content.decode()


def test_what_is_in_use_says_where_and_offers_to_merge(desk: Client, summit: Article) -> None:
    lavrov = known("Sergey Lavrov")
    html = desk.get(reverse("admin:newsroom_person_delete", args=[lavrov.pk])).content.decode()
    assert f"mentions: {Mention.objects.filter(entity=lavrov).count()}" in html
    for page in ("used", "merge"):
        assert reverse(f"admin:newsroom_person_{page}", args=[lavrov.pk]) in html

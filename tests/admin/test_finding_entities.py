"""People, places and the others in the lists of the admin: found by any spelling, in the order of an alphabet."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.base import languages
from newsroom.desk import entities as verbs
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.admin.entity_pages import NAME_FA, known
from tests.admin.forms import enter
from tests.depth import THOROUGH


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Leila the editor at her desk."""
    return enter(client, staff["editor"])


def list_of(desk: Client, model: str, term: str) -> set[str]:
    """The English names that a list shows for a search."""
    response: Any = desk.get(reverse(f"admin:newsroom_{model}_changelist"), {"q": term})
    return {row.name_in("en") for row in response.context["cl"].result_list}


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


def test_persian_names_are_listed_in_the_order_of_the_persian_alphabet(desk: Client, staff: dict[str, User]) -> None:
    for name in ("گلشن", "کاظم", "لاله", "پروین", "بهار", "چنگیز", "یاسر"):
        verbs.save_entity(Entity(kind="topic", **{NAME_FA: name}), changed=[], by=staff["editor"])
    column = str(2)  # the id, then the Persian name
    response: Any = desk.get(reverse("admin:newsroom_topic_changelist"), {"o": column})
    found = [row.name_in("fa") for row in response.context["cl"].result_list]
    ours = [name for name in found if name in {"گلشن", "کاظم", "لاله", "پروین", "بهار", "چنگیز", "یاسر"}]
    assert ours == ["بهار", "پروین", "چنگیز", "کاظم", "گلشن", "لاله", "یاسر"]


def test_a_list_asks_at_most_eight_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    for query in ({}, {"q": "علیاف"}, {"nameless": "ru"}):
        with django_assert_max_num_queries(8):
            assert desk.get(reverse("admin:newsroom_person_changelist"), query).status_code == 200


def test_no_list_offers_to_delete_many_at_once(desk: Client) -> None:
    for model in ("person", "place", "article", "block"):
        response: Any = desk.get(reverse(f"admin:newsroom_{model}_changelist"))
        assert "delete_selected" not in response.content.decode()

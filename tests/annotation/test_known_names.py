"""The gazetteer's look-up in the database: all keys in one query, every language, nothing but what was asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.known_names import lookup
from newsroom.base import languages
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys


def named(name: str) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): name})


def keys_of(name: str, language: str) -> set[str]:
    return set(name_keys(name, language, kind="person"))


@pytest.mark.parametrize("language", languages.codes())
def test_every_name_of_the_demo_is_found_by_its_keys(db: None, language: str) -> None:
    lost = []
    for entity in Entity.objects.all():
        name = entity.name_in(language)
        found = {hit.entity for hit in lookup(name_keys(name, language, kind=entity.kind))}
        if name and entity.public_id not in found:
            lost.append(name)
    assert lost == []


@pytest.mark.parametrize("spelling", ["علی‌اف", "علیاف", "علي‌اف", "علی اف"])
def test_every_spelling_of_a_persian_name_meets_the_stored_one(db: None, spelling: str) -> None:
    aliyev = named("Ilham Aliyev").public_id
    assert aliyev in {hit.entity for hit in lookup(keys_of(f"الهام {spelling}", "fa"))}


def test_a_hit_says_all_that_the_gazetteer_asks(db: None) -> None:
    lavrov = named("Sergey Lavrov")
    Name.objects.create(entity=lavrov, language="ru", text="СВЛ", matching="ask", case_sensitive=True)
    name_key.refresh([lavrov])
    (alias,) = lookup(keys_of("СВЛ", "ru"))
    assert (alias.entity, alias.kind, alias.name, alias.language) == (lavrov.public_id, "person", "СВЛ", "ru")
    assert (alias.matching, alias.case_sensitive, alias.preferred) == ("ask", True, False)
    own = [hit for hit in lookup(keys_of("Sergey Lavrov", "en")) if hit.name == "Sergey Lavrov"]
    assert {(hit.preferred, hit.case_sensitive) for hit in own} == {(True, False)}


def test_a_hit_is_of_the_key_that_was_asked(db: None) -> None:
    wanted = keys_of("Sergey Lavrov", "en") | keys_of("Ilham Aliyev", "en")
    hits = lookup(wanted)
    assert {hit.key for hit in hits} <= wanted
    assert {hit.name for hit in hits} >= {"Sergey Lavrov", "Ilham Aliyev"}


@pytest.mark.parametrize(
    "keys", [set(), {"nobody at all"}, {"%"}, {"_"}, {"'; DROP TABLE newsroom_namekey; --"}, {'"'}]
)
def test_what_nobody_is_called_finds_nobody(db: None, keys: set[str]) -> None:
    before = NameKey.objects.count()
    assert lookup(keys) == []
    assert NameKey.objects.count() == before > 0


def test_a_merged_entity_is_not_found(db: None) -> None:
    lavrov = named("Sergey Lavrov")
    Entity.objects.filter(pk=lavrov.pk).update(merged_into=named("Ilham Aliyev"))
    assert lavrov.public_id not in {hit.entity for hit in lookup(keys_of("Sergey Lavrov", "en"))}


def test_namesakes_are_all_found(db: None) -> None:
    twin = Entity.objects.create(kind="person", **{languages.column("name", "en"): "Sergey Lavrov"})
    name_key.refresh([twin])
    found = {hit.entity for hit in lookup(keys_of("Sergey Lavrov", "en"))}
    assert found >= {twin.public_id, Entity.objects.exclude(pk=twin.pk).get(keys__key="sergey lavrov").public_id}


def test_any_number_of_keys_is_one_query(db: None) -> None:
    many = {f"key {number}" for number in range(20_000)} | keys_of("Sergey Lavrov", "en")
    with CaptureQueriesContext(connection) as queries:
        hits = lookup(many)
    assert len(queries) == 1
    assert named("Sergey Lavrov").public_id in {hit.entity for hit in hits}


def test_the_answer_is_the_same_every_time(db: None) -> None:
    keys = {key for name in Name.objects.all() for key in name_keys(name.text, name.language)}
    assert lookup(sorted(keys)) == lookup(sorted(keys, reverse=True))


def test_writing_the_keys_again_makes_none_twice(db: None) -> None:
    before = sorted(NameKey.objects.values_list("entity", "language", "key", "text"))
    name_key.refresh(Entity.objects.all())
    assert sorted(NameKey.objects.values_list("entity", "language", "key", "text")) == before
    assert len(set(before)) == len(before)

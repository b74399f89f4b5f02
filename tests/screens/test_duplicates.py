"""Pairs that may be one: found by alike names, never asked about twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.base import languages
from newsroom.desk.entities import save_entity, say_distinct
from newsroom.desk.merging import merge
from newsroom.entities.entity import Entity
from newsroom.screens.duplicates import candidates, likely_pairs, with_entities
from newsroom.staff.user import User

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")


@pytest.fixture
def add(staff: dict[str, User]) -> Callable[..., Entity]:
    return lambda kind="person", **names: save_entity(Entity(kind=kind, **names), changed=[], by=staff["editor"])


def pairs() -> set[tuple[str, str]]:
    return {(pair.one.name_in("en") or str(pair.one), pair.likeness.reason) for pair in with_entities(likely_pairs())}


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({NAME_EN: "ILHAM ALIYEV"}, "same"),
        ({NAME_FA: "الهام علی اف"}, "same"),  # a space for the ZWNJ
        ({NAME_FA: "الهام عليـاف"}, "same"),  # Arabic letters
        ({NAME_EN: "Aliyev Ilham"}, "reordered"),
        ({NAME_EN: "Ilhom Aliyev"}, "spelled"),
        ({NAME_EN: "Ilham Heydar Aliyev"}, "contained"),
    ],
)
def test_it_finds_who_is_there_twice(add: Callable[..., Entity], names: dict[str, str], reason: str) -> None:
    assert candidates(Entity(kind="person", **names))[0][0].name_in("en") == "Ilham Aliyev"
    before = pairs()
    add(**names)
    assert pairs() - before == {("Ilham Aliyev", reason)}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("person", {NAME_EN: "Heydar Aliyev"}),  # the same surname only
        ("place", {NAME_EN: "Ilham Aliyev"}),  # another kind
        ("event", {NAME_EN: "CIS summit in Moscow, 1899"}),  # another year
    ],
)
def test_it_takes_no_two_for_one(add: Callable[..., Entity], kind: str, names: dict[str, str]) -> None:
    before = pairs()
    add(kind, **names)
    assert pairs() == before


def test_a_pair_that_was_told_apart_is_not_shown_again(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    aliyev, before = Entity.objects.get(**{NAME_EN: "Ilham Aliyev"}), pairs()
    other = add(**{NAME_EN: "Ilham Aliyev"})
    say_distinct(other, other=aliyev, by=staff["editor"])
    say_distinct(aliyev, other=other, by=staff["editor"])  # the same again
    assert pairs() == before


def test_a_merged_one_is_no_duplicate(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    aliyev, before = Entity.objects.get(**{NAME_EN: "Ilham Aliyev"}), pairs()
    merge(add(**{NAME_EN: "Ilham Aliyev"}), into=aliyev, by=staff["editor"])
    assert pairs() == before


def test_it_asks_three_queries_whatever_there_is(
    add: Callable[..., Entity], django_assert_num_queries: Any
) -> None:
    for name in ("Ilham Aliyev", "Sergey Lavrov", "Vladimir Putin"):
        add(**{NAME_EN: name})
    with django_assert_num_queries(3):
        assert len(with_entities(likely_pairs())) >= 3

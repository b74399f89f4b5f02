"""Constraints asked in Python say what the database says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.desk.imports import holds
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation

CONSTRAINTS = [
    (model, constraint)
    for model in (Entity, Name, Membership, Participation)
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]
DAYS = st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2000, 1, 3)))
KEYS = st.one_of(st.none(), st.integers(1, 3))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.integers(1, 3),
    "kind": st.sampled_from(["person", "place", "event", "robot"]),
    "event_status": st.sampled_from(["", "happened"]),
    "latitude": st.sampled_from([None, 0.0, 90.0, 91.0]),
    "longitude": st.sampled_from([None, 0.0, -180.0, 181.0]),
    "country_code": st.sampled_from(["", "KZ"]),
    "wikidata": st.sampled_from(["", "Q1", "1"]),
    "start_earliest": DAYS,
    "end_latest": DAYS,
    **dict.fromkeys(["merged_into_id", "member_id", "organization_id", "event_id", "entity_id"], KEYS),
}


def database_says(constraint: models.CheckConstraint, row: models.Model) -> bool:
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


class Constraints(TestCase):
    """A class, because hypothesis rolls the database back between examples of classes only."""

    @given(st.fixed_dictionaries(VALUES))
    def test_each_answer_is_the_answer_of_the_database(self, values: dict[str, Any]) -> None:
        for model, constraint in CONSTRAINTS:
            names = {field.attname for field in model._meta.concrete_fields}
            row = model(**{name: value for name, value in values.items() if name in names})
            assert (holds(constraint.condition, row) is not False) == database_says(constraint, row), constraint.name


def test_every_condition_of_a_constraint_uses_look_ups_that_are_known() -> None:
    conditions = [
        (model, constraint.condition)
        for model in (Entity, Name, Membership, Participation)
        for constraint in model._meta.constraints
        if getattr(constraint, "condition", None) is not None
    ]
    assert len(conditions) > len(CONSTRAINTS)
    for model, condition in conditions:
        assert holds(condition, model()) in (True, False, None)


def test_an_unknown_look_up_is_an_error_and_no_answer() -> None:
    with pytest.raises(KeyError):
        holds(models.Q(wikidata__iregex="q"), Entity(wikidata="Q1"))

"""Sheets out of the admin: what the list shows and no more, safe to open, and welcome back unchanged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.admin.entities import SHAPES
from newsroom.entities.entity import Entity
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import PROXIES
from newsroom.exchange.sheets import SHEETS
from newsroom.staff.user import User
from tests.admin.forms import enter
from tests.admin.sheet_pages import NAME_EN, edited, page, upload

FORMAT = {"csv": 0, "xlsx": 1, "json": 2}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.IMPORT_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Leila the editor at her desk."""
    return enter(client, staff["editor"])


@pytest.fixture
def person(db: None) -> Entity:
    return Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})


def export(desk: Client, model: str, extension: str, query: str = "", **options: str) -> HttpResponse:
    options = options or {"for_spreadsheets": "on"}
    return desk.post(page(model, "export") + query, {"format": FORMAT[extension], "resource": "0", **options})


@pytest.mark.parametrize("extension", sorted(FORMAT))
def test_an_exported_list_comes_back_through_the_admin_and_changes_nothing(desk: Client, extension: str) -> None:
    event, known = Entity.objects.of_kind("event")[0], Entity.objects.of_kind("person")[0]
    Participation.objects.get_or_create(event=event, entity=known, capacity="speaker")
    Entity.objects.get_or_create(kind="topic", **{NAME_EN: "Energy"})
    for model in SHEETS:
        name = str(model._meta.model_name)
        response = export(desk, name, extension)
        assert f".{extension}" in response.headers["Content-Disposition"]
        seen = upload(desk, response.content, name, f"x.{extension}")
        assert seen.context["result"].problems == [], name
        assert seen.context["result"].unchanged > 0, name
        assert "Nothing to import" in seen.content.decode(), name


def test_an_export_has_what_the_list_shows_and_no_more(desk: Client) -> None:
    response = export(desk, "person", "csv", "?q=علیاف")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Ilham Aliyev" in lines[1]


def test_a_formula_leaves_the_house_with_an_apostrophe_unless_it_is_for_programs(desk: Client) -> None:
    Entity.objects.create(kind="topic", **{NAME_EN: "=1+1"})
    assert b",'=1+1," in export(desk, "topic", "csv").content
    assert b",=1+1," in export(desk, "topic", "csv", resource="0").content
    book = openpyxl.load_workbook(io.BytesIO(export(desk, "topic", "xlsx").content))
    assert "'=1+1" in {cell.value for row in book.active.iter_rows() for cell in row}


def test_a_merged_entity_is_not_exported(desk: Client, person: Entity) -> None:
    Entity.objects.create(kind="person", merged_into=person, **{NAME_EN: "Merged Away"})
    assert b"Merged Away" not in export(desk, "person", "csv").content


def test_the_number_of_queries_of_an_export_does_not_grow_with_its_rows(
    desk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(12):
        assert export(desk, "membership", "csv").status_code == 200


# --- the pages --------------------------------------------------------------------------------------------------------


def test_no_page_has_what_the_security_policy_forbids(desk: Client, person: Entity) -> None:
    pages = [
        desk.get(page("person", "changelist")),
        desk.get(page("person", "import")),
        desk.get(page("person", "export")),
        upload(desk, edited(person, classification="diplomat")),
        upload(desk, edited(person, start="yesterday")),
    ]
    for response in pages:
        html = response.content.decode()
        assert not re.findall(r"<[^>]+\s(?:style|on\w+)\s*=", html)
        assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*\{)", html)


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_a_sheet_has_the_columns_of_the_form(kind: str) -> None:
    fieldsets, _inlines = SHAPES[kind]
    assert set(SHEETS[PROXIES[kind]]._meta.fields) == {"public_id", *flatten_fieldsets(fieldsets)}


def test_participations_are_listed_with_the_other_knowledge(desk: Client) -> None:
    assert page("participation", "changelist") in desk.get(reverse("admin:index")).content.decode()

"""Sheets through the admin: previewed, confirmed, refused with words; nothing is written by a preview or a bad file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry as DjangoLogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import translation

from newsroom.annotation import known_names
from newsroom.annotation.gazetteer import suggest
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.desk import imports
from newsroom.desk.entities import save_entity
from newsroom.desk.errors import StaleImport
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.admin.forms import enter, messages_of
from tests.admin.sheet_pages import (
    NAME_EN,
    NAME_FA,
    NAME_RU,
    can_be_confirmed,
    cells_of,
    confirm,
    edited,
    page,
    people,
    tables,
    upload,
)
from tests.exchange.sheets import AS, as_csv, as_xlsx


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


# --- a thousand people ------------------------------------------------------------------------------------------------


def spoiled(known: Entity) -> tuple[list[dict[str, Any]], list[tuple[int, str, str, str]]]:
    """The people with twenty bad rows; for each its place, the column, the value and words of the reason."""
    sheet = people()
    faults = [
        ("start", "yesterday", "2024-10-08"),
        ("start", "2024-13", "2024-10-08"),
        ("start", "2024-02-30", "2024-10-08"),
        ("end", "1066", "before the start"),
        ("end", "۲۰۲۴", "2024-10-08"),
        (NAME_EN, "Gul\u202enara", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (NAME_FA, "گل\u200bنارا", "U+200B ZERO WIDTH SPACE"),
        (NAME_RU, "Гуль\u00adнара", "U+00AD SOFT HYPHEN"),
        (NAME_EN, "x" * 301, "300"),
        (NAME_RU, "две\nстроки", "U+000A LINE FEED"),
        ("wikidata", "Q0", "valid value"),
        ("wikidata", "q42", "valid value"),
        ("wikidata", "Q1" * 9, "16 characters"),
        ("wikidata", str(known.wikidata), "already"),
        ("wikidata", sheet[0]["wikidata"], "says the same"),
        ("matching", "sometimes", "not a valid choice"),
        ("public_id", "nobody22", "no such public id"),
    ]
    wanted = []
    for place, (column, value, reason) in enumerate(faults):
        sheet[100 + place * 10][column] = value
        wanted.append((100 + place * 10, column, value, reason))
    sheet[500].update({NAME_FA: "", NAME_EN: "", NAME_RU: ""})
    wanted.append((500, "", "", "at least one language"))
    sheet[600].update({name: sheet[1][name] for name in (NAME_FA, NAME_EN, NAME_RU)})
    wanted.append((600, "", "", "says the same"))
    sheet[700].update({name: getattr(known, name) for name in (NAME_FA, NAME_EN, NAME_RU)})
    wanted.append((700, "public_id", "", known.public_id))
    return sheet, wanted


@pytest.mark.parametrize(("extension", "first"), [("csv", 2), ("xlsx", 2), ("json", 1)])  # a list has no header row
def test_twenty_bad_rows_of_a_thousand_are_named_and_nothing_is_written(
    desk: Client, folder: Path, extension: str, first: int
) -> None:
    known = Entity.objects.of_kind("person").exclude(wikidata="")[0]
    sheet, wanted = spoiled(known)
    before = tables()
    seen = upload(desk, AS[extension](sheet), name=f"people.{extension}")
    found = seen.context["result"].problems
    assert len(found) == len(wanted) == 20
    by_place = {problem.number: problem for problem in found}
    for place, column, value, reason in wanted:
        problem = by_place[place + first]
        assert (problem.column, problem.value) == (column, value), problem
        assert reason in problem.reason, problem
    assert "20 problems" in seen.content.decode()
    assert len(cells_of(seen.content.decode())) == 20
    assert not can_be_confirmed(seen)
    assert tables() == before
    assert list(folder.iterdir()) == []


def test_the_corrected_file_is_written_whole_with_one_row_of_the_log(desk: Client, staff: dict[str, User]) -> None:
    data = as_csv(people(), bom=True)
    entities, _keys, logged, django_logged = tables()
    seen = upload(desk, data)
    assert (Entity.objects.count(), LogEntry.objects.count()) == (entities, logged)
    done = confirm(desk, seen)
    assert messages_of(done) == [("success", "Imported: 1000 new, 0 changed, 0 as before.")]
    assert Entity.objects.count() == entities + 1000
    assert (LogEntry.objects.count(), DjangoLogEntry.objects.count()) == (logged + 1, django_logged)
    entry = LogEntry.objects.latest("pk")
    assert (entry.verb, entry.who, len(entry.digest_after)) == ("import_entities", staff["editor"], 64)
    assert entry.detail == "person: 1000 new, 0 changed, 0 as before; people.csv"
    made = Entity.objects.get(**{NAME_EN: "Gulnara Qarabaghi 7"})
    assert (made.kind, made.matching, languages.read(made, "slug", "en")) == ("person", "always", "gulnara-qarabaghi-7")
    assert str(made.start_earliest) == "1917-01-01"
    assert getattr(made, NAME_RU) is None
    suggested = suggest("گلنارا قرهباغی 7 به تهران رفت.", "fa", known_names.lookup)
    assert made.public_id in {suggestion.entity for suggestion in suggested}


def test_the_same_file_a_second_time_says_that_it_changes_nothing(desk: Client) -> None:
    data = as_csv(people(50))
    confirm(desk, upload(desk, data))
    before = tables()
    seen = upload(desk, data)
    html = seen.content.decode()
    assert "Nothing to import" in html
    assert "All 50 rows" in html
    assert not can_be_confirmed(seen)
    assert tables() == before


# --- preview and confirmation -----------------------------------------------------------------------------------------


def test_the_preview_shows_what_goes_and_what_comes_in_its_language(desk: Client, person: Entity) -> None:
    html = upload(desk, edited(person, **{NAME_EN: "Sergei Lavrov", NAME_FA: person.name_in("fa")})).content.decode()
    assert '<td lang="en" dir="ltr"><del>Sergey</del><ins>Sergei</ins> Lavrov</td>' in html
    assert f'<td lang="fa" dir="rtl">{person.name_in("fa")}</td>' in html


def test_markup_in_a_sheet_is_shown_as_text(desk: Client, person: Entity) -> None:
    for data in (edited(person, classification="<script>x</script>"), edited(person, wikidata="<script>x</script>")):
        html = upload(desk, data).content.decode()
        assert "<script>x" not in html
        assert "&lt;script&gt;x" in html


def test_a_preview_is_confirmed_once(desk: Client, person: Entity, folder: Path) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    assert len(list(folder.iterdir())) == 1
    assert "Imported" in confirm(desk, seen).content.decode()
    assert list(folder.iterdir()) == []
    before = tables()
    assert messages_of(confirm(desk, seen))[0][0] == "error"
    assert tables() == before


def test_a_row_edited_between_preview_and_confirmation_is_shown_again_and_not_overwritten(
    desk: Client, staff: dict[str, User], person: Entity
) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    fresh = Entity.objects.get(pk=person.pk)
    fresh.classification = "minister"
    save_entity(fresh, changed=["classification"], by=staff["publisher"])
    again = confirm(desk, seen)
    assert [level for level, _words in messages_of(again)] == ["warning"]
    assert "<del>minister</del><ins>diplomat</ins>" in again.content.decode()
    assert Entity.objects.get(pk=person.pk).classification == "minister"
    assert "Imported" in confirm(desk, again).content.decode()
    assert Entity.objects.get(pk=person.pk).classification == "diplomat"


@pytest.mark.parametrize("error", [IntegrityError("taken"), ValidationError("taken"), StaleImport("Somebody")])
def test_what_the_verb_refuses_is_shown_again_and_can_be_confirmed_then(
    desk: Client, person: Entity, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise error

    seen = upload(desk, edited(person, classification="diplomat"))
    with monkeypatch.context() as patch:
        patch.setattr(imports, "import_rows", refuse)
        again = confirm(desk, seen)
    assert messages_of(again)[0][0] in {"warning", "error"}
    assert Entity.objects.get(pk=person.pk).classification == person.classification
    assert "Imported" in confirm(desk, again).content.decode()


def test_people_added_by_somebody_between_preview_and_confirmation_are_not_added_twice(desk: Client) -> None:
    data = as_csv(people(3))
    first, second = upload(desk, data), upload(desk, data)
    confirm(desk, first)
    before = tables()
    assert "Nothing to import" in confirm(desk, second).content.decode()
    assert tables() == before


def test_a_long_preview_shows_a_part_and_counts_the_rest(desk: Client) -> None:
    html = upload(desk, as_csv(people(300))).content.decode()
    assert len(cells_of(html)) == 200
    assert "… and 100 more." in html


def test_an_edit_elsewhere_does_not_stop_an_import(desk: Client, staff: dict[str, User], person: Entity) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    other = Entity.objects.of_kind("person").exclude(pk=person.pk)[0]
    other.classification = "x"
    save_entity(other, changed=["classification"], by=staff["publisher"])
    assert "Imported" in confirm(desk, seen).content.decode()


def test_nobody_confirms_the_sheet_of_another(desk: Client, staff: dict[str, User], person: Entity) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    publisher = enter(Client(), staff["publisher"])
    assert messages_of(confirm(publisher, seen))[0][0] == "error"
    assert messages_of(confirm(desk, seen, model="place"))[0][0] == "error"
    assert Entity.objects.get(pk=person.pk).classification == person.classification


def test_who_lost_the_right_meanwhile_confirms_nothing(desk: Client, staff: dict[str, User], person: Entity) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    staff["editor"].groups.clear()
    assert confirm(desk, seen).status_code == 403
    assert Entity.objects.get(pk=person.pk).classification == person.classification


def test_bytes_changed_on_the_disk_are_not_imported(desk: Client, person: Entity, folder: Path) -> None:
    seen = upload(desk, edited(person, classification="diplomat"))
    next(folder.iterdir()).write_bytes(edited(person, classification="spy"))
    assert messages_of(confirm(desk, seen))[0][0] == "error"
    assert Entity.objects.get(pk=person.pk).classification == person.classification


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "administrator"])
def test_others_than_editors_see_no_button_and_import_nothing(
    client: Client, staff: dict[str, User], person: Entity, who: str
) -> None:
    enter(client, staff[who])
    html = client.get(page("person", "changelist")).content.decode()
    assert page("person", "export") in html
    assert page("person", "import") not in html
    before = tables()
    assert upload(client, edited(person, classification="diplomat")).status_code == 403
    assert client.post(page("person", "process_import"), {"seal": "x"}).status_code == 403
    assert tables() == before


def test_the_editor_is_told_in_their_own_language(desk: Client, staff: dict[str, User], person: Entity) -> None:
    User.objects.filter(pk=staff["editor"].pk).update(interface_language="fa")
    html = upload(desk, edited(person, start="yesterday")).content.decode()
    assert "تاریخی" in html or "تاریخ" in html
    assert "is not a date" not in html


# --- files that are refused as a whole --------------------------------------------------------------------------------


def refused(desk: Client, data: bytes, name: str = "people.csv") -> str:
    before = tables()
    seen = upload(desk, data, name=name)
    assert seen.status_code == 200
    assert not can_be_confirmed(seen)
    assert tables() == before
    with translation.override("en"):  # errors are lazy: the language of the request is over
        return "\n".join(seen.context["form"].errors["import_file"])


def test_a_bare_column_is_refused_naming_the_right_ones(desk: Client, person: Entity) -> None:
    assert f"{NAME_FA}, {NAME_EN}, {NAME_RU}" in refused(desk, edited(person, name="X"))


def test_a_file_over_the_limit_is_refused_with_both_numbers(desk: Client, person: Entity, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 10
    data = edited(person, classification="diplomat")
    said = refused(desk, data)
    assert "10" in said
    assert str(len(data)) in said


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"a", "people.xls", ".csv, .xlsx, .json"),
        (b"a", "people", ".csv, .xlsx, .json"),
        (b"PK\x03\x04", "people.csv", "ZIP"),
        (b"public_id\n", "people.xlsx", "XLSX"),
        (b"{x", "people.json", "JSON"),
        (b"public_id,classification\nx\n", "people.csv", "Row 2"),
        (b"", "people.csv", "empty"),
    ],
)
def test_a_file_that_is_no_sheet_says_why(desk: Client, data: bytes, name: str, said: str) -> None:
    assert said in refused(desk, data, name)


def test_a_zip_bomb_is_refused(desk: Client, settings: Any) -> None:
    settings.IMPORT_MAX_UNPACKED = 10_000
    assert "Unpacked" in refused(desk, as_xlsx(people(300)), "people.xlsx")


@pytest.mark.parametrize("name", ["people\u202e.csv", "people\x00.csv", "n" * 300 + ".csv", "../../people.csv"])
def test_a_strange_file_name_breaks_nothing(desk: Client, person: Entity, name: str) -> None:
    seen = upload(desk, edited(person, classification="diplomat"), name=name)
    if can_be_confirmed(seen):
        confirm(desk, seen)
        detail = LogEntry.objects.latest("pk").detail
        assert not re.search("[\u202e\x00/]", detail)

"""Sheets of the demo's rows: out and in again changes nothing; what is edited in between, and only that, changes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.rows import translated_fields
from newsroom.desk.entities import save_entity
from newsroom.desk.errors import NotAllowed, StaleImport
from newsroom.desk.imports import Edit, ImportPlan, import_rows, state_of
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import Event, Organization, Person, Place, Topic
from newsroom.exchange.formats import BY_EXTENSION
from newsroom.exchange.refusals import SheetRefused
from newsroom.exchange.result import SheetResult
from newsroom.exchange.sheets import SHEETS
from newsroom.staff.user import User
from tests.depth import in_turn
from tests.exchange.sheets import AS, Rows, as_csv, as_json, as_xlsx, exported, preview, write

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")
DESCRIPTION_EN = languages.column("description", "en")
TABLES = (Entity, Name, Membership, Participation)


@pytest.fixture
def all_kinds(db: None) -> None:
    """Rows that the demo lacks: a topic, participations, and a row of each kind of blank."""
    Entity.objects.create(kind="topic", **{NAME_EN: "Energy", NAME_FA: "", NAME_RU: None})
    odd = Entity.objects.create(kind="person", **{NAME_EN: "=cmd|' /C calc'!A0", NAME_FA: "'=x", NAME_RU: " Иван "})
    event = Entity.objects.create(kind="event", **{NAME_EN: "Spring fair"})
    Participation.objects.create(event=event, entity=Entity.objects.of_kind("person")[0], capacity="host")
    Participation.objects.create(event=event, entity=odd, on_behalf_of=Entity.objects.of_kind("place")[0])
    Membership.objects.create(
        member=odd, organization=Entity.objects.of_kind("organization")[0], **{languages.column("role", "ru"): ""}
    )


def everything() -> dict[str, Any]:
    """All columns of all rows, the bare ones left out."""
    return {
        f"{table.__name__} {row.pk}": state_of(row)
        for table in TABLES
        for row in table._base_manager.order_by("pk")
    }


def rows_of(model: Any) -> list[dict[str, str]]:
    """The exported sheet as rows, as somebody edits it."""
    return list(csv.DictReader(io.StringIO(exported(model, "csv").decode("utf-8-sig"), newline="")))


def problems(result: SheetResult) -> list[tuple[int, str, str]]:
    return [(problem.number, problem.column, problem.value) for problem in result.problems]


# Every format for spreadsheets and for programs, and both in every language; in `make verify` all in all.
WAYS = [
    (extension, for_spreadsheets, language)
    for place, extension in enumerate(sorted(BY_EXTENSION))
    for for_spreadsheets in (True, False)
    for number, language in enumerate(languages.codes())
    if in_turn(place, for_spreadsheets, number)
]


@pytest.mark.parametrize(("extension", "for_spreadsheets", "language"), WAYS)
def test_what_comes_back_as_it_went_changes_nothing(
    all_kinds: None, staff: dict[str, User], extension: str, for_spreadsheets: bool, language: str
) -> None:
    before, logged = everything(), LogEntry.objects.count()
    with translation.override(language):
        for model in SHEETS:
            data = exported(model, extension, for_spreadsheets=for_spreadsheets)
            count = SHEETS[model]().get_queryset().count()
            assert count, model
            result = write(model, data, staff["editor"], extension)
            assert result.problems == [], model
            assert (result.unchanged, len(result.changes), result.written) == (count, 0, True), model
    assert everything() == before
    assert LogEntry.objects.count() == logged


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: str(model.__name__))
def test_a_sheet_has_neither_bare_nor_derived_columns(model: Any) -> None:
    columns = set(SHEETS[model]._meta.fields)
    assert not columns & translated_fields(model)
    assert not columns & {"id", "kind_", *getattr(model, "DERIVED", ())}


def test_an_export_names_other_entities_by_their_public_id_and_never_by_number(all_kinds: None) -> None:
    known = set(Entity.objects.values_list("public_id", flat=True))
    for row in rows_of(Membership):
        assert {row["member"], row["organization"]} <= known


def test_an_exported_formula_is_harmless_and_comes_home_as_it_was(all_kinds: None) -> None:
    assert {"'=cmd|' /C calc'!A0", "''=x"} <= {row[name] for row in rows_of(Person) for name in (NAME_EN, NAME_FA)}


# --- what changes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", sorted(AS))
def test_only_the_named_columns_of_the_edited_rows_change(staff: dict[str, User], extension: str) -> None:
    people = list(Entity.objects.of_kind("person").order_by("pk")[:3])
    rows: Rows = [{"public_id": row.public_id, DESCRIPTION_EN: getattr(row, DESCRIPTION_EN)} for row in people]
    rows[1][DESCRIPTION_EN] = "A new description"
    before = everything()
    result = write(Person, AS[extension](rows), staff["editor"], extension)
    assert (result.new, result.updated, result.unchanged) == (0, 1, 2)
    after = everything()
    changed = {key: value for key, value in after.items() if before[key] != value}
    assert changed == {
        f"Entity {people[1].pk}": {**before[f"Entity {people[1].pk}"], DESCRIPTION_EN: "A new description"}
    }


@pytest.mark.parametrize("extension", sorted(AS))
def test_an_empty_cell_clears_and_an_absent_column_does_not(staff: dict[str, User], extension: str) -> None:
    person = Entity.objects.of_kind("person").exclude(wikidata="")[0]
    row = {"public_id": person.public_id, DESCRIPTION_EN: "", "wikidata": "", "matching": ""}
    Entity.objects.filter(pk=person.pk).update(matching="ask")
    assert write(Person, AS[extension]([row]), staff["editor"], extension).updated == 1
    fresh = Entity.objects.get(pk=person.pk)
    assert getattr(fresh, DESCRIPTION_EN) is None
    assert (fresh.wikidata, fresh.matching) == ("", "always")
    assert fresh.name_in("fa") == person.name_in("fa")


def test_json_tells_null_from_empty(staff: dict[str, User]) -> None:
    topic = Entity.objects.create(kind="topic", **{NAME_EN: "Energy", NAME_FA: "", NAME_RU: None})
    rows = [{"public_id": topic.public_id, NAME_FA: "", NAME_RU: None}]
    assert preview(Topic, as_json(rows), "json").unchanged == 1
    stored = {row["public_id"]: row[NAME_FA] for row in json.loads(exported(Topic, "json"))}
    assert stored[topic.public_id] == ""
    rows[0][NAME_FA] = None
    assert write(Topic, as_json(rows), staff["editor"], "json").updated == 1
    assert getattr(Entity.objects.get(pk=topic.pk), NAME_FA) is None


def test_an_item_of_json_leaves_alone_what_it_does_not_name(staff: dict[str, User]) -> None:
    first, second = Entity.objects.of_kind("person")[:2]
    rows = [
        {"public_id": first.public_id, "classification": "minister"},
        {"public_id": second.public_id, DESCRIPTION_EN: "Someone"},
    ]
    assert write(Person, as_json(rows), staff["editor"], "json").updated == 2
    assert getattr(Entity.objects.get(pk=first.pk), DESCRIPTION_EN) == getattr(first, DESCRIPTION_EN)
    assert Entity.objects.get(pk=second.pk).classification == second.classification


def test_a_renamed_entity_is_found_by_its_new_name_and_not_by_the_old(staff: dict[str, User]) -> None:
    person = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    write(Person, as_csv([{"public_id": person.public_id, NAME_EN: "Zurab Qartveli"}]), staff["editor"])
    keys = set(NameKey.objects.filter(entity=person, language="en", preferred=True).values_list("key", flat=True))
    assert any("qartveli" in key for key in keys)
    assert not any("lavrov" in key for key in keys)
    assert languages.read(Entity.objects.get(pk=person.pk), "sort_key", "en")


def test_a_cleared_slug_is_made_again(staff: dict[str, User]) -> None:
    person = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    rows = [{"public_id": person.public_id, languages.column("slug", "en"): "", "classification": "x"}]
    write(Person, as_csv(rows), staff["editor"])
    assert languages.read(Entity.objects.get(pk=person.pk), "slug", "en") == "sergey-lavrov"


def test_dates_and_numbers_of_spreadsheet_programs_are_understood(staff: dict[str, User]) -> None:
    place = Entity.objects.of_kind("place").filter(latitude=None)[0]
    rows = [{"public_id": place.public_id, "latitude": "41,5", "longitude": 60.25, "start": 1991}]
    assert write(Place, as_xlsx(rows), staff["editor"], "xlsx").updated == 1
    fresh = Entity.objects.get(pk=place.pk)
    assert (fresh.latitude, fresh.longitude, fresh.start) == (41.5, 60.25, "1991")
    assert str(fresh.start_earliest) == "1991-01-01"


# --- details ----------------------------------------------------------------------------------------------------------


def test_a_new_alias_is_a_key_at_once_and_a_second_time_nothing(staff: dict[str, User]) -> None:
    person = Entity.objects.of_kind("person")[0]
    data = as_csv([{"entity": person.public_id, "language": "en", "text": "Steppe Fox", "case_sensitive": "TRUE"}])
    assert write(Name, data, staff["editor"]).new == 1
    assert NameKey.objects.filter(entity=person, key="steppe fox", case_sensitive=True).exists()
    assert write(Name, data, staff["editor"]).unchanged == 1


def test_new_offices_and_participations_are_written_once(staff: dict[str, User]) -> None:
    person, place = Entity.objects.of_kind("person")[0], Entity.objects.of_kind("place")[0]
    event = Entity.objects.of_kind("event")[0]
    office = {"uuid": "", "member": person.public_id, "organization": place.public_id, "start": "2024-02",
              languages.column("role", "en"): "guest of honour", "disputed": "ИСТИНА"}  # fmt: skip
    part = {"uuid": "", "event": event.public_id, "entity": person.public_id, "capacity": "speaker"}
    for model, row in ((Membership, office), (Participation, part)):
        assert write(model, as_csv([row]), staff["editor"]).new == 1
        assert write(model, as_csv([row]), staff["editor"]).unchanged == 1
    stored = Membership.objects.get(**{languages.column("role", "en"): "guest of honour"})
    assert (stored.disputed, str(stored.start_earliest), str(stored.end_latest)) == (True, "2024-02-01", "None")


def test_a_translated_column_of_a_membership_is_in_its_sheet_in_every_language() -> None:
    assert set(languages.columns(*translated_fields(Membership))) <= set(SHEETS[Membership]._meta.fields)


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "headers", "said"),
    [
        (Person, ["public_id", "name"], f"{NAME_FA}, {NAME_EN}, {NAME_RU}"),
        (Person, ["public_id", "descripton_en"], "descripton_en"),
        (Person, ["public_id", "sort_key_fa"], "sort_key_fa"),
        (Person, ["public_id", "kind"], "kind"),
        (Person, ["public_id", "latitude"], "latitude"),
        (Person, [NAME_EN], "public_id"),
        (Name, ["entity", "text"], "language"),
        (Membership, ["uuid", "role"], languages.column("role", "ru")),
        (Participation, ["event", "entity"], "uuid"),
    ],
)
def test_a_sheet_with_wrong_columns_is_refused_as_a_whole(
    db: None, model: Any, headers: list[str], said: str
) -> None:
    with translation.override("en"), pytest.raises(SheetRefused) as caught:
        preview(model, as_csv([dict.fromkeys(headers, "x")]))
    assert said in str(caught.value)


def test_identities_of_others_are_no_identities(db: None, staff: dict[str, User]) -> None:
    place, person = Entity.objects.of_kind("place")[0], Entity.objects.of_kind("person")[0]
    gone = Entity.objects.create(kind="person", merged_into=person, **{NAME_EN: "Merged Away"})
    ids = [place.public_id, "nobody22", gone.public_id, person.public_id, person.public_id]
    result = preview(Person, as_csv([{"public_id": value, "classification": "x"} for value in ids]))
    assert [number for number, _column, _value in problems(result)] == [2, 3, 4, 6]


def test_a_namesake_of_somebody_known_is_refused_with_the_id_to_write(db: None) -> None:
    person = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    result = preview(Person, as_csv([{"public_id": "", NAME_EN: "Sergey Lavrov", "classification": "a namesake"}]))
    assert problems(result) == [(2, "public_id", "")]
    assert person.public_id in result.problems[0].reason


@pytest.mark.parametrize(
    ("model", "row", "column"),
    [
        (Place, {"latitude": "95", "longitude": "10"}, ""),
        (Place, {"latitude": "5", "longitude": ""}, ""),
        (Place, {"latitude": "north"}, "latitude"),
        (Place, {"latitude": "nan"}, "latitude"),
        (Place, {"country_code": "kz"}, "country_code"),
        (Event, {"event_status": "maybe"}, "event_status"),
        (Event, {"place": "nowhere2"}, "place"),
        (Organization, {"part_of": "nowhere2"}, "part_of"),
        (Event, {"start": "2024-13-01"}, "start"),
        (Event, {"start": "2024", "end": "2023"}, "end"),
        (Event, {"wikidata": "Q0"}, "wikidata"),
        (Event, {languages.column("slug", "en"): "a b"}, languages.column("slug", "en")),
        (Event, {DESCRIPTION_EN: "two\nlines"}, DESCRIPTION_EN),
        (Event, {"matching": "sometimes"}, "matching"),
        (Event, {NAME_EN: "x" * 301}, NAME_EN),
    ],
)
def test_a_wrong_cell_is_named(db: None, model: Any, row: dict[str, str], column: str) -> None:
    result = preview(model, as_csv([{"public_id": "", NAME_EN: "Some Name", **row}]))
    assert [(number, named) for number, named, _value in problems(result)] == [(2, column)]


@pytest.mark.parametrize(
    ("model", "row", "column"),
    [
        (Name, {"entity": "nowhere2", "language": "en", "text": "x"}, "entity"),
        (Name, {"entity": "ONE", "language": "de", "text": "x"}, "language"),
        (Name, {"entity": "ONE", "language": "en", "text": ""}, "text"),
        (Name, {"entity": "ONE", "language": "en", "text": "x", "case_sensitive": "perhaps"}, "case_sensitive"),
        (Membership, {"uuid": "", "member": "ONE", "organization": ""}, "organization"),
        (Membership, {"uuid": "", "member": "ONE", "organization": "ONE"}, ""),
        (Membership, {"uuid": "no-uuid", "member": "ONE", "organization": "ONE"}, "uuid"),
        (Membership, {"uuid": "00000000-0000-4000-8000-000000000000", "member": "ONE"}, "uuid"),
        (Participation, {"uuid": "", "event": "ONE", "entity": "ONE"}, ""),
    ],
)
def test_a_wrong_detail_is_named(db: None, model: Any, row: dict[str, str], column: str) -> None:
    one = Entity.objects.of_kind("place")[0].public_id
    result = preview(model, as_csv([{name: value.replace("ONE", one) for name, value in row.items()}]))
    assert [(number, named) for number, named, _value in problems(result)] == [(2, column)]


def test_a_participation_that_is_here_with_other_words_names_its_uuid(all_kinds: None) -> None:
    stored = Participation.objects.get(capacity="host", **{f"event__{NAME_EN}": "Spring fair"})
    row = {"uuid": "", "event": stored.event.public_id, "entity": stored.entity.public_id, "capacity": "host",
           "on_behalf_of": Entity.objects.of_kind("organization")[0].public_id}  # fmt: skip
    result = preview(Participation, as_csv([row]))
    assert problems(result) == [(2, "uuid", "")]
    assert str(stored.uuid) in result.problems[0].reason


# --- the verb ---------------------------------------------------------------------------------------------------------


def plan_of(person: Entity, **columns: Any) -> ImportPlan:
    row = Entity.objects.get(pk=person.pk)
    for name, value in columns.items():
        setattr(row, name, value)
    return ImportPlan("person", "x.csv", "0" * 64, new=[], edits=[Edit(row, person)])


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "administrator"])
def test_the_verb_itself_refuses_others_than_editors(staff: dict[str, User], who: str) -> None:
    person = Entity.objects.of_kind("person")[0]
    with pytest.raises(NotAllowed):
        import_rows(plan_of(person, classification="x"), by=staff[who])
    assert Entity.objects.get(pk=person.pk).classification == person.classification


def test_the_verb_refuses_a_row_that_somebody_edited_since_it_was_read(staff: dict[str, User]) -> None:
    person = Entity.objects.of_kind("person")[0]
    plan = plan_of(person, classification="x")
    fresh = Entity.objects.get(pk=person.pk)
    setattr(fresh, DESCRIPTION_EN, "edited meanwhile")
    save_entity(fresh, changed=[DESCRIPTION_EN], by=staff["publisher"])
    with pytest.raises(StaleImport):
        import_rows(plan, by=staff["editor"])
    assert Entity.objects.get(pk=person.pk).classification == person.classification


def test_the_verb_writes_one_row_of_the_log_with_the_digest_of_the_file(staff: dict[str, User]) -> None:
    before = LogEntry.objects.count()
    entry = import_rows(plan_of(Entity.objects.of_kind("person")[0], classification="x"), by=staff["editor"])
    assert entry is not None
    assert LogEntry.objects.count() == before + 1
    assert (entry.verb, entry.digest_after, entry.who) == ("import_entities", "0" * 64, staff["editor"])
    assert entry.detail == "person: 0 new, 1 changed, 0 as before; x.csv"
    assert not list(LogEntry.objects.broken_links())


# --- the number of queries --------------------------------------------------------------------------------------------


def people(count: int) -> list[dict[str, str]]:
    return [
        {"public_id": "", NAME_EN: f"Person Number {n}", NAME_FA: "", "wikidata": f"Q{9_000_000 + n}", "start": "1970"}
        for n in range(count)
    ]


def queries_for(count: int, staff: dict[str, User], *, written: bool) -> int:
    data = as_csv(people(count))
    with CaptureQueriesContext(connection) as queries:
        result = write(Person, data, staff["editor"]) if written else preview(Person, data)
    assert result.new == count
    return len(queries)


def test_a_preview_asks_no_question_per_row(staff: dict[str, User]) -> None:
    assert queries_for(400, staff, written=False) == queries_for(20, staff, written=False) <= 5


def test_writing_asks_less_than_one_question_per_ten_rows(staff: dict[str, User]) -> None:
    assert queries_for(1000, staff, written=True) < 100

"""Loading a fixture: one verb, one row with the digest of the file, and a broken file leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError

from newsroom.annotation import known_names
from newsroom.annotation.gazetteer import suggest
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.desk.errors import NotAllowed, NotEntities
from newsroom.desk.fixtures import load_fixture
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey
from newsroom.staff.user import User

NAME_EN = languages.column("name", "en")
TOPIC = {
    "model": "newsroom.entity",
    "fields": {
        "uuid": "3e0e54f4-3d2c-4dd3-b1a0-0f6f0a7f6d01",
        "public_id": "tpc23456",
        "kind": "topic",
        "start": "2024-10",
        NAME_EN: "Steppe Railways",
    },
}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "topics.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def loads() -> list[str]:
    return list(LogEntry.objects.filter(verb="load_fixture").order_by("pk").values_list("digest_after", flat=True))


def test_a_file_is_loaded_once_and_the_log_names_its_digest(tmp_path: Path, staff: dict[str, User]) -> None:
    path, before = written(tmp_path, TOPIC), loads()
    assert load_fixture(path, by=staff["editor"])
    assert loads() == [*before, hashlib.sha256(path.read_bytes()).hexdigest()]
    assert not load_fixture(path, by=staff["publisher"])
    assert len(loads()) == len(before) + 1


def test_it_leaves_later_work_of_editors_alone(tmp_path: Path, staff: dict[str, User]) -> None:
    path = written(tmp_path, TOPIC)
    load_fixture(path, by=staff["editor"])
    Entity.objects.filter(public_id="tpc23456").update(classification="by an editor")
    load_fixture(path, by=staff["editor"])
    assert Entity.objects.get(public_id="tpc23456").classification == "by an editor"


def test_a_changed_file_is_loaded_again_into_the_same_row(tmp_path: Path, staff: dict[str, User]) -> None:
    load_fixture(written(tmp_path, TOPIC), by=staff["editor"])
    changed = {**TOPIC, "fields": {**TOPIC["fields"], NAME_EN: "Steppe Roads"}}  # type: ignore[dict-item]
    assert load_fixture(written(tmp_path, changed), by=staff["editor"])
    row = Entity.objects.get(public_id="tpc23456")
    assert row.name_in("en") == "Steppe Roads"
    assert not NameKey.objects.filter(entity=row, key__contains="railway").exists()


def test_loaded_rows_are_whole(tmp_path: Path, staff: dict[str, User]) -> None:
    load_fixture(written(tmp_path, TOPIC), by=staff["editor"])
    row = Entity.objects.get(public_id="tpc23456")
    assert str(row.start_earliest) == "2024-10-01"
    assert languages.read(row, "slug", "en") == "steppe-railways"
    found = suggest("New Steppe Railways were opened.", "en", known_names.lookup)
    assert "tpc23456" in {suggestion.entity for suggestion in found}


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([TOPIC, {"model": "newsroom.unicorn", "fields": {}}], NotEntities),
        ([TOPIC, {"model": "newsroom.user", "fields": {"username": "intruder", "is_superuser": True}}], NotEntities),
        ([TOPIC, {"model": "auth.group", "fields": {"name": "intruders"}}], NotEntities),
        ([TOPIC, {**TOPIC, "fields": {**TOPIC["fields"], "color": "red"}}], DeserializationError),
        ([TOPIC, {**TOPIC, "fields": {**TOPIC["fields"], "kind": "unicorn"}}], IntegrityError),
        ([TOPIC, {"model": "newsroom.name", "fields": {"entity": ["nobody00"], "language": "en", "text": "X"}}],
         DeserializationError),
    ],
    ids=["unknown model", "user", "group", "unknown column", "unknown kind", "name of nobody"],
)  # fmt: skip
def test_a_broken_file_leaves_nothing(
    tmp_path: Path, staff: dict[str, User], rows: list[dict[str, Any]], error: type[Exception]
) -> None:
    before = Entity.objects.count(), NameKey.objects.count(), LogEntry.objects.count()
    with pytest.raises(error):
        load_fixture(written(tmp_path, *rows), by=staff["editor"])
    assert (Entity.objects.count(), NameKey.objects.count(), LogEntry.objects.count()) == before


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator"])
def test_who_may_not_load_loads_nothing(tmp_path: Path, staff: dict[str, User], who: str) -> None:
    with pytest.raises(NotAllowed):
        load_fixture(written(tmp_path, TOPIC), by=staff[who])
    assert not Entity.objects.filter(public_id="tpc23456").exists()

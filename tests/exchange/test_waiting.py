"""The sheet between preview and confirmation: one person's, given out once, gone after an hour."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from newsroom.exchange import waiting

MODEL = "newsroom.Person"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.IMPORT_FOLDER = tmp_path / "imports"
    return tmp_path / "imports"


def kept(data: bytes = b"a,b") -> waiting.Waiting:
    return waiting.keep(data, user=1, model=MODEL, file_name="x.csv")


def test_it_is_given_out_once(folder: Path) -> None:
    sheet = kept()
    assert waiting.take(sheet) == b"a,b"
    assert waiting.take(sheet) is None
    assert list(folder.iterdir()) == []


def test_only_its_owner_may_read_the_folder_and_the_file(folder: Path) -> None:
    sheet = kept()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / sheet.token).stat().st_mode) == 0o600


def test_two_sheets_have_nothing_in_common(folder: Path) -> None:
    assert kept().token != kept().token
    assert len(kept().token) == 32


def test_a_seal_is_for_one_person_and_one_kind(folder: Path) -> None:
    seal = kept().seal()
    assert waiting.unseal(seal, user=1, model=MODEL) is not None
    assert waiting.unseal(seal, user=2, model=MODEL) is None
    assert waiting.unseal(seal, user=1, model="newsroom.Place") is None


@pytest.mark.parametrize("seal", ["", "x", "x:y:z"])
def test_a_seal_of_somebody_else_is_none(folder: Path, seal: str) -> None:
    assert waiting.unseal(seal, user=1, model=MODEL) is None
    assert waiting.unseal(kept().seal()[:-1] + "x", user=1, model=MODEL) is None


def test_a_seal_ends_with_its_hour(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = kept().seal()
    monkeypatch.setattr(waiting, "LIFETIME", -1)
    assert waiting.unseal(seal, user=1, model=MODEL) is None


def test_changed_bytes_are_not_given_out(folder: Path) -> None:
    sheet = kept()
    (folder / sheet.token).write_bytes(b"other")
    assert waiting.take(sheet) is None


def test_what_nobody_confirmed_is_swept_by_the_next_sheet(folder: Path) -> None:
    old, young = kept(), kept()
    os.utime(folder / old.token, (0, 0))
    new = kept()
    assert {path.name for path in folder.iterdir()} == {young.token, new.token}

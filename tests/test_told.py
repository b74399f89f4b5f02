"""The told demo that all tests copy is made anew when, and only when, something that it depends on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import told


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in a folder of its own."""
    monkeypatch.setattr(told, "ROOT", tmp_path)
    for name in told.MADE_OF:
        file = tmp_path / name if Path(name).suffix else tmp_path / name / "one.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("before", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", told.MADE_OF)
def test_a_change_of_what_it_is_made_of_is_noticed(root: Path, name: str) -> None:
    before = told.digest()
    assert told.digest() == before
    file = root / name if Path(name).suffix else root / name / "one.py"
    file.write_text("after!", encoding="utf-8")
    assert told.digest() != before


@pytest.mark.parametrize("name", ["newsroom/__pycache__/one.pyc", "tests/test_other.py", "var/secret-key"])
def test_what_it_is_not_made_of_changes_nothing(root: Path, name: str) -> None:
    before = told.digest()
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("anything", encoding="utf-8")
    assert told.digest() == before


def test_the_copy_has_the_logins_of_its_database(tmp_path: Path) -> None:
    told.copy_to(tmp_path)
    assert {"site.sqlite3", "demo-logins.json", "secret-key", "static"} <= {file.name for file in tmp_path.iterdir()}

"""Rows of a table: where the cells of a line stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.table import cells


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("State | Joined | Left", ["State", "Joined", "Left"]),
        ("| State | Joined |", ["State", "Joined"]),
        ("کشور | پیوستن", ["کشور", "پیوستن"]),
        ("a||c", ["a", "", "c"]),
        ("a | ", ["a", ""]),
        ("one cell", ["one cell"]),
        ("", [""]),
    ],
)
def test_a_bar_ends_a_cell(row: str, wanted: list[str]) -> None:
    assert [row[start:end] for start, end in cells(row)] == wanted


@given(st.lists(st.text("ab ‌|", max_size=5), min_size=1, max_size=6))
def test_cells_stand_in_order_within_the_row_and_hold_no_bar(parts: list[str]) -> None:
    row = "|".join(parts)
    found = cells(row)
    flat = [at for cell in found for at in cell]
    assert flat == sorted(flat)
    assert all("|" not in row[start:end] for start, end in found)
    words = "".join(row[start:end] for start, end in found)
    assert words.replace(" ", "") == row.replace("|", "").replace(" ", "")

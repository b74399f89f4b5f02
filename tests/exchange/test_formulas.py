"""Texts that a spreadsheet would run: harmless outside, themselves again inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.exchange.formulas import protect, restore

STARTS = "=+-@\t\r"
TEXTS = st.text(st.one_of(st.sampled_from(STARTS + "'\n1A"), st.characters()), max_size=12)


@given(TEXTS, st.booleans())
def test_what_goes_out_comes_back_whatever_it_is(text: str, for_spreadsheets: bool) -> None:
    assert restore(protect(text, for_spreadsheets=for_spreadsheets)) == text


@given(TEXTS)
def test_no_cell_for_a_spreadsheet_begins_a_formula(text: str) -> None:
    assert not protect(text).startswith(tuple(STARTS))


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert protect(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ali", "'Abd al-Rahman", "''", "1+1", "علی‌اف", " =1"])
def test_other_texts_go_as_they_are(text: str) -> None:
    assert protect(text) == text


def test_without_protection_only_what_would_be_misread_is_marked() -> None:
    assert protect("=1", for_spreadsheets=False) == "=1"
    assert protect("'=1", for_spreadsheets=False) == "''=1"

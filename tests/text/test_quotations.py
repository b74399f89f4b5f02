"""Quotation ranges: the marks of three languages, nesting, apostrophes, marks that nothing closes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.quotations import outermost, quotations


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("او گفت: «می‌آییم.» و رفت", ["«می‌آییم.»"]),
        ("He said “we come” and left", ["“we come”"]),
        ('He said "we come" and "we go"', ['"we come"', '"we go"']),
        ("Он сказал: «Мы едем» и уехал", ["«Мы едем»"]),
        ("Er sagte „wir kommen“ und ging", ["„wir kommen“"]),
        ("He said ‘we come’ and left", ["‘we come’"]),
    ],
)
def test_each_language_has_its_marks(text: str, found: list[str]) -> None:
    assert said(text) == found


def test_a_quotation_in_a_quotation_stands_after_it() -> None:
    assert [(one.start, one.depth) for one in quotations("«گفت: “نه” و رفت»")] == [(0, 0), (6, 1)]
    assert [(one.start, one.end) for one in outermost("«گفت: “نه” و رفت»")] == [(0, 17)]


def test_an_apostrophe_is_no_mark() -> None:
    assert said("“It’s the team’s day,” he didn’t say") == ["“It’s the team’s day,”"]


def test_a_plural_possessive_does_not_close_or_open_anything() -> None:
    assert said("the leaders’ talks and “the members’ view”") == ["“the members’ view”"]


def test_a_mark_that_nothing_closes_is_no_quotation() -> None:
    assert said("«یک و “دو” و سه") == ["“دو”"]
    assert quotations("«یک و “دو” و سه")[0].depth == 0


def test_a_mark_that_opened_nothing_is_no_quotation() -> None:
    assert said("یک» و «دو»") == ["«دو»"]


def test_the_range_between_the_marks_is_known() -> None:
    (one,) = quotations("a «bc» d")
    assert "a «bc» d"[slice(*one.inside())] == "bc"


@given(st.text(alphabet="ab «»“”„‘’\"."))
def test_ranges_are_marked_on_both_sides_and_nest(text: str) -> None:
    found = quotations(text)
    for one in found:
        assert text[one.start] in "«“„‘\""
        assert text[one.end - 1] in "»”“’\""
        assert one.depth >= 0
    for one in found:
        for other in found:
            assert one.end <= other.start or other.end <= one.start or one == other or (
                (one.start < other.start and other.end < one.end) or (other.start < one.start and one.end < other.end)
            )

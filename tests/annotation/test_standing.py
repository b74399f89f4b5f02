"""Quoting: imported words are put where they stand, moved where they stand once, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.standing import Quoted, Standing, where

TEXT = "Putin met Lavrov. Later Putin spoke, and Putin left."
TEXTS = {"a": TEXT, "b": "Lavrov flew home with Putin in the evening."}


@pytest.mark.parametrize(
    ("quoted", "wanted"),
    [
        (Quoted("a", 10, 16, "Lavrov", "met ", ". "), Standing("a", 10, moved=False)),
        (Quoted("a", 24, 29, "Putin", "Later ", " spoke"), Standing("a", 24, moved=False)),
        (Quoted("a", 25, 30, "Putin", "Later ", " spoke"), Standing("a", 24, moved=True)),
        (Quoted("a", 0, 5, "Putin", "Later ", " spoke"), Standing("a", 24, moved=True)),  # the neighbours say which
        (Quoted("a", 0, 5, "Putin", "gone ", " words"), Standing("a", 0, moved=False)),
        (Quoted("a", -1, -1, "Lavrov"), Standing("a", 10, moved=True)),
        (Quoted("", -1, -1, "Lavrov", "", " flew"), Standing("b", 0, moved=True)),
        (Quoted("a", -1, -1, "Putin"), "ambiguous"),
        (Quoted("", -1, -1, "Putin"), "ambiguous"),
        (Quoted("a", 3, 9, "Medvedev"), "gone"),
        (Quoted("a", 2, 7, "Putin", "Then ", ""), "gone"),  # the words stand, but nowhere with their neighbours
        (Quoted("c", 10, 16, "Lavrov", "met ", ". "), Standing("a", 10, moved=True)),
        (Quoted("a", 16, 10, "Lavrov", "met ", ". "), Standing("a", 10, moved=True)),
    ],
)
def test_it_finds_the_one_place_or_says_why_there_is_none(quoted: Quoted, wanted: Standing | str) -> None:
    assert where(quoted, TEXTS) == wanted


@given(st.text("ab ", min_size=1, max_size=20), st.data())
def test_wherever_it_puts_words_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-1, 20))
    quoted = Quoted("x", start, start + 2, *(data.draw(st.text("ab ", max_size=3)) for _part in range(3)))
    found = where(quoted, {"x": text, "y": text[::-1]})
    if isinstance(found, Standing) and quoted.exact:
        standing = {"x": text, "y": text[::-1]}[found.block]
        assert standing[found.start :].startswith(quoted.exact)

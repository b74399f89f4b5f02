from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.markup import parse
from newsroom.text.splice import splice


def test_it_keeps_strong_words_strong_when_a_zwnj_is_put_in() -> None:
    inline = splice(parse("یک **علیاف** دو"), 3, 8, "علی‌اف")
    assert inline.text == "یک علی‌اف دو"
    assert [(r.start, r.end, r.kind) for r in inline.ranges] == [(3, 9, "strong")]


def test_it_shifts_what_stands_behind() -> None:
    inline = splice(parse("a *b* c"), 0, 1, "xyz")
    assert [(inline.text[r.start : r.end], r.kind) for r in inline.ranges] == [("b", "emphasis")]


def test_it_drops_markup_whose_words_are_gone() -> None:
    assert splice(parse("a *b* c"), 1, 4, "").ranges == ()


def test_it_refuses_what_lies_outside() -> None:
    with pytest.raises(ValueError, match="outside"):
        splice(parse("abc"), 2, 9, "x")


@given(st.text("ab ", min_size=4, max_size=20), st.integers(0, 3), st.integers(0, 4), st.text("xy", max_size=3))
def test_it_is_the_same_as_splicing_plain_text(text: str, start: int, length: int, words: str) -> None:
    end = min(start + length, len(text))
    assert splice(parse(text.replace(" ", "-")), start, end, words).text == (
        text.replace(" ", "-")[:start] + words + text.replace(" ", "-")[end:]
    )

"""Offsets: code points, UTF-16 units and cuts that tear nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.offsets import OffsetOutside, is_safe_cut, snap, to_code_points, to_utf16

CODER = "👩‍💻🇦🇿"
TEXT = st.text(st.sampled_from("aی\u200cِ👩🏽\u200d💻🇦🇿🇮🇷e\u0301\ufe0f❤ "))


def test_an_emoji_counts_two_units() -> None:
    assert len(CODER) == 5
    assert [to_utf16(CODER, offset) for offset in range(6)] == [0, 2, 3, 5, 7, 9]


@given(TEXT)
def test_every_offset_survives_the_round_trip(text: str) -> None:
    for offset in range(len(text) + 1):
        units = to_utf16(text, offset)
        assert units == len(text[:offset].encode("utf-16-le")) // 2
        assert to_code_points(text, units) == offset


def test_half_a_character_is_no_position() -> None:
    with pytest.raises(OffsetOutside, match="offset 1"):
        to_code_points(CODER, 1)


@pytest.mark.parametrize("offset", [-1, 6])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(OffsetOutside):
        to_utf16(CODER, offset)
    with pytest.raises(OffsetOutside):
        to_code_points("abcde", offset)
    with pytest.raises(OffsetOutside):
        snap(CODER, 0, offset)


@pytest.mark.parametrize(
    ("text", "given", "snapped"),
    [
        ("میرضیایِف", (0, 7), (0, 8)),  # a vowel sign stays with its letter
        (CODER, (1, 2), (0, 3)),  # an emoji of three code points
        (CODER, (4, 5), (3, 5)),  # half a flag
        ("🇦🇿🇮🇷", (2, 3), (2, 4)),  # the second of two flags
        ("👍🏽", (0, 1), (0, 2)),  # a skin tone
        ("❤\ufe0fx", (0, 1), (0, 2)),  # a variation selector
        ("کرملین‌نشینان", (0, 6), (0, 6)),  # ZWNJ is a safe place
        ("e\u0301a", (1, 1), (0, 0)),  # an insertion point moves as a whole
    ],
)
def test_ranges_snap_outward(text: str, given: tuple[int, int], snapped: tuple[int, int]) -> None:
    assert snap(text, *given) == snapped


@given(TEXT, st.data())
def test_snapping_gives_safe_cuts_and_is_idempotent(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = snap(text, start, end)
    assert first <= start
    assert last >= end or (start == end and last <= end)
    assert is_safe_cut(text, first)
    assert is_safe_cut(text, last)
    assert snap(text, first, last) == (first, last)


VECTORS = json.loads((Path(__file__).parents[1] / "annotation" / "vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_it_counts_as_the_browser_counts(vector: dict[str, Any]) -> None:
    """The same file is asked in the browser by journeys/test_annotation.py."""
    assert to_utf16(vector["text"], vector["points"]) == vector["units"]
    assert to_code_points(vector["text"], vector["units"]) == vector["points"]

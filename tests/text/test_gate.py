"""The gate: what is stored, what is refused, and how the refusal reads."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.gate import Refused, clean

REPORT = json.loads((Path(__file__).parents[1] / "material" / "report_blocks.json").read_text(encoding="utf-8"))

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\u200c\u200d\u202e\u2066\u00ad\ufe0f\u0301یکабё👩💻🏽\n\t\ue000\ufdd0"),
    )
)


@pytest.mark.parametrize("language", ["fa", "en", "ru"])
def test_it_passes_the_whole_report_unchanged(language: str) -> None:
    for block in REPORT["blocks"]:
        assert clean(block[language]) == block[language]


def test_it_composes_decomposed_letters() -> None:
    assert clean("и\u0306") == "й"
    assert clean("ا\u0653") == "آ"


@pytest.mark.parametrize(
    "kept",
    [
        "می\u200cرود",
        "CIS+\u200e",
        "\u200fمتن",
        "\u061cx",
        "👩\u200d💻",
        "👩🏽\u200d💻",
        "❤\ufe0f\u200d🔥",
        "🇦🇿",
        "ه\u200d",
    ],
)
def test_it_keeps_invisible_characters_that_writing_needs(kept: str) -> None:
    assert clean(kept) == kept


REFUSED = (
    *(
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0x2060, 0x2065),
        0x2028,
        0x2029,
        0x200B,
        0xFEFF,
        0xAD,
    ),
    *(0xE0001, 0xE0067, 0xE007F, 0, 7, 0x0D, 0x1B, 0x7F, 0x85, 0x9F, 0xFDD0, 0xFFFE, 0x1FFFF, 0xD800),
)


@pytest.mark.parametrize("code", REFUSED)
def test_it_refuses_deceptive_and_invisible_characters(code: int) -> None:
    with pytest.raises(Refused) as refusal:
        clean(f"متن{chr(code)}پایان")
    assert (refusal.value.code_point, refusal.value.position) == (code, 3)


def test_the_refusal_names_field_character_and_position() -> None:
    with pytest.raises(Refused, match=r"title_fa: U\+202E RIGHT-TO-LEFT OVERRIDE is not allowed \(position 2\)"):
        clean("ab\u202ecd", field="title_fa")


def test_it_refuses_the_flag_of_a_subregion_because_it_is_made_of_tags() -> None:
    with pytest.raises(Refused, match="TAG LATIN SMALL LETTER G"):
        clean("🏴\U000e0067\U000e0062\U000e007f")


@pytest.mark.parametrize("text", ["a\u200db", "\u200d", "👩\u200d", "ё\u200dж"])
def test_it_refuses_a_joiner_that_joins_nothing(text: str) -> None:
    with pytest.raises(Refused, match="ZERO WIDTH JOINER"):
        clean(text)


def test_line_feeds_and_tabs_need_a_multiline_field() -> None:
    assert clean("a\n\tb", multiline=True) == "a\n\tb"
    for text in ("a\nb", "a\tb"):
        with pytest.raises(Refused):
            clean(text)
    with pytest.raises(Refused, match="CARRIAGE RETURN"):
        clean("a\r\nb", multiline=True)


@given(ANY_TEXT)
def test_it_is_idempotent_or_names_the_character_it_refuses(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    refused = _refusal(text)
    if refused is not None:
        assert ord(composed[refused.position]) == refused.code_point
        return
    assert clean(text, multiline=True) == clean(composed, multiline=True) == composed
    composed.encode()


def _refusal(text: str) -> Refused | None:
    try:
        clean(text, multiline=True)
    except Refused as refusal:
        return refusal
    return None

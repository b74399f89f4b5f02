"""Isolates between invisible marks, for titles and feeds, which know no tags."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.isolates import Direction, isolated_plain, isolates

MATERIAL = Path(__file__).parent.parent / "material"
FSI, PDI = "\u2068", "\u2069"
PIECES = ["پوتین", "می\u200cرود", "«CIS+»", " ", "2024-10-08", ".NET", "гость", "C++", "(", ")", "۱۷ مهر", "،", "U.S."]
directions: st.SearchStrategy[Direction] = st.sampled_from(["rtl", "ltr"])
texts = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def without_marks(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")


@given(texts, directions)
def test_removing_the_marks_gives_the_text_back(text: str, direction: Direction) -> None:
    text = without_marks(text)
    assert without_marks(isolated_plain(text, direction)) == text


@given(texts, directions)
def test_the_marks_stand_in_pairs_around_what_is_isolated(text: str, direction: Direction) -> None:
    text = without_marks(text)
    shown = isolated_plain(text, direction)
    pairs = re.findall(f"{FSI}([^{FSI}{PDI}]+){PDI}", shown)
    assert pairs == [text[one.start : one.end] for one in isolates(text, direction)]
    assert shown.count(FSI) == shown.count(PDI) == len(pairs)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs"]), max_size=30))
def test_a_latin_line_has_nothing_to_isolate(text: str) -> None:
    assert isolated_plain(text, "ltr") == text


@pytest.mark.parametrize(
    ("text", "direction", "shown"),
    [
        ("قالب «CIS+»", "rtl", f"قالب «{FSI}CIS+{PDI}»"),
        ("CIS+ و روسیه", "rtl", f"{FSI}CIS+{PDI} و روسیه"),
        ("نشست NATO در وین", "rtl", "نشست NATO در وین"),  # it stays in order by itself
        ("زبان C++ تازه", "rtl", f"زبان {FSI}C++{PDI} تازه"),
        ("تا 2024-10-08 ماند", "rtl", f"تا {FSI}2024-10-08{PDI} ماند"),
        ("The word «نشست» means summit.", "ltr", None),
        ("CIS+ and Russia", "ltr", "CIS+ and Russia"),
        ("Саммит «СНГ+» в Москве", "ltr", "Саммит «СНГ+» в Москве"),
        ("", "rtl", ""),
    ],
)
def test_only_what_would_be_torn_stands_between_marks(text: str, direction: Direction, shown: str | None) -> None:
    found = isolated_plain(text, direction)
    if shown is None:
        assert re.findall(f"{FSI}(.*?){PDI}", found) in (["نشست"], ["«نشست»"])
    else:
        assert found == shown


def test_an_isolate_of_the_real_report_has_a_letter_or_a_digit() -> None:
    blocks = json.loads((MATERIAL / "report_blocks.json").read_text(encoding="utf-8"))["blocks"]
    for block in blocks:
        for language, direction in (("fa", "rtl"), ("en", "ltr"), ("ru", "ltr")):
            text = block.get(language) or ""
            shown = isolated_plain(text, direction)  # type: ignore[arg-type]
            assert without_marks(shown) == text
            for inner in re.findall(f"{FSI}(.*?){PDI}", shown):
                assert any(unicodedata.category(char)[0] in "LN" for char in inner)

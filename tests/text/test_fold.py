"""Folding: which spellings meet, and the way back to the original."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.fold import fold, fold_key

REPORT = json.loads((Path(__file__).parents[1] / "material" / "report_blocks.json").read_text(encoding="utf-8"))
NEWS = st.text(st.sampled_from("علیافکيكىة\u200cـًَّٔآأؤئ۱٣ Мирзиёевй и\u0306éÉZßİıœCIS+«»’–—\u00a0👩\u200d💻\n"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی‌اف", "علیاف"),
        ("كرملين", "کرملین"),
        ("تأکید", "تاکید"),
        ("مسؤول", "مسوول"),
        ("جادهٔ", "جادۀ"),
        ("جادهٔ", "جاده"),
        ("میرضیایِف", "میرضیایف"),
        ("کـــتاب", "کتاب"),
        ("۲۰۲۴", "2024"),
        ("٢٠٢٤", "2024"),
        ("Мирзиёев", "мирзиеев"),
        ("Zürich", "zurich"),
        ("Łódź", "lodz"),
        ("İlham", "ilham"),
        ("“CIS+”", '"cis+"'),
        ("Union’s", "union's"),
        ("2014–2020", "2014-2020"),
        ("a\u00a0b", "a b"),
        ("ﻳﻚ", "یک"),
        ("ＮＡＴＯ", "nato"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("Əliyev", "Aliyev"), ("میرود", "می رود"), ("ß", "s")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_the_way_back_never_runs_over_a_zwnj() -> None:
    text = "در کرملین‌نشینان"
    folded = fold(text)
    start = folded.text.index("کرملین")
    assert text[slice(*folded.original(start, start + 6))] == "کرملین"


def test_the_way_back_takes_vowel_signs_along() -> None:
    text = "شوکت میرضیایِفِ ازبک"
    folded = fold(text)
    start = folded.text.index("میرضیایف")
    assert text[slice(*folded.original(start, start + 8))] == "میرضیایِفِ"


def test_an_empty_range_maps_to_an_empty_range() -> None:
    folded = fold("می‌رود")
    assert folded.original(2, 2) == (3, 3)
    assert folded.original(5, 5) == (6, 6)


def test_a_range_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        fold("abc").original(1, 4)


@pytest.mark.parametrize("language", ["fa", "en", "ru"])
def test_every_mention_of_the_report_maps_back_to_itself(language: str) -> None:
    texts = {block["id"]: block[language] for block in REPORT["blocks"]}
    for mention in (m for m in REPORT["mentions"] if m["lang"] == language):
        folded = fold(texts[mention["block"]])
        start = sum(position < mention["start"] for position in folded.kept)
        end = sum(position < mention["end"] for position in folded.kept)
        assert folded.original(start, end) == (mention["start"], mention["end"])


@given(NEWS)
def test_folding_is_idempotent_and_never_longer(text: str) -> None:
    folded = fold(text)
    assert fold_key(folded.text) == folded.text
    assert len(folded.text) == len(folded.kept) <= len(text)
    assert list(folded.kept) == sorted(folded.kept)


@given(st.text(st.characters(max_codepoint=0xFFF, exclude_categories=["Cs"])))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold_key(unicodedata.normalize("NFD", text)) == fold_key(unicodedata.normalize("NFC", text))


@given(NEWS, st.data())
def test_any_folded_range_is_the_fold_of_its_original(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.original(start, end)
    assert fold_key(text[first:last]) == folded.text[start:end]

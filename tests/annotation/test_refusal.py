"""The context of a refusal: the same words between the same words, however they are spelled."""

from __future__ import annotations

import pytest

from newsroom.annotation.refusal import context_of

TEXT = "On Monday the minister Sergey Lavrov met the press in Moscow and left."


def at(text: str, words: str = "Sergey Lavrov") -> str:
    start = text.index(words)
    return context_of(text, start, start + len(words))


@pytest.mark.parametrize(
    "other",
    [
        "Yesterday, too. On Monday the minister Sergey Lavrov met the press in Kazan.",
        "Monday: the minister — Sergey Lavrov — met (the press) again",
    ],
)
def test_it_is_three_words_on_either_side_without_the_marks_between_them(other: str) -> None:
    assert at(other) == at(TEXT)


@pytest.mark.parametrize(
    "other", ["On Monday the minister Sergey Lavrov left the press.", "Monday: a minister Sergey Lavrov met the press."]
)
def test_another_word_beside_it_is_another_context(other: str) -> None:
    assert at(other) != at(TEXT)


def test_capitals_a_zwnj_and_an_arabic_yeh_make_no_other_context() -> None:
    assert at("MONDAY THE MINISTER Sergey Lavrov MET THE PRESS") == at(TEXT)
    written, pasted = "دیروز علی‌اف در مسکو بود", "دیروز علياف در مسکو بود"
    assert at(written, "علی‌اف") == at(pasted, "علياف")


def test_the_end_of_a_text_is_a_context_too() -> None:
    assert at("Sergey Lavrov") == at("Sergey Lavrov.")
    assert at("Sergey Lavrov") != at("Sergey Lavrov left")

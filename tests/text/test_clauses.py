"""Where a part of a sentence may begin and end, and where its quotations are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.clauses import clauses, quotations


def cut(text: str, language: str) -> list[str]:
    return [text[one.start : one.end] for one in clauses(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "Members oppose sanctions, he said, and steps are taken.",
         ["Members oppose sanctions", "he said", "steps are taken."]),
        ("fa", "به گفته او، اعضا مخالف‌اند و گام‌هایی برداشته می‌شود.",
         ["به گفته او", "اعضا مخالف‌اند", "گام‌هایی برداشته می‌شود."]),
        ("ru", "По его словам, участники против, и меры принимаются; это важно.",
         ["По его словам", "участники против", "меры принимаются", "это важно."]),
        ("ru", "Лачин — столица", ["Лачин", "столица"]),
    ],
)  # fmt: skip
def test_marks_and_joining_words_cut_and_belong_to_no_part(language: str, text: str, parts: list[str]) -> None:
    assert cut(text, language) == parts


def test_a_comma_in_a_number_cuts_nothing() -> None:
    assert cut("He promised 1,300 dollars", "en") == ["He promised 1,300 dollars"]


def test_what_is_quoted_or_in_brackets_is_not_cut() -> None:
    assert cut("He said “we, and only we, pay” (in 2024, 2025), then left", "en") == [
        "He said “we, and only we, pay” (in 2024, 2025)", "then left",
    ]  # fmt: skip


def test_a_part_of_a_text_is_cut_by_itself() -> None:
    text = "One, two. Three, four."
    assert [text[c.start : c.end] for c in clauses(text, "en", start=10)] == ["Three", "four."]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("گفت: «ما وعده نمی‌خواهیم.» و رفت", ["ما وعده نمی‌خواهیم."]),
        ("«Форум „Будущее“ открыт», — сказал он", ["Форум „Будущее“ открыт"]),
        ("“One” and “two”", ["One", "two"]),
        ("«never closed", []),
        ("closed only»", []),
        ("«open “closed” still open", ["closed"]),
    ],
)
def test_quotations_are_found_without_their_marks(text: str, quoted: list[str]) -> None:
    assert [text[one.start : one.end] for one in quotations(text)] == quoted


TEXT = st.text(st.sampled_from("аb و«»“”„()[],،;: —and."), max_size=60)


@given(TEXT, st.sampled_from(["fa", "en", "ru", "xx"]))
def test_parts_stand_in_order_within_the_text(text: str, language: str) -> None:
    places = [place for one in clauses(text, language) for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(one.start < one.end <= len(text) for one in clauses(text, language))


@given(TEXT)
def test_quotations_never_overlap(text: str) -> None:
    places = [place for one in quotations(text) for place in (one.start, one.end)]
    assert places == sorted(places)


@pytest.mark.parametrize("piece", ["«", "(«", "«a, ", "a, ", "»«", "«a, b», "])
def test_a_text_of_nothing_but_marks_costs_no_more_than_its_length(piece: str) -> None:
    def took(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        clauses(text, "en")
        return time.process_time() - start

    small, large = (min(took(length) for _ in range(3)) for length in (2_000, 16_000))
    assert large < 40 * small + 0.05, "8 times the length"

"""Sliding: an insertion or deletion stands where a reader would say that it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.diff import diff


def steps(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (op.kind, old[op.old_start : op.old_end] if op.kind == "delete" else new[op.new_start : op.new_end])
        for op in diff(old, new)
        if op.kind != "equal"
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ("The Council of Heads of State is first. ", "The Council of Heads of Government is second. "),
        ("توکایف از تجارت گفت. ", "توکایف از همسایگان گفت. "),
        ("Путин прибыл в Москву. ", "Путин уехал из Москвы! "),
    ],
)
def test_the_sentence_that_was_taken_out_is_a_whole_one(sentences: tuple[str, str]) -> None:
    one, other = sentences
    assert steps(one + other, other) == [("delete", one)]
    assert steps(other, one + other) == [("insert", one)]


def test_the_last_sentence_goes_whole_too() -> None:
    old = "We met in Riga. They left. We met in Rome. They left."
    assert steps(old, "We met in Riga. They left.") == [("delete", " We met in Rome. They left.")]


def test_a_clause_goes_with_its_comma_and_not_with_half_a_word() -> None:
    assert steps("nine, no, nineteen came", "nine, nineteen came") == [("delete", "no, ")]


def test_what_stands_well_stays_where_it_is() -> None:
    assert steps("so it was", "so so it was") == [("insert", "so ")]
    assert steps("abab", "ab") == steps("abab", "ab")


def test_a_long_row_of_the_same_is_no_trap() -> None:
    old = "na " * 20_000
    assert sum(len(text) for _kind, text in steps(old, old[:-300])) == 300


WORDS = st.lists(st.sampled_from(["a", "ab", "a.", "b,", "\n", "مسکو", "مسکو.", "a\u200cb"]), max_size=12)


@given(WORDS, WORDS, st.sampled_from([" ", ""]))
def test_the_steps_still_make_the_new_text_of_the_old(one: list[str], other: list[str], gap: str) -> None:
    old, new = gap.join(one), gap.join(other)
    ops = diff(old, new)
    assert "".join(old[op.old_start : op.old_end] for op in ops) == old
    assert "".join(new[op.new_start : op.new_end] for op in ops) == new
    assert [op.old_start for op in ops[1:]] == [op.old_end for op in ops[:-1]]
    assert [op.new_start for op in ops[1:]] == [op.new_end for op in ops[:-1]]
    for op in ops:
        if op.kind == "equal":
            assert old[op.old_start : op.old_end] == new[op.new_start : op.new_end]

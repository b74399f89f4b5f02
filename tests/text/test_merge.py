"""Two edits of one text become one where they do not touch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.merge import edits_of, merge

BASE = "سران کشورهای مستقل مشترک‌المنافع در کرملین گرد آمدند و درباره تجارت گفت‌وگو کردند."
WORDS = ["summit", "in", "the", "Kremlin", "ended", "with", "a", "joint", "statement"]
words = st.lists(st.sampled_from(WORDS), max_size=12)


def test_changes_of_different_words_are_both_there() -> None:
    mine, theirs = BASE.replace("کرملین", "مسکو"), BASE.replace("تجارت", "بازرگانی")
    assert merge(BASE, mine, theirs) == BASE.replace("کرملین", "مسکو").replace("تجارت", "بازرگانی")


def test_a_restored_zwnj_and_a_changed_word_are_both_there() -> None:
    base = BASE.replace("مشترک‌المنافع", "مشترکالمنافع")
    assert merge(base, BASE, base.replace("تجارت", "انرژی")) == BASE.replace("تجارت", "انرژی")


def test_the_same_change_is_made_once() -> None:
    both = BASE.replace("کرملین", "مسکو")
    assert merge(BASE, both, both) == both
    assert merge(BASE, both, both.replace("تجارت", "انرژی")) == both.replace("تجارت", "انرژی")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("The summit ended today.", "The summit began."),
        ("The long summit ended.", "The short summit ended."),
        ("The summit ended. More", "The summit ended. Less"),
        ("", "The summit ended well."),
        ("The **summit** ended.", "The session ended."),
    ],
)
def test_changes_that_touch_are_nobodys_to_decide(mine: str, theirs: str) -> None:
    assert merge("The summit ended.", mine, theirs) is None
    assert merge("The summit ended.", theirs, mine) is None


def test_emphasis_and_a_word_elsewhere_are_both_there() -> None:
    base = "Leaders met in the Kremlin on Tuesday."
    assert merge(base, base.replace("Kremlin", "*Kremlin*"), base.replace("Tuesday", "Monday")) == (
        "Leaders met in the *Kremlin* on Monday."
    )


@given(words, words, words)
def test_who_changed_nothing_follows_the_other_and_order_does_not_matter(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    one, two, three = " ".join(base), " ".join(mine), " ".join(theirs)
    assert merge(one, two, one) == two
    assert merge(one, one, three) == three
    assert merge(one, two, three) == merge(one, three, two)


@given(words, words)
def test_edits_are_apart_and_make_the_new_text(base: list[str], text: list[str]) -> None:
    old, new = " ".join(base), " ".join(text)
    edits = list(edits_of(old, new))
    assert all(one.end < other.start for one, other in pairwise(edits))
    for edit in reversed(edits):
        old = old[: edit.start] + edit.text + old[edit.end :]
    assert old == new


@given(words, st.data())
def test_no_word_of_either_edit_is_lost_in_a_merge(base: list[str], data: st.DataObject) -> None:
    mine, theirs = list(base), list(base)
    mine.insert(data.draw(st.integers(0, len(base))), "MINE")
    theirs.insert(data.draw(st.integers(0, len(base))), "THEIRS")
    both = merge(" ".join(base), " ".join(mine), " ".join(theirs))
    if both is not None:
        assert both.split().count("MINE") == both.split().count("THEIRS") == 1
        assert [word for word in both.split() if word not in {"MINE", "THEIRS"}] == base

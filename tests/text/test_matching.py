"""Pairing equal words of long sequences."""

from __future__ import annotations

import random
from itertools import pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.matching import matches

WORDS = st.lists(st.sampled_from("abcde"), max_size=30)


@given(WORDS, WORDS, st.integers(1, 40))
def test_pairs_are_equal_words_in_growing_order(old: list[str], new: list[str], times: int) -> None:
    old, new = old * times, new * times
    pairs = matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(WORDS, st.integers(1, 40))
def test_equal_sequences_are_paired_throughout(words: list[str], times: int) -> None:
    words = words * times
    assert matches(words, words) == [(n, n) for n in range(len(words))]


def _edited(words: list[str], share: float, rng: random.Random) -> list[str]:
    return [word if rng.random() > share else rng.choice(words) for word in words]


def test_a_long_text_without_a_unique_word_is_still_paired() -> None:
    rng = random.Random(3)
    words = [str(rng.randrange(400)) for _ in range(4000)] * 4
    started = process_time()
    assert len(matches(words, _edited(words, 0.05, rng))) > 0.9 * len(words)
    assert process_time() - started < 3


def test_a_long_insertion_between_repeated_words_leaves_both_ends_paired() -> None:
    rng = random.Random(4)
    words = [str(rng.randrange(50)) for _ in range(3000)]
    added = ["x", "y"] * 1000
    pairs = matches(words, words[:1500] + added + words[1500:])
    assert len(pairs) == len(words)


def test_sequences_with_nothing_in_common_are_given_up_at_once() -> None:
    started = process_time()
    assert matches(["a", "b"] * 20_000, ["c", "d", "d"] * 12_000) == []
    matches(["a", "b"] * 20_000, ["a", "c", "b", "b"] * 9_000)
    assert process_time() - started < 5

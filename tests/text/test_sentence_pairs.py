"""Which sentences of a translation say what which sentences of its source say."""

from __future__ import annotations

import time
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.sentence_pairs import Bead, Unit, align


def units(*said: tuple[int, str]) -> list[Unit]:
    return [Unit(length, Counter(anchors.split())) for length, anchors in said]


def test_sentences_of_like_length_are_paired_one_by_one() -> None:
    assert align(units((80, ""), (30, ""), (120, "")), units((90, ""), (36, ""), (130, ""))) == [
        Bead((0, 1), (0, 1)), Bead((1, 2), (1, 2)), Bead((2, 3), (2, 3)),
    ]  # fmt: skip


def test_two_sentences_that_became_one_are_paired_with_it() -> None:
    assert align(units((60, ""), (50, ""), (90, "")), units((112, ""), (88, ""))) == [
        Bead((0, 2), (0, 1)), Bead((2, 3), (1, 2)),
    ]  # fmt: skip


def test_a_sentence_that_was_cut_in_two_is_paired_with_both() -> None:
    assert align(units((140, "putin"), (40, "")), units((70, "putin"), (72, ""), (41, ""))) == [
        Bead((0, 1), (0, 2)), Bead((1, 2), (2, 3)),
    ]  # fmt: skip


def test_names_and_numbers_decide_where_lengths_mislead() -> None:
    source = units((70, "putin"), (60, "aliyev rahmon 2025"), (90, "11 12"))
    target = units((100, "putin aliyev rahmon 2025"), (60, "11"), (60, "12"))
    assert align(source, target) == [Bead((0, 2), (0, 1)), Bead((2, 3), (1, 3))]
    without = [[Unit(unit.length) for unit in side] for side in (source, target)]
    assert align(*without) == [Bead((n, n + 1), (n, n + 1)) for n in range(3)]


def test_nothing_is_paired_with_nothing() -> None:
    assert align([], []) == []
    assert align(units((10, "")), []) == [Bead((0, 1), (0, 0))]
    assert align([], units((10, ""))) == [Bead((0, 0), (0, 1))]


SENTENCES = st.lists(
    st.builds(Unit, st.integers(0, 300), st.lists(st.sampled_from("abc123"), max_size=3).map(Counter)), max_size=12
)


@given(SENTENCES, SENTENCES)
def test_every_sentence_is_in_one_bead_and_the_order_is_kept(source: list[Unit], target: list[Unit]) -> None:
    beads = align(source, target)
    for side, count in (("source", len(source)), ("target", len(target))):
        ranges = [getattr(bead, side) for bead in beads]
        assert [number for start, end in ranges for number in range(start, end)] == list(range(count))


@given(SENTENCES)
def test_a_text_is_paired_with_itself_sentence_by_sentence(sentences: list[Unit]) -> None:
    assert align(sentences, sentences) == [Bead((n, n + 1), (n, n + 1)) for n in range(len(sentences))]


def test_very_uneven_texts_are_paired_too() -> None:
    many, few = units(*[(5, "")] * 400), units(*[(5, "")] * 3)
    for one, other in ((many, few), (few, many)):
        assert align(one, other)[-1].source[1] == len(one)


def test_time_grows_with_the_length_only() -> None:
    def took(count: int) -> float:
        text = units(*[(20, "putin")] * count)
        start = time.process_time()
        align(text, text)
        return time.process_time() - start

    small, large = (min(took(count) for _ in range(2)) for count in (100, 800))
    assert large < 30 * small, f"8 times the sentences cost {large / small:.0f} times as long"

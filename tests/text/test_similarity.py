"""Names that are nearly the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.similarity import near, within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nikol pashinyan", "nikol pashinian"),
        ("kassym jomart tokayev", "kasym jomart tokaev"),
        ("bishkek", "bishkeck"),
        ("serdar berdimuhamedow", "serdar berdimuhamedov"),
        ("علیاف", "علیاف"),
        ("lebdeev", "lebedev"),
    ],
)
def test_spellings_of_one_name_are_near(one: str, other: str) -> None:
    assert near(one, other)
    assert near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("summit 2023", "summit 2024"),
        ("iran", "iraq"),
        ("80th anniversary", "75th anniversary"),
        ("ilham aliyev", "heydar aliyev"),
        ("tashkent", "bishkek"),
        ("cis", "cec"),
    ],
)
def test_names_of_two_are_not(one: str, other: str) -> None:
    assert not near(one, other)


def _distance(one: str, other: str) -> int:
    """The textbook's table, without any short cut."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, start=1):
        for j, b in enumerate(other, start=1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 5))
def test_the_short_cuts_change_no_answer(one: str, other: str, most: int) -> None:
    assert within(one, other, most) == (_distance(one, other) <= most)

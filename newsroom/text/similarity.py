"""Similarity: whether two names are nearly the same, as misspellings and transliterations are.

Names are compared as their keys (`names`), so letter variants and ZWNJ do not count as differences. A difference in a
number is never a misspelling: the summits of 2023 and 2024 are two.
"""

from __future__ import annotations

import re

LETTERS_PER_SLIP = 6
"""One letter may differ for each so many letters of the longer name."""
_LETTERS_PER_SLIP_IN_A_WORD = 4
_MOST_SLIPS_IN_SPACING = 2
_LEAST_LETTERS = 5
_NUMBER = re.compile(r"\d+")


def near(one: str, other: str) -> bool:
    """Whether two keys differ by few letters only; equal keys are near, very short ones only when they are equal.

    Word by word where both have as many: another word is another name, however long the rest is.
    """
    if one == other:
        return True
    longer = max(len(one), len(other))
    most = longer // LETTERS_PER_SLIP or 1
    if abs(len(one) - len(other)) > most or min(len(one), len(other)) < _LEAST_LETTERS:
        return False
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return within("".join(words), "".join(others), min(most, _MOST_SLIPS_IN_SPACING)) and _same_numbers(one, other)
    return all(map(_near_words, words, others)) and _same_numbers(one, other) and within(one, other, most)


def _near_words(one: str, other: str) -> bool:
    return one == other or within(one, other, max(len(one), len(other)) // _LETTERS_PER_SLIP_IN_A_WORD)


def _same_numbers(one: str, other: str) -> bool:
    return _NUMBER.findall(one) == _NUMBER.findall(other)


def within(one: str, other: str, most: int) -> bool:
    """Whether at most `most` letters have to be changed, added, left out or swapped with their neighbour."""
    one, other = _core(one, other)
    if abs(len(one) - len(other)) > most:
        return False
    far = most + 1  # what lies outside the band is too far in any case
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        first, last = max(1, i - most), min(len(other), i + most)
        earlier, before, row = row, earlier, [i if first == 1 else far] * first + [far] * (len(other) + 1 - first)
        for j in range(first, last + 1):
            cost = min(earlier[j] + 1, row[j - 1] + 1, earlier[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return False
    return row[-1] <= most


def _core(one: str, other: str) -> tuple[str, str]:
    """Both without what they begin and end with alike."""
    start, end = 0, 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]

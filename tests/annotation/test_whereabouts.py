"""Where words that are gone stood: found by their neighbours, for people to look at."""

from __future__ import annotations

import pytest

from newsroom.annotation.whereabouts import whereabouts

NEIGHBOURS = ("They met ", " in Moscow")


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("They met in Moscow.", "They met"),
        ("Today they met in Moscow.", "Today they met"),
        ("They met nobody at all.", "They met "),
        ("Nobody was in Moscow.", "Nobody was"),
    ],
)
def test_it_is_between_what_is_left_of_its_neighbours(text: str, here: str) -> None:
    assert text[: whereabouts(text, *NEIGHBOURS, 9)] == here


def test_of_equal_neighbours_the_nearest_counts() -> None:
    text = "They met in Rome. They met in Bonn."
    assert whereabouts(text, "They met ", "", 26) == text.rindex("in Bonn")
    assert whereabouts(text, "They met ", "", 3) == text.index("in Rome")


@pytest.mark.parametrize(("text", "at"), [("چیز دیگری", 4), ("", 0), ("آه", 2)])
def test_without_a_neighbour_it_is_where_it_was_or_at_the_end(text: str, at: int) -> None:
    assert whereabouts(text, *NEIGHBOURS, 4) == at

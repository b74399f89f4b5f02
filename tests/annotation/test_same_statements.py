"""Same statements in two languages: matched by block and speakers, in their order, where the counts are even."""

from __future__ import annotations

from newsroom.annotation.same_statements import SaidThere, same_statements

PUTIN, LAVROV = frozenset({"putin"}), frozenset({"lavrov"})


def said(*rows: tuple[str, frozenset[str], int]) -> list[SaidThere[int]]:
    return [SaidThere(*row) for row in rows]


def test_the_second_of_one_speaker_is_the_second_there() -> None:
    here = said(("b1", PUTIN, 1), ("b1", LAVROV, 2), ("b1", PUTIN, 3))
    there = said(("b1", LAVROV, 20), ("b1", PUTIN, 10), ("b1", PUTIN, 30))
    assert same_statements(here, there) == {1: 10, 2: 20, 3: 30}


def test_an_uneven_count_tells_nothing() -> None:
    assert same_statements(said(("b1", PUTIN, 1)), said(("b1", PUTIN, 10), ("b1", PUTIN, 20))) == {}


def test_another_block_and_other_speakers_say_something_else() -> None:
    here = said(("b1", PUTIN, 1), ("b2", PUTIN, 2))
    assert same_statements(here, said(("b1", PUTIN | LAVROV, 10), ("b3", PUTIN, 20))) == {}


def test_nothing_is_matched_with_nothing() -> None:
    assert same_statements([], said(("b1", PUTIN, 10))) == {}

"""Orders of blocks, changed by two people at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.outline import arranged, merged_order, put_back

ids = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_who_moved_nothing_follows_who_did() -> None:
    assert merged_order("abcd", "abcd", "adbc", set("abcd")) == list("adbc")
    assert merged_order("abcd", "adbc", "abcd", set("abcd")) == list("adbc")


def test_a_block_that_only_one_has_stays_behind_its_neighbour() -> None:
    assert merged_order("abc", "axbc", "abyc", set("abcxy")) == list("axbyc")
    assert merged_order("abc", "cab", "abyc", set("abcy")) == list("caby")


def test_additions_of_both_at_one_place_are_both_there() -> None:
    assert sorted(merged_order("ab", "axb", "ayb", set("abxy"))) == list("abxy")


@given(ids, ids, ids, st.data())
def test_every_member_stands_once_and_nobody_else(
    base: list[str], mine: list[str], theirs: list[str], data: st.DataObject
) -> None:
    everything = sorted({*base, *mine, *theirs})
    members = set(data.draw(st.lists(st.sampled_from(everything), unique=True))) if everything else set()
    order = merged_order(base, mine, theirs, members)
    assert sorted(order) == sorted(members)


@given(ids)
def test_an_order_that_nobody_changed_stays(order: list[str]) -> None:
    assert merged_order(order, order, order, set(order)) == order


def test_put_back_begins_where_the_source_begins() -> None:
    assert put_back(["b"], ["a", "b", "c"], {"a", "b", "c"}) == ["a", "b", "c"]


def test_titles_come_first_and_captions_follow_their_image() -> None:
    kinds = {"c": "caption", "i": "image", "l": "lead", "p": "paragraph", "t": "title", "s": "summary"}
    assert arranged("cpilts", kinds, {"c": "i"}) == list("tslpic")

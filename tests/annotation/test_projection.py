"""Where a translation names what its source names: k-th to k-th, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.annotation.hits import Hit
from newsroom.annotation.projection import BlockPair, BlockProjection, Naming, project
from newsroom.text.names import name_keys
from tests.annotation import measure, measure_projection


def names(**known: tuple[str, ...]) -> tuple[Hit, ...]:
    """An index of entities with their English names, the first of which is the name and the others aliases."""
    return tuple(
        Hit(key, entity, "person" if entity[0] == "p" else "place", name, preferred=name == said[0], language="en")
        for entity, said in known.items()
        for name in said
        for key in name_keys(name, "en")
    )


INDEX = names(putin=("Putin",), moscow=("Moscow",), georgia=("Georgia",), p_georgia=("Georgia",))
LOOKUP = measure.lookup_in(INDEX)


def source(*entities: str) -> tuple[Naming, ...]:
    return tuple(Naming(10 * n, 10 * n + 5, entity, n) for n, entity in enumerate(entities))


def there(text: str, words: str, entity: str, owner: int | None = None) -> Naming:
    return Naming(text.index(words), text.index(words) + len(words), entity, owner)


def one(pair: BlockPair) -> BlockProjection:
    return project([pair], "en", LOOKUP)[pair.block]


def shown(text: str, found: BlockProjection) -> list[tuple[int | None, str, int]]:
    return [(p.naming.owner, text[p.start : p.end], p.start) for p in found.projected]


def test_each_naming_gets_its_own_place_in_order() -> None:
    text = "Putin came to Moscow; Putin left."
    found = one(BlockPair("b", text, source("moscow", "putin", "putin")))
    assert shown(text, found) == [(0, "Moscow", 14), (1, "Putin", 0), (2, "Putin", 22)]
    assert [*found.unprojected, *found.missing, *found.fresh, *found.settled] == []


def test_a_naming_without_a_place_stays_where_it_is() -> None:
    text = "Putin came and he left."
    found = one(BlockPair("b", text, source("putin", "putin")))
    assert shown(text, found) == [(0, "Putin", 0)]
    assert [naming.owner for naming in found.unprojected] == [1]
    assert not found.missing, "it is named, only less often"


def test_places_beyond_the_source_are_the_gazetteers() -> None:
    text = "Putin, Putin and Moscow"
    found = one(BlockPair("b", text, source("putin")))
    assert shown(text, found) == [(0, "Putin", 0)]
    assert [(s.entity, s.start) for s in found.fresh] == [("putin", 7), ("moscow", 17)]


@pytest.mark.parametrize(
    ("text", "often"), [("Putin, Putin", "even"), ("Putin", "fewer"), ("Putin, Putin, Putin", "more")]
)
def test_equal_counts_are_the_surest(text: str, often: str) -> None:
    found = one(BlockPair("b", text, source("putin", "putin")))
    assert {p.reason.split("+")[:2][1] for p in found.projected} == {often}
    assert all((p.score > 0.9) == (often == "even") for p in found.projected)


def test_what_a_block_does_not_name_at_all_is_missing_once() -> None:
    found = one(BlockPair("b", "The leaders met in Moscow.", source("putin", "moscow", "putin")))
    assert [(naming.entity, naming.owner) for naming in found.missing] == [("putin", 0)]


def test_a_name_inside_a_longer_one_is_not_missing() -> None:
    index = (*INDEX, *names(palace=("Moscow Palace",)))
    pair = BlockPair("b", "They met in the Moscow Palace.", source("moscow"))
    found = project([pair], "en", measure.lookup_in(index))["b"]
    assert not found.projected
    assert not found.missing


def test_what_is_annotated_there_settles_a_naming_and_nothing_is_proposed_beside_it() -> None:
    text = "Putin came to Moscow; Putin left."
    found = one(BlockPair("b", text, source("putin", "putin"), there=(there(text, "Putin", "putin"),)))
    assert [naming.owner for naming in found.settled] == [0]
    assert shown(text, found) == [(1, "Putin", 22)]


def test_a_place_that_no_name_stands_at_counts_when_somebody_annotated_it() -> None:
    text = "He came; Putin left."
    found = one(BlockPair("b", text, source("putin", "putin"), there=(there(text, "He", "putin"),)))
    assert [naming.owner for naming in found.settled] == [0]
    assert shown(text, found) == [(1, "Putin", 9)]


def test_a_mention_that_has_its_place_keeps_it() -> None:
    text = "Putin came; Putin left."
    second = Naming(12, 17, "putin", owner=0)
    found = one(BlockPair("b", text, source("putin", "putin"), there=(second,)))
    assert [naming.owner for naming in found.settled] == [0]
    assert shown(text, found) == [(1, "Putin", 0)]


def test_what_was_rejected_is_no_place() -> None:
    text = "Putin came; Putin left."
    found = one(BlockPair("b", text, source("putin"), closed=(there(text, "Putin", "putin"),)))
    assert shown(text, found) == [(0, "Putin", 12)]


def test_what_was_rejected_in_the_same_context_is_no_place() -> None:
    text = "Putin came; Putin left."
    pair = BlockPair("b", text, source("putin"))
    found = project([pair], "en", LOOKUP, refused=lambda _pair, start, _end, entity: (start, entity) == (0, "putin"))
    assert shown(text, found["b"]) == [(0, "Putin", 12)]


def test_words_that_somebody_gave_to_another_entity_are_no_place() -> None:
    text = "In Georgia"
    pair = BlockPair("b", text, source("georgia"), (there(text, "Georgia", "p_georgia"),), (), frozenset({(3, 10)}))
    assert not one(pair).projected


@pytest.mark.parametrize("entity", ["georgia", "p_georgia"])
def test_of_two_entities_of_one_name_it_is_the_one_that_the_source_names(entity: str) -> None:
    text = "It was Georgia."
    assert shown(text, one(BlockPair("b", text, source(entity)))) == [(0, "Georgia", 7)]


def test_the_names_are_looked_up_once() -> None:
    asked: list[int] = []

    def lookup(keys: set[str]) -> list[Hit]:
        asked.append(len(keys))
        return list(LOOKUP(keys))

    project([BlockPair(str(n), "Moscow", source("putin", "moscow")) for n in range(9)], "en", lookup)
    assert len(asked) == 1


# --- whatever the texts -----------------------------------------------------------------------------------------------

SAID = ["Putin", "Moscow", "Georgia", "he", "came", "to", ",", "🙂", "(Moscow)"]
WORDS = st.lists(st.sampled_from(SAID), max_size=14)
ENTITIES = st.lists(st.sampled_from(["putin", "moscow", "georgia", "p_georgia", "nobody"]), max_size=8)


@st.composite
def pairs(draw: st.DrawFn) -> BlockPair:
    text = " ".join(draw(WORDS))
    places = st.builds(
        lambda start, length, entity: Naming(start, min(start + length, len(text)), entity),
        st.integers(0, max(0, len(text) - 1)),
        st.integers(1, 9),
        st.sampled_from(["putin", "moscow", "georgia"]),
    )
    some = st.lists(places, max_size=3).map(tuple) if text else st.just(())
    return BlockPair("b", text, source(*draw(ENTITIES)), draw(some), draw(some))


@given(pairs())
def test_places_lie_in_the_text_and_no_two_are_the_same(pair: BlockPair) -> None:
    found = one(pair)
    ranges = [(p.start, p.end) for p in found.projected] + [(s.start, s.end) for s in found.fresh]
    assert all(0 <= start < end <= len(pair.text) for start, end in ranges)
    assert len(set(ranges)) == len(ranges)
    assert all(0 < p.score <= 1 for p in found.projected)


@given(pairs())
def test_every_naming_is_accounted_for_once_and_the_order_is_kept(pair: BlockPair) -> None:
    found = one(pair)
    told = [*(p.naming for p in found.projected), *found.settled, *found.unprojected]
    assert sorted(n.owner for n in told if n.owner is not None) == list(range(len(pair.source)))
    for entity in {naming.entity for naming in pair.source}:
        places = [p.start for p in found.projected if p.naming.entity == entity]
        assert places == sorted(places)


@given(pairs())
def test_nothing_is_proposed_where_it_is_annotated_or_was_rejected(pair: BlockPair) -> None:
    for p in one(pair).projected:
        for known in (*pair.there, *pair.closed):
            assert known.entity != p.naming.entity or known.end <= p.start or p.end <= known.start


@given(pairs())
def test_what_was_projected_is_not_projected_again(pair: BlockPair) -> None:
    first = one(pair)
    placed = tuple(Naming(p.start, p.end, p.naming.entity, p.naming.owner) for p in first.projected)
    again = one(BlockPair("b", pair.text, pair.source, (*pair.there, *placed), pair.closed))
    assert not again.projected
    assert len(again.settled) == len(first.settled) + len(placed)
    assert {n.owner for n in again.unprojected} == {n.owner for n in first.unprojected}


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", measure_projection.WAYS, ids="-".join)
def test_the_report_is_projected_as_well_as_was_promised(way: tuple[str, str]) -> None:
    figures = measure_projection.sample(*way)
    assert figures.precision >= 0.98, figures.wrong
    assert figures.share >= 0.88, figures.unprojected


@pytest.mark.parametrize("way", measure_projection.WAYS, ids="-".join)
@pytest.mark.parametrize("title", measure.heldout_titles())
def test_reports_on_other_topics_are_projected_as_well(title: str, way: tuple[str, str]) -> None:
    figures = measure_projection.heldout(title, *way)
    assert figures.precision >= 0.95, figures.wrong
    assert figures.share >= figures.possible - 0.04, figures.unprojected

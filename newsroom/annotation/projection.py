"""Projection: where the entities that the source of an article names are named in a translation of it.

Block by block and entity by entity, the k-th naming of the source belongs to the k-th place of the translation: what is
annotated there already, and what the gazetteer finds there. Namings that the translation has no place for stay
unprojected (a pronoun, an adjective); places beyond those of the source are the gazetteer's to suggest. An entity that
a block of the source names and the block's translation does not name at all is missing: a translator is told.

Pure, as the gazetteer is: the database is behind `lookup` and `refused`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from newsroom.annotation.acceptance import accepts
from newsroom.annotation.gazetteer import suggest_blocks
from newsroom.annotation.hits import Hit, Lookup, Suggestion
from newsroom.text.candidates import candidates

Refused = Callable[["BlockPair", int, int, str], bool]
"""Whether somebody rejected an entity on such words: block, start and end in its translation, entity."""

_DOUBT = 0.2
"""So much of the gazetteer's doubt is left where the source names the entity as often."""
_UNEVEN = 0.75
"""What a finding is worth where it does not: whose place it is may be wrong, so it is not for accepting in bulk."""


@dataclass(frozen=True, slots=True)
class Naming:
    """[start, end) code points of a block that name an entity; `owner` is the key of the mention that owns them."""

    start: int
    end: int
    entity: str
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class BlockPair:
    """A block in two languages: what its source names, and the words of its translation.

    Attributes:
        block: what identifies the block.
        text: the plain text of the translation.
        source: what the source names.
        there: what is annotated in the translation, accepted or waiting for a decision.
        closed: ranges of the translation where an entity is not to be proposed: it was rejected there.
        decided: ranges of the translation that somebody accepted as naming whatever it be.
    """

    block: str
    text: str
    source: tuple[Naming, ...]
    there: tuple[Naming, ...] = ()
    closed: tuple[Naming, ...] = ()
    decided: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Projected:
    """A naming of the source, and [start, end) of the translation where the same entity is named.

    `reason`: codes joined by "+": projected; even | fewer | more (named as often here, less often, more often than in
    the source); then those of the gazetteer.
    """

    naming: Naming
    start: int
    end: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class BlockProjection:
    """What becomes of one block.

    Attributes:
        projected: to be suggested, in the order of the source.
        settled: namings of the source whose place in the translation is annotated already.
        unprojected: namings without a place.
        missing: the first naming of each entity that the translation does not name at all.
        fresh: what the gazetteer finds beyond that.
    """

    projected: tuple[Projected, ...]
    settled: tuple[Naming, ...]
    unprojected: tuple[Naming, ...]
    missing: tuple[Naming, ...]
    fresh: tuple[Suggestion, ...]


def _never(_pair: BlockPair, _start: int, _end: int, _entity: str) -> bool:
    return False


def project(
    pairs: Sequence[BlockPair], language: str, lookup: Lookup, *, refused: Refused = _never
) -> dict[str, BlockProjection]:
    """Find the places of a translation that name what its source names.

    Args:
        pairs: the blocks of an article that have a translation, in reading order.
        language: the language of the translation.
        lookup: answers a set of keys with the names stored under them; called once.
        refused: whether an entity was rejected on some words before.

    Returns:
        Per block; blocks without namings in the source too.
    """
    names = _Remembered(lookup)
    named = frozenset(naming.entity for pair in pairs for naming in (*pair.source, *pair.there))
    found = suggest_blocks([(pair.block, pair.text) for pair in pairs], language, names, context=named)
    done = {naming.owner for pair in pairs for naming in pair.there if naming.owner is not None}
    projections: dict[str, BlockProjection] = {}
    for pair in pairs:
        paired = _paired(pair, list(_open(pair, found[pair.block], refused)), done)
        absent = _first_of_each(pair, paired)
        inside = _entities_in(pair.text, language, names.hits) if absent else set()
        missing = tuple(naming for naming in absent if naming.entity not in inside)
        projections[pair.block] = replace(paired, missing=missing)
    return projections


class _Remembered:
    """A lookup that keeps its answer, so that the names are not asked for again."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.hits: list[Hit] = []

    def __call__(self, keys: set[str]) -> Iterable[Hit]:
        self.hits = list(self._lookup(keys))
        return self.hits


def _entities_in(text: str, language: str, hits: Iterable[Hit]) -> set[str]:
    """Every entity one of whose names stands in a text, as a part of a longer name too."""
    by_key: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_key[hit.key].append(hit)
    return {
        hit.entity
        for candidate in candidates(text, language)
        for hit in by_key.get(candidate.key, ())
        if accepts(hit, candidate, text, language)
    }


def _open(pair: BlockPair, found: Iterable[Suggestion], refused: Refused) -> Iterator[Suggestion]:
    """What the gazetteer found where its entity is neither annotated nor rejected, one for each range."""
    ranges = set(pair.decided)
    for one in _as_the_source_means(pair, found):
        known = [naming for naming in (*pair.there, *pair.closed) if naming.entity == one.entity]
        touched = any(naming.start < one.end and one.start < naming.end for naming in known)
        if touched or (one.start, one.end) in ranges or refused(pair, one.start, one.end, one.entity):
            continue
        ranges.add((one.start, one.end))
        yield one


def _as_the_source_means(pair: BlockPair, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Of several entities of one name, the one that the source names oftener here than it is found.

    Only where the gazetteer's choice is found oftener than the source names it: both languages have to agree.
    """
    everything = list(found)
    lacking = Counter(naming.entity for naming in pair.source)
    lacking.subtract(one.entity for one in everything)
    for one in everything:
        meant = next((entity for entity in one.alternatives if lacking[entity] > 0), one.entity)
        if lacking[one.entity] < 0 and meant != one.entity:
            lacking[one.entity] += 1
            lacking[meant] -= 1
            yield replace(one, entity=meant, score=one.score * _UNEVEN)
        else:
            yield one


def _paired(pair: BlockPair, found: Sequence[Suggestion], done: Set[int]) -> BlockProjection:
    """Each naming of the source with its place, entity by entity; what is missing is left to say."""
    projected, settled, unprojected = list[Projected](), list[Naming](), list[Naming]()
    fresh = set(found)
    for entity in dict.fromkeys(naming.entity for naming in pair.source):
        namings = sorted((n for n in pair.source if n.entity == entity), key=_in_order)
        places = sorted((p for p in (*pair.there, *found) if p.entity == entity), key=_in_order)
        owners = {naming.owner for naming in namings} & done
        often = "even" if len(places) == len(namings) else "fewer" if len(places) < len(namings) else "more"
        settled += [naming for naming in namings if naming.owner in owners]
        waiting = [naming for naming in namings if naming.owner not in owners]
        free = [place for place in places if isinstance(place, Suggestion) or place.owner not in owners]
        unprojected += waiting[len(free) :]
        for naming, place in zip(waiting, free, strict=False):
            if isinstance(place, Suggestion):
                projected.append(_projected(naming, place, often))
                fresh.discard(place)
            else:
                settled.append(naming)
    return BlockProjection(
        tuple(sorted(projected, key=lambda one: _in_order(one.naming))),
        tuple(sorted(settled, key=_in_order)),
        tuple(sorted(unprojected, key=_in_order)),
        (),
        tuple(sorted(fresh, key=_in_order)),
    )


def _in_order(one: Naming | Suggestion) -> tuple[int, int]:
    return one.start, -one.end


def _projected(naming: Naming, place: Suggestion, often: str) -> Projected:
    score = 1 - (1 - place.score) * _DOUBT if often == "even" else place.score * _UNEVEN
    return Projected(naming, place.start, place.end, round(score, 3), f"projected+{often}+{place.reason}")


def _first_of_each(pair: BlockPair, paired: BlockProjection) -> list[Naming]:
    """The first naming of every entity of the source that has no place in the translation at all."""
    placed = {naming.entity for naming in (*paired.settled, *pair.there, *(one.naming for one in paired.projected))}
    first: dict[str, Naming] = {}
    for naming in paired.unprojected:
        if naming.entity not in placed:
            first.setdefault(naming.entity, naming)
    return list(first.values())

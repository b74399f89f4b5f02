"""Readings: whom else a range of a text may name. The gazetteer chooses one of several namesakes; here are the others.

Pure, like the gazetteer: the same keys, the same acceptance, the same order of senses, for single ranges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from newsroom.annotation.acceptance import accepts, missing_words
from newsroom.annotation.hits import Hit, Lookup, Match
from newsroom.annotation.senses import Article, choose
from newsroom.text.candidates import Candidate, candidates

Range = TypeVar("Range", bound=Hashable)
Place = tuple[str, str, int, int]  # text of the block, its language, start, end


def readings(
    places: Mapping[Range, Place], lookup: Lookup, *, context: frozenset[str] = frozenset()
) -> dict[Range, tuple[str, ...]]:
    """The entities that each range may name, the best first; none where no known name stands.

    Args:
        places: the ranges; half-open, code points of their block's plain text.
        lookup: answers a set of keys with the names stored under them; called once.
        context: entities known to be in the article, which come first.
    """
    offered = _offered(places)
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in lookup({candidate.key for found in offered.values() for candidate in found}):
        if hit.matching != "never":
            hits[hit.key].append(hit)
    article = Article(context, {})
    return {one: _reading(place, offered[one], hits, article) for one, place in places.items()}


def _offered(places: Mapping[Range, Place]) -> dict[Range, list[Candidate]]:
    """The candidates of each range; every block is read once."""
    texts: dict[tuple[str, str], dict[tuple[int, int], list[Candidate]]] = {}
    for text, language, _start, _end in places.values():
        if (text, language) not in texts:
            found = texts[text, language] = defaultdict(list)
            for candidate in candidates(text, language):
                found[candidate.start, candidate.end].append(candidate)
    return {one: texts[text, code].get((start, end), []) for one, (text, code, start, end) in places.items()}


def _reading(
    place: Place, offered: Sequence[Candidate], hits: Mapping[str, Sequence[Hit]], article: Article
) -> tuple[str, ...]:
    text, language, _start, _end = place
    group = [
        Match(candidate, hit, missing_words(hit, language))
        for candidate in offered
        for hit in hits.get(candidate.key, ())
        if accepts(hit, candidate, text, language)
    ]
    if not group:
        return ()
    sense = choose(group, text, language, article)
    return (sense.match.hit.entity, *sense.alternatives)

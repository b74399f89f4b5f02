"""Stretching: event titles into which the text has put other names.

«80-летие победы Советского Союза над Германией во Второй мировой войне» is «80-летие победы во Второй
мировой войне» with two countries inserted. A short form of a title is stretched over the rest of the title
when the rest follows in order and nothing but other entities, with a preposition each, stands in between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsroom.annotation.hits import Match
from newsroom.text.tokens import ARTICLES, Token

_MAX_INSERTED = 12


def stretched_end(match: Match, words: Sequence[Token], cover: Mapping[int, tuple[int, int]]) -> int | None:
    """Return where the whole title ends, or None when the text does not go on with the rest of it.

    Args:
        match: a short form of a title.
        words: the tokens of the block.
        cover: for each position inside an entity found in the block, the entity's range.
    """
    wanted = list(match.missing)
    inserted: set[tuple[int, int]] = set()
    loose = 0
    first = bisect_left(words, match.candidate.end, key=lambda word: word.start)
    for word in words[first : first + len(wanted) + _MAX_INSERTED]:
        if not word.joined:
            return None
        if word.key == wanted[0]:
            wanted.pop(0)
            if not wanted:
                return word.end if loose <= len(inserted) and inserted else None
            continue
        span = cover.get(word.start)
        if span and span[0] >= match.candidate.end:
            inserted.add(span)
        elif word.key not in ARTICLES:
            loose += 1
    return None

"""Outlines: the order of an article's blocks when two people changed it at once, and what has its fixed place.

An order is a sequence of block ids without repetition. Nothing here can lose or repeat an id: membership is decided by
the caller, these functions only arrange.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

# A page's head before its text, whatever order somebody sent. Kinds of content.block.BlockKind.
FIRST = {"title": 0, "short_title": 1, "summary": 2, "lead": 3}


def merged_order(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> list[str]:
    """One order of all `members`: who did not move anything follows the other; what only one has stays behind its
    neighbour there. When both moved blocks, mine is the order: no words are lost by it.
    """
    shared = [one for one in base if one in members and one in set(mine) and one in set(theirs)]
    i_moved = _only(mine, shared) != shared
    lead, guest = (mine, theirs) if i_moved else (theirs, mine)
    order = _only(lead, members)
    return put_back(put_back(order, guest, members), base, members)


def put_back(order: Sequence[str], source: Sequence[str], members: Collection[str]) -> list[str]:
    """`order` with the members that only `source` has, each behind the one it follows there."""
    arranged = list(order)
    known = set(arranged)
    previous: str | None = None
    for one in source:
        if one in members and one not in known:
            arranged.insert(arranged.index(previous) + 1 if previous in known and previous is not None else 0, one)
            known.add(one)
        if one in known:
            previous = one
    return arranged


def arranged(order: Iterable[str], kinds: Mapping[str, str], parents: Mapping[str, str]) -> list[str]:
    """An order in which titles come first and captions and alternative texts follow their image at once."""
    everything = list(order)
    children: dict[str, list[str]] = {}
    for one in everything:
        if parents.get(one):
            children.setdefault(parents[one], []).append(one)
    tops = [one for one in everything if not parents.get(one)]
    tops.sort(key=lambda one: FIRST.get(kinds[one], len(FIRST)))
    return [part for one in tops for part in (one, *children.get(one, ()))]


def _only(order: Sequence[str], members: Collection[str]) -> list[str]:
    wanted = set(members)
    return [one for one in order if one in wanted]

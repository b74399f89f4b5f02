"""Same statements: which suggestions of one language report what is marked in another language of the same article.

Blocks are the same in every language, so what one person says in a block is said there in each. Only where a block has
as many unmatched statements of the same speakers in both languages is the k-th the k-th: an uneven count tells nothing
of which is left out, and a wrong link is harder to see than a missing one. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Owner = TypeVar("Owner", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SaidThere(Generic[Owner]):
    """One statement in one block, in reading order with others: who speaks, and what the caller knows it by."""

    block: str
    speakers: frozenset[str]
    owner: Owner


def same_statements(here: Sequence[SaidThere[Owner]], there: Sequence[SaidThere[Owner]]) -> dict[Owner, Owner]:
    """Owner here -> owner there, for the statements that both report; each is matched once at most."""
    ours, theirs = _grouped(here), _grouped(there)
    return {
        one.owner: other.owner
        for key, group in ours.items()
        if len(group) == len(theirs.get(key, ()))
        for one, other in zip(group, theirs[key], strict=True)
    }


def _grouped(said: Sequence[SaidThere[Owner]]) -> dict[tuple[str, frozenset[str]], list[SaidThere[Owner]]]:
    groups: dict[tuple[str, frozenset[str]], list[SaidThere[Owner]]] = defaultdict(list)
    for one in said:
        groups[one.block, one.speakers].append(one)
    return groups

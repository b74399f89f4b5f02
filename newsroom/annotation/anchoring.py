"""Re-anchoring: what an edit of a block does to the spans on it. There is no other place where spans move.

The promise is that no span is lost and none is silently put on other words. So a span is *kept* only where
its own characters survive and read the same, *moved* only into text that this very save inserted, and in
doubt goes to *review*; what is gone is *orphaned* and waits in a list. Text that did not change is never
searched: an equal name elsewhere is another mention. Offsets are code points, half-open. This module is pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, NamedTuple

from newsroom.annotation.relocation import (
    CONTEXT,
    SENTENCE_END,
    SHORTEST,
    WORD,
    Arrival,
    Inserted,
    Place,
    context_alike,
    has_letter,
    is_letter,
    letters_around,
    reads_the_same,
    selectors,
    stands_alone,
    words_around,
)
from newsroom.text.diff import Op, diff
from newsroom.text.fold import fold, fold_key
from newsroom.text.offsets import snap
from newsroom.text.tokens import ARTICLES

__all__ = ["Anchor", "Arrival", "Place", "Placed", "reanchor", "selectors"]

Kind = Literal["mention", "statement", "note"]
State = Literal["kept", "moved", "review", "orphaned"]
Reason = Literal[
    "same",  # nothing happened to it
    "shifted",  # same words, other offsets
    "respelled",  # ZWNJ, letter variants, vowel signs, spaces
    "same entity",  # other words that name the same entity
    "moved",  # its words were taken out and put in elsewhere in this save
    "glued",  # a letter was added directly at its edge
    "changed",  # its words were edited
    "ambiguous",  # its words were put in at several places
    "deleted",  # its words are gone
    "mismatch",  # the offsets and the quote it came with do not agree with the old text
]

_ALIKE = 0.5
"""A changed span is shown for review if this share of both texts survives, else it is orphaned."""
_SAME_CONTEXT = 0.6
"""A name that was moved alone must keep this much of its context."""
_CERTAIN = 0.95
"""With this much of its context left, a name is where it was."""
_A_SENTENCE = 40
_SHORTEST_PASSAGE = 20
_WINDOW = 300
_MOST_ADDED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span as it lies on the old text.

    An orphan has `placed=False`: its offsets mean nothing, and it is only looked for in inserted text.
    `same_entity` says for a mention whether other words name the same entity (the alias keys of the
    gazetteer).
    """

    id: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    kind: Kind = "mention"
    same_entity: Callable[[str], bool] | None = None
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of one anchor.

    In the states kept, moved and review, `exact` is the text now at start..end of `block` (empty: the same
    block). An orphan keeps the offsets and selectors it came with: they speak about the text it was on.
    `state` speaks about this edit only: a span that was under review before and is kept stays under review.
    `candidates` are the places an editor may choose from when there are several, or one that is not sure
    enough.
    """

    id: str
    state: State
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    block: str = ""
    reason: Reason = "same"
    quote_updated: bool = False
    candidates: tuple[Place, ...] = ()


def reanchor(
    old: str,
    new: str,
    spans: Sequence[Anchor],
    *,
    inserted: Sequence[Arrival | tuple[str, str] | tuple[str, str, str]] = (),
) -> list[Placed]:
    """Place every span of a block after its text went from `old` to `new`, in the order given.

    `inserted` are the other blocks that this save created or changed, for passages that moved between blocks.
    Both texts are expected in NFC; a text that is not is compared by its folded form and never refused.
    """
    edit = _Edit(old, new, [Arrival(*one) for one in inserted])
    return _without_collisions(spans, [edit.place(anchor) for anchor in spans])


def _without_collisions(spans: Sequence[Anchor], placed: Sequence[Placed]) -> list[Placed]:
    """Two names that were deleted cannot both have moved to the one that was inserted."""
    claimed: dict[Place, set[tuple[int, int]]] = defaultdict(set)
    for anchor, one in zip(spans, placed, strict=True):
        if one.state == "moved":
            claimed[Place(one.block, one.start, one.end)].add((anchor.start, anchor.end))
    return [
        replace(one, state="review", reason="ambiguous")
        if one.state == "moved" and len(claimed[Place(one.block, one.start, one.end)]) > 1
        else one
        for one in placed
    ]


# --- one edit ---------------------------------------------------------------------------------------------


class _Image(NamedTuple):
    """What a span became: the range its surviving characters cover, and how many they are."""

    start: int
    end: int
    survived: int


@dataclass(slots=True)
class _Edit:
    """The difference between two versions of a block, and what can be asked of it."""

    old: str
    new: str
    arrivals: Sequence[Arrival]
    ops: list[Op] = field(init=False)
    starts: list[int] = field(init=False)
    new_starts: list[int] = field(init=False)
    inserted: Inserted = field(init=False)

    def __post_init__(self) -> None:
        self.ops = diff(self.old, self.new)
        self.starts = [op.old_start for op in self.ops]
        self.new_starts = [op.new_start for op in self.ops]
        self.inserted = Inserted(self.new, self.ops, self.arrivals)

    # deciding

    def place(self, anchor: Anchor) -> Placed:
        """Apply the policy to one anchor."""
        if not anchor.placed or anchor.start >= anchor.end:
            return self._looked_for(anchor)
        if self.old[anchor.start : anchor.end] != anchor.exact:
            return self._looked_for(replace(anchor, placed=False), "mismatch")
        image = self._image(anchor.start, anchor.end)
        if image is None:
            return self._looked_for(anchor)
        return self._kept(anchor, image) or self._changed(anchor, image)

    def _kept(self, anchor: Anchor, image: _Image) -> Placed | None:
        """Keep a span whose words read the same and stand as words of their own."""
        start, end = snap(self.new, image.start, image.end)
        quote = self.new[start:end]
        same = quote == anchor.exact
        if not (
            same or reads_the_same(anchor.exact, quote, loosely=anchor.kind == "mention")
        ) or self._is_glued(anchor, start, end):
            return None
        grown = self._grown(anchor, start, end)
        if grown:
            return self._placed(anchor, "kept", Place("", *grown), "same entity")
        rivals = self._rivals(anchor, Place("", start, end))
        if rivals:
            doubtful = self._placed(anchor, "review", Place("", start, end), "ambiguous")
            return replace(doubtful, candidates=(Place("", start, end), *rivals))
        if not same:
            return self._placed(anchor, "kept", Place("", start, end), "respelled")
        moved: Reason = "same" if start == anchor.start else "shifted"
        return self._placed(anchor, "kept", Place("", start, end), moved)

    def _rivals(self, anchor: Anchor, place: Place) -> list[Place]:
        """Return where else in inserted text the same words stand with a context no worse than here.

        A diff pairs equal words; which of two equal names it pairs is chance once the words beside them changed.
        The copy of a whole sentence is no rival: either place is as good.
        """
        if len(anchor.exact) >= _A_SENTENCE or self._has_its_neighbours(anchor, place):
            return []
        limit = self._unlike(anchor, place)
        if limit <= 1 - _CERTAIN:
            return []
        found = self.inserted.search(anchor.exact, 0, len(anchor.exact))
        return [other for other in found if self._unlike(anchor, other) <= limit]

    def _has_its_neighbours(self, anchor: Anchor, place: Place) -> bool:
        """Tell whether the words before and after a span are the same as before."""
        before, after = words_around(self.old, anchor.start, anchor.end)
        now_before, now_after = words_around(self.new, place.start, place.end)
        return fold_key(before) == fold_key(now_before) and fold_key(after) == fold_key(now_after)

    def _changed(self, anchor: Anchor, image: _Image) -> Placed:
        """Decide on a span of which only a part survives, or which is now part of a longer word."""
        start, end = self._proposal(anchor, image)
        if anchor.kind == "mention" and anchor.same_entity is not None:
            for place in (self._trimmed(image.start, image.end), self._trimmed(start, end)):
                if not self._is_glued(anchor, *place) and anchor.same_entity(self.new[slice(*place)]):
                    return self._placed(anchor, "kept", Place("", *place), "same entity")
        if 2 * image.survived < _ALIKE * (len(anchor.exact) + end - start):
            return self._looked_for(anchor)
        whole = self.new[image.start : image.end] == anchor.exact
        return self._placed(anchor, "review", Place("", start, end), "glued" if whole else "changed")

    def _looked_for(self, anchor: Anchor, otherwise: Reason = "deleted") -> Placed:
        """Look for deleted words in what this save inserted, and nowhere else."""
        places, sure = self._found(anchor)
        places.sort(key=partial(self._unlike, anchor))
        if len(places) > 1:
            return replace(self._placed(anchor, "review", places[0], "ambiguous"), candidates=tuple(places))
        if places and anchor.kind != "mention":
            return self._placed(anchor, "review", places[0], "moved")
        if places and (sure or self._unlike(anchor, places[0]) <= 1 - _SAME_CONTEXT):
            return self._placed(anchor, "moved", places[0], "moved")
        here = anchor.start, anchor.end, anchor.exact, anchor.prefix, anchor.suffix
        return Placed(anchor.id, "orphaned", *here, reason=otherwise, candidates=tuple(places))

    def _unlike(self, anchor: Anchor, place: Place) -> float:
        """Say how far the context of a place is from that of the anchor, 0 to 1."""
        _, *now = selectors(self._text(place.block), place.start, place.end)
        return 1 - context_alike((anchor.prefix, anchor.suffix), (now[0], now[1]))

    # answers

    def _placed(self, anchor: Anchor, state: State, place: Place, reason: Reason) -> Placed:
        exact, prefix, suffix = selectors(self._text(place.block), place.start, place.end)
        _, start, end = place
        updated = exact != anchor.exact
        return Placed(anchor.id, state, start, end, exact, prefix, suffix, place.block, reason, updated)

    def _text(self, block: str) -> str:
        return next((one.text for one in self.arrivals if one.block == block), "") if block else self.new

    # where characters went

    def _touching(self, start: int, end: int) -> Iterator[Op]:
        """Yield the steps that took characters of old[start:end]."""
        for op in self.ops[max(bisect_right(self.starts, start) - 1, 0) : bisect_left(self.starts, end)]:
            if op.old_start < end and start < op.old_end:
                yield op

    def _image(self, start: int, end: int) -> _Image | None:
        """Map a span; None if none of its letters survives."""
        pieces: list[tuple[int, int]] = []
        survived = 0
        letters = False
        for op in self._touching(start, end):
            if op.kind not in ("equal", "respelled"):
                continue
            first, last = max(start, op.old_start), min(end, op.old_end)
            survived += last - first
            letters = letters or has_letter(self.old, first, last)
            pieces.append(self._carried(op, first, last))
        whole = survived == end - start
        return _Image(pieces[0][0], pieces[-1][1], survived) if pieces and (letters or whole) else None

    def _carried(self, op: Op, first: int, last: int) -> tuple[int, int]:
        if op.kind == "equal":
            return op.new_start + first - op.old_start, op.new_start + last - op.old_start
        before = len(fold_key(self.old[op.old_start : first]))
        inside = len(fold_key(self.old[first:last]))
        word = fold(self.new[op.new_start : op.new_end])
        start, end = word.original(before, min(before + inside, len(word.text)))
        return op.new_start + (start if first > op.old_start else 0), (
            op.new_start + end if last < op.old_end else op.new_end
        )

    # edges

    def _is_glued(self, anchor: Anchor, start: int, end: int) -> bool:
        """Tell whether letters touch an edge of the new range that did not touch it before."""
        before, after = letters_around(self.new, start, end)
        old_before, old_after = letters_around(self.old, anchor.start, anchor.end)
        head = bool(before) and fold_key(before) != fold_key(old_before)
        tail = bool(after) and fold_key(after) != fold_key(old_after)
        return (head and is_letter(self.new, start)) or (tail and is_letter(self.new, end - 1))

    def _proposal(self, anchor: Anchor, image: _Image) -> tuple[int, int]:
        """Widen what survived over replaced edges and to whole words: what an editor would select."""
        start, end = image.start, image.end
        for op in self._touching(anchor.start, anchor.end):
            if op.kind == "replace" and anchor.start <= op.old_start and op.old_end <= anchor.end:
                start, end = min(start, op.new_start), max(end, op.new_end)
        low, high = max(start - CONTEXT, 0), end + CONTEXT
        for word in WORD.finditer(self.new, low, high):
            if word.start() < start < word.end() and stands_alone(self.old, anchor.start):
                start = word.start()
            if word.start() < end < word.end() and stands_alone(self.old, anchor.end):
                end = word.end()
        return snap(self.new, start, end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the spaces at the edges of a new range."""
        words = self.new[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def _grown(self, anchor: Anchor, start: int, end: int) -> tuple[int, int] | None:
        """Take in inserted words beside a name if all together name the same entity, the longest first."""
        if anchor.kind != "mention" or anchor.same_entity is None:
            return None
        low, high = self._inserted_beside(start, end)
        firsts = [m.start() for m in self._named_by(low, start)][-_MOST_ADDED_WORDS:]
        lasts = [m.end() for m in self._named_by(end, high)][:_MOST_ADDED_WORDS]
        for first in [*firsts, start]:
            for last in [*reversed(lasts), end]:
                if (first, last) != (start, end) and anchor.same_entity(self.new[first:last]):
                    return first, last
        return None

    def _named_by(self, low: int, high: int) -> list[re.Match[str]]:
        """Words by which a name may grow: an article beside a name is no part of it, though its key ignores it."""
        return [word for word in WORD.finditer(self.new, low, high) if fold_key(word.group()) not in ARTICLES]

    def _inserted_beside(self, start: int, end: int) -> tuple[int, int]:
        """Widen a new range over inserted text that touches it or is one space away."""
        low, high = start, end
        first, last = bisect_left(self.new_starts, start), bisect_left(self.new_starts, end)
        for op in self.ops[max(first - 3, 0) : last + 3]:
            if op.kind not in ("insert", "replace"):
                continue
            if op.new_end <= start and not self.new[op.new_end : start].strip():
                low = min(low, op.new_start)
            elif end <= op.new_start and not self.new[end : op.new_start].strip():
                high = max(high, op.new_end)
        return low, high

    # inserted text

    def _found(self, anchor: Anchor) -> tuple[list[Place], bool]:
        """Find deleted words in inserted text; with True if a whole passage around them was found."""
        for first, last in self._passages(anchor):
            places = self.inserted.search(self.old[first:last], anchor.start - first, anchor.end - first)
            if places:
                return places, True
        if len(anchor.exact) < SHORTEST:
            return [], False
        return self.inserted.search(anchor.exact, 0, len(anchor.exact)), False

    def _passages(self, anchor: Anchor) -> Iterator[tuple[int, int]]:
        """Yield what was deleted around a span, all of it and its sentence, if long enough to be known again."""
        if not anchor.placed:
            return
        first, last = self._deleted_around(anchor.start, anchor.end)
        first, last = max(first, anchor.start - _WINDOW), min(last, anchor.end + _WINDOW)
        ends = [m.end() for m in SENTENCE_END.finditer(self.old, first, last)]
        sentence = (
            max([first, *(at for at in ends if at <= anchor.start)]),
            min([last, *(at for at in ends if at >= anchor.end)]),
        )
        for start, end in dict.fromkeys([(first, last), sentence]):
            if end - start >= max(_SHORTEST_PASSAGE, len(anchor.exact) + _SHORTEST_PASSAGE // 2):
                yield start, end

    def _deleted_around(self, start: int, end: int) -> tuple[int, int]:
        """Widen a deleted range to all that was deleted with it; marks and spaces between do not part it."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        first = last = index
        while first > 0 and self._is_gone(self.ops[first - 1]):
            first -= 1
        while last + 1 < len(self.ops) and self._is_gone(self.ops[last + 1]):
            last += 1
        return min(self.ops[first].old_start, start), max(self.ops[last].old_end, end)

    def _is_gone(self, op: Op) -> bool:
        return op.kind not in ("equal", "respelled") or not has_letter(self.old, op.old_start, op.old_end)

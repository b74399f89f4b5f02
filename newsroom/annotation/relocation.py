"""Relocation: finding words that one save took out of a place and put in at another.

Only inserted text is searched, never text that was there before; see `anchoring`, which decides. This module
knows what a place, a context and inserted text are, and nothing of policy. It is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from newsroom.text.diff import Op, diff
from newsroom.text.fold import Folded, fold, fold_key
from newsroom.text.offsets import snap

CONTEXT = 32
"""Code points of context kept on either side of a quote (the prefix and suffix of the W3C selector)."""
SHORTEST = 4
"""Shorter words are not looked for: they are found everywhere."""
_ENOUGH_CONTEXT = 12
_ENOUGH_PLACES = 12  # two are already too many to choose by machine

_LETTER = r"[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670]"
_LETTERS = re.compile(rf"(?:{_LETTER})+")
_LETTERS_AT_END = re.compile(rf"(?:{_LETTER})+$")
WORD = re.compile(rf"(?:{_LETTER})+(?:\u200c(?:{_LETTER})+)*")
SENTENCE_END = re.compile(r"[.!?؟…]+[»”\")]*\s+|\n")

_INVISIBLE = str.maketrans(
    {**dict.fromkeys("\u200c\u200d\u200e\u200f\u061cـ", None), "ي": "ی", "ك": "ک", "ى": "ی"}
)

Context = tuple[str, str]  # what stands before and after


class Place(NamedTuple):
    """A range in a block, in code points; the empty block id is the block that is being saved."""

    block: str
    start: int
    end: int


class Arrival(NamedTuple):
    """Another block of the same save: what it holds now and what it held before (nothing, for a new block).

    A block that was there before must say what it held, or all its text counts as inserted and is searched.
    """

    block: str
    text: str
    before: str = ""


class _Region(NamedTuple):
    """A stretch of inserted text, with its fold for searching."""

    block: str
    text: str  # of the whole block
    start: int
    folded: Folded


class Inserted:
    """All that one save inserted: into the block itself and into others. Folded when it is first asked."""

    def __init__(self, text: str, ops: Sequence[Op], arrivals: Sequence[Arrival]) -> None:
        self._text = text
        self._ops = ops
        self._arrivals = arrivals
        self._regions: list[_Region] | None = None

    def search(self, passage: str, start: int, end: int) -> list[Place]:
        """Find a passage, folded, as words of its own; return where its part start..end lies each time."""
        lead = len(passage) - len(passage.lstrip())
        needle = fold_key(passage.strip())
        before = len(fold_key(passage[lead : max(start, lead)]))
        inside = len(fold_key(passage[start:end].strip()))
        places: list[Place] = []
        for region in self._all() if needle and inside else ():
            at = region.folded.text.find(needle)
            while at >= 0:
                first, last = region.folded.original(at + before, at + before + inside)
                place = Place(region.block, *snap(region.text, region.start + first, region.start + last))
                if stands_alone(region.text, place.start) and stands_alone(region.text, place.end):
                    places.append(place)
                if len(places) == _ENOUGH_PLACES:
                    return places
                at = region.folded.text.find(needle, at + 1)
        return places

    def _all(self) -> list[_Region]:
        if self._regions is None:
            self._regions = list(_regions("", self._text, self._ops))
            for one in self._arrivals:
                self._regions += _regions(one.block, one.text, diff(one.before, one.text))
        return self._regions


def _regions(block: str, text: str, ops: Sequence[Op]) -> Iterator[_Region]:
    """Yield inserted text; marks and spaces that happen to be equal do not part it."""
    start = end = 0
    for op in ops:
        if op.kind in ("insert", "replace"):
            start, end = (start, op.new_end) if start < end else (op.new_start, op.new_end)
        elif op.kind != "delete" and has_letter(text, op.new_start, op.new_end):
            if end - start >= SHORTEST:
                yield _Region(block, text, start, fold(text[start:end]))
            start = end = 0
    if end - start >= SHORTEST:
        yield _Region(block, text, start, fold(text[start:end]))


def selectors(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the quote at start..end and up to 32 code points before and after it."""
    return text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]


def context_alike(then: Context, now: Context) -> float:
    """Compare what stood around a quote with what stands there now, 0 to 1.

    Its own sentence is what counts if there is enough of it: what the sentence before says is no evidence.
    """
    if then == now:
        return 1.0
    inside = _in_sentence(then), _in_sentence(now)
    if min(len("".join(sides)) for sides in inside) >= _ENOUGH_CONTEXT:
        then, now = inside
    pairs = [(fold_key(a), fold_key(b)) for a, b in zip(then, now, strict=True)]
    lengths = [max(len(a), len(b)) for a, b in pairs]
    alike = [SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs]
    return sum(n * share for n, share in zip(lengths, alike, strict=True)) / max(sum(lengths), 1)


def _in_sentence(context: Context) -> Context:
    return SENTENCE_END.split(context[0])[-1], SENTENCE_END.split(context[1])[0]


def has_letter(text: str, start: int, end: int) -> bool:
    """Tell whether a range holds a letter or digit."""
    return _LETTERS.search(text, start, end) is not None


def is_letter(text: str, at: int) -> bool:
    """Tell whether a letter, digit or vowel sign stands at an offset; False outside the text."""
    return 0 <= at < len(text) and _LETTERS.match(text[at]) is not None


def stands_alone(text: str, at: int) -> bool:
    """Tell whether an offset lies between words, or at a ZWNJ."""
    return not (is_letter(text, at - 1) and is_letter(text, at))


def letters_around(text: str, start: int, end: int) -> Context:
    """Return the letters that touch a range from outside, at most 32 on each side."""
    before = _LETTERS_AT_END.search(text[max(start - CONTEXT, 0) : start])
    after = _LETTERS.match(text[end : end + CONTEXT])
    return before.group() if before else "", after.group() if after else ""


def words_around(text: str, start: int, end: int) -> Context:
    """Return the nearest word before and the nearest word after a range, empty at the ends of the text."""
    before = [m.group() for m in WORD.finditer(text, max(start - CONTEXT, 0), start)]
    after = WORD.search(text, end, end + CONTEXT)
    return before[-1] if before else "", after.group() if after else ""


def reads_the_same(then: str, now: str, *, loosely: bool) -> bool:
    """Tell whether a quote reads as before.

    Loosely, for names: every respelling that the fold ignores, and spaces. Otherwise only signs that no reader
    sees may differ (ZWNJ, kashida, Arabic code points for Persian letters): a digit written in another way in
    what somebody said is for a person to look at.
    """
    if loosely:
        return "".join(fold_key(then).split()) == "".join(fold_key(now).split()) != ""
    return then.translate(_INVISIBLE) == now.translate(_INVISIBLE)

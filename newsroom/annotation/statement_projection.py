"""Projection of statements: which words of a translation report what some words of its source report.

The sentences of both texts are paired (`text/sentence_pairs.py`) by their lengths and by what both name: entities,
numbers and quotations. A statement that fills its sentences gets the sentences of the translation; of one that is a
part of a sentence the same part is looked for among the clauses (`text/clauses.py`): the one that holds the same
entities, numbers and quotations, leaves out the same ones, and stands as far on. A sentence that has no parts is
proposed as a whole, for the annotator to narrow.

Pure. All ranges are half-open and count code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from newsroom.annotation.projection import Naming
from newsroom.text.clauses import Clause, Quotation, clauses, quotations
from newsroom.text.digits import number_words
from newsroom.text.segments import Sentence, sentences
from newsroom.text.sentence_pairs import Bead, Unit, align

Range = tuple[int, int]

_WHOLE = 0.85
"""A statement that fills so much of its sentences is all of them."""
_SCORES = {"sentence": 0.8, "quoted": 0.85, "clause": 0.7, "wide": 0.4}
_BY_SHAPE = 0.5
"""What a clause is worth that nothing but its length and its place speak for."""
_AT_EDGES = " \t\n\u00a0\u200c,،;؛:"
_STOPS = ".!?؟…"
_QUOTES = "«»“”„"
_SHAPE = 2.0
"""What another share of the sentence costs, against 1 for an anchor on the wrong side."""
_PLACE = 1.0
_MOST_CLAUSES = 24


@dataclass(frozen=True, slots=True)
class Side:
    """One text of a pair: its words, its language, and what is named in it."""

    text: str
    language: str
    namings: Sequence[Naming]


@dataclass(frozen=True, slots=True)
class Proposal:
    """[start, end) of the translation; `reason` says what it is: sentence | quoted | clause | wide (to be narrowed)."""

    start: int
    end: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where something begins that both languages write in their own way and mean the same by."""

    start: int
    what: Hashable


@dataclass(frozen=True, slots=True)
class _Text:
    """One side, read: its sentences, its quotations, and its anchors by where they begin."""

    text: str
    language: str
    sentences: Sequence[Sentence]
    quoted: Sequence[Quotation]
    anchors: Sequence[_Anchor]

    @classmethod
    def of(cls, side: Side) -> _Text:
        quoted = quotations(side.text)
        anchors = [_Anchor(one.start, one.entity) for one in side.namings]
        anchors += [_Anchor(one.start, one.value) for one in number_words(side.text, side.language)]
        anchors += [_Anchor(one.start, "quotation") for one in quoted]
        anchors.sort(key=lambda one: one.start)
        return cls(side.text, side.language, sentences(side.text, side.language), quoted, anchors)

    def within(self, start: int, end: int) -> Counter[Hashable]:
        """The anchors that begin in a range."""
        first, last = (bisect_left(self.anchors, place, key=lambda one: one.start) for place in (start, end))
        return Counter(one.what for one in self.anchors[first:last])

    def quotations_in(self, start: int, end: int) -> list[Range]:
        return [(one.start, one.end) for one in self.quoted if start <= one.start and one.end <= end]

    def parts_of(self, start: int, end: int) -> list[Clause]:
        """The clauses of the sentences in a range; none reaches into another sentence."""
        inside = (one for one in self.sentences if start <= one.start and one.end <= end)
        return [part for one in inside for part in clauses(self.text, self.language, start=one.start, end=one.end)]

    def units(self) -> list[Unit]:
        return [Unit(one.end - one.start, self.within(one.start, one.end)) for one in self.sentences]


class SentencePairs:
    """A text and its translation, their sentences paired once for all statements in them."""

    def __init__(self, source: Side, target: Side) -> None:
        self._source, self._target = _Text.of(source), _Text.of(target)
        self._beads = align(self._source.units(), self._target.units())

    def project(self, start: int, end: int) -> Proposal | None:
        """Propose the words that report what [start, end) of the source reports; None where no sentence does."""
        group, target = self._groups(start, end)
        if group is None or target is None:
            return None
        said = _trimmed(self._source.text, start, end)
        for reason, score, found in self._readings(said, group, target):
            place = self._edged(found, end)
            if place[0] < place[1]:
                return Proposal(*place, score, reason)
        return None

    def _groups(self, start: int, end: int) -> tuple[Range | None, Range | None]:
        """The sentences that a range of the source touches, with all that are paired with the same, and their pairs."""
        beads = [bead for bead in self._beads if self._touches(bead, start, end)]
        if not beads:
            return None, None
        source = self._source.sentences[beads[0].source[0] : beads[-1].source[1]]
        return _around(source), _around(self._target.sentences[beads[0].target[0] : beads[-1].target[1]])

    def _touches(self, bead: Bead, start: int, end: int) -> bool:
        group = self._source.sentences[bead.source[0] : bead.source[1]]
        return any(one.start < end and start < one.end for one in group)

    def _readings(self, said: Range, group: Range, target: Range) -> Iterator[tuple[str, float, Range]]:
        """What the words may be, the surest first."""
        if _length(said) >= _WHOLE * _length(group):
            yield "sentence", _SCORES["sentence"], target
        if quoted := self._quoted(said, group, target):
            yield "quoted", _SCORES["quoted"], quoted
        if clause := self._clause(said, group, target):
            told = self._source.within(*group) & self._target.within(*target)
            yield "clause", _SCORES["clause"] if told else _BY_SHAPE, clause
        yield "wide", _SCORES["wide"], target

    def _quoted(self, said: Range, group: Range, target: Range) -> Range | None:
        """The k-th quotation for the k-th, where both have as many."""
        ours, theirs = self._source.quotations_in(*group), self._target.quotations_in(*target)
        if len(ours) != len(theirs):
            return None
        edges = _AT_EDGES + _STOPS + _QUOTES
        bare = [_trimmed(self._source.text, *one, edges) for one in ours]
        words = _trimmed(self._source.text, *said, edges)
        if words not in bare:
            return None
        start, end = theirs[bare.index(words)]
        return (start - 1, end + 1) if self._source.text[said[0]] in _QUOTES else (start, end)

    def _clause(self, said: Range, group: Range, target: Range) -> Range | None:
        """The run of clauses that is most like the statement in its sentence."""
        inside = self._source.within(*said)
        beside = self._source.within(*group) - inside
        whole = self._target.within(*target)
        parts = self._target.parts_of(*target)
        if not 1 < len(parts) <= _MOST_CLAUSES:
            return None

        def unlike(run: Range) -> float:
            held = self._target.within(*run)
            right = sum((inside & held).values()) + sum((beside & (whole - held)).values())
            length = abs(_share(run, target) - _share(said, group))
            return _SHAPE * length + _PLACE * abs(_centre(run, target) - _centre(said, group)) - right

        runs = [(first.start, last.end) for i, first in enumerate(parts) for last in parts[i:]]
        return min(runs, key=lambda run: (unlike(run), run))

    def _edged(self, found: Range, end: int) -> Range:
        """Without what does not belong to the words: marks at the edges, and a full stop unless the source has it."""
        stopped = self._source.text[:end].rstrip()[-1:] in _STOPS
        return _trimmed(self._target.text, *found, _AT_EDGES + ("" if stopped else _STOPS))


def _around(group: Sequence[Sentence]) -> Range | None:
    return (group[0].start, group[-1].end) if group else None


def _trimmed(text: str, start: int, end: int, edges: str = _AT_EDGES) -> Range:
    """A range without some marks at both its edges."""
    while start < end and text[start] in edges:
        start += 1
    while start < end and text[end - 1] in edges:
        end -= 1
    return start, end


def _length(one: Range) -> int:
    return one[1] - one[0]


def _share(one: Range, whole: Range) -> float:
    return _length(one) / max(1, _length(whole))


def _centre(one: Range, whole: Range) -> float:
    return ((one[0] + one[1]) / 2 - whole[0]) / max(1, _length(whole))

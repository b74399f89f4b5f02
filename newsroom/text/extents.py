"""Extents: where each attributed clause of a sentence ends.

Where the next one begins; where another clause goes on with what is said, which then is one more; where the object of a
verb ends; else with the sentence. Marks and joining words at an end are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsroom.text.cues import Code, Side
from newsroom.text.saying import Act, Saying
from newsroom.text.syntax import Sentence, after_semicolons, is_finite_fa
from newsroom.text.triggers import words_before

_SHORT = 8
_TAIL = 4  # so many words at least are a clause of their own
_VERB_RU = ("ет", "ит", "ют", "ут", "ят", "ат", "ся", "л", "ла", "ло", "ли", "ны", "на", "но", "ть")

Part = tuple[int, int, Side]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in indexes of pieces; `end` is not known before the cues that follow are."""

    start: int
    first: int
    last: int
    code: Code
    zones: tuple[Part, ...]
    act: Act | None = None
    plural: bool | None = None
    nested: bool = False
    goes_on: bool = False
    end: int = -1


def names_source(sentence: Sentence, known: Saying, zone: Part) -> bool:
    """Whether the source of the report is what a zone begins with."""
    inner = [sentence.key(index) for index in words_before(sentence, zone[0], zone[1], known)]
    return any(key in known.sets["source"] for key in inner[:2])


@dataclass(frozen=True, slots=True)
class Extents:
    """One sentence, and where clauses may begin in it."""

    sentence: Sentence
    known: Saying
    language: str
    starts: Sequence[int]

    def ended(self, found: Sequence[Found]) -> list[Found]:
        """Give each its end: where the next one begins, where a clause goes on with it, where the sentence ends."""
        ended: list[Found] = []
        heads = sorted({one.start for one in found if not one.nested})
        for one in sorted(found, key=lambda one: (one.start, one.nested)):
            cuts = [start for start in heads if start > max(one.start, one.last)]
            cuts += [start for start in after_semicolons(self.sentence, self.starts) if start > one.last]
            end = self._object_end(one, min(cuts, default=len(self.sentence.pieces)))
            tail = None if one.nested else self._tail(one, end)
            ended.append(replace(one, end=self._trimmed(one.start, end if tail is None else tail)))
            if tail is not None:
                rest = replace(one, start=tail, end=self._trimmed(tail, end), goes_on=True)
                ended.append(rest)
        return ended

    def _object_end(self, one: Found, end: int) -> int:
        """Where the object of a verb ends.

        A clause of reason is no part of it. A Persian verb with its object before it ends its clause: what «و» adds
        is told, not said.
        """
        if one.nested and one.act in ("stance", "naming"):
            reasons = self.known.sets["reasons"]
            end = next((n for n in range(one.last + 1, end) if self.sentence.key(n) in reasons), end)
        of_source = any(names_source(self.sentence, self.known, zone) for zone in one.zones)
        is_last = self.language == "fa" and one.act in ("stance", "naming") and not of_source
        return one.last + 1 if is_last and self.sentence.key(one.last + 1) == "و" else end

    def _tail(self, one: Found, end: int) -> int | None:
        """Where another clause goes on with what is said, None when none does."""
        if one.code not in ("verb", "according") or one.act not in ("say", None):
            return None
        for start in self.starts:
            if one.last < start < end and self._goes_on(one, start, end):
                return start
        return None

    def _goes_on(self, one: Found, start: int, end: int) -> bool:
        words = list(words_before(self.sentence, start, end, self.known))
        joint = self.sentence.key(start - 1)
        if len(words) < _TAIL or self.sentence.key(start) in self.known.sets["adverbs"]:
            return False
        if self.language == "fa":
            return joint in self.known.sets["continuing"] or (joint == "و" and self._other_number(start, end))
        return joint in self.known.sets["continuing"] and self._has_verb(words)

    def _has_verb(self, words: Sequence[int]) -> bool:
        keys = [self.sentence.key(index) for index in words]
        if self.language == "en":
            return bool(self.known.sets["auxiliaries"].difference({"to"}).intersection(keys[:_SHORT]))
        return any(key.endswith(_VERB_RU) for key in keys)

    def _other_number(self, start: int, end: int) -> bool:
        """Whether the verbs on both sides of «و» differ in number, so that they have different subjects."""
        last = next((n for n in range(end - 1, start, -1) if is_finite_fa(self.sentence.key(n))), None)
        before = _is_plural_fa(self.sentence.key(start - 2))
        return last is not None and before != _is_plural_fa(self.sentence.key(last))

    def _trimmed(self, start: int, end: int) -> int:
        """Leave out the marks and joining words at the end."""
        joints = self.known.sets["coordinators"] | self.known.sets["boundaries"]
        at_end = end == len(self.sentence.pieces)
        while end > start + 1:
            piece = self.sentence.pieces[end - 1]
            mark = not piece.word and not piece.quoted and piece.key not in ")+"
            if not mark and (at_end or piece.key not in joints):
                break
            end -= 1
        return end


def _is_plural_fa(key: str) -> bool:
    return key.endswith("ند")

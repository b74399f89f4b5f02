"""Antecedents: whom "he", "the president of X", "the ministry" or "they" stands for, from what the article has named.

A pronoun means the person who spoke last or, if later, the person that a sentence began with. An office of a place is
held by a person whom the article ties to that place ("Ilham Aliyev of Azerbaijan"); if it ties nobody, by the one who
spoke last. Groups and bodies without a name are those of the organization named last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newsroom.text.quotations import quoted_ranges
from newsroom.text.segments import sentences
from newsroom.text.subjects import belongs, credited, is_governed

_TIE = 24  # so many code points at most lie between a person and the place they are tied to


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: a half-open range of code points of its block, its entity and the entity's kind."""

    start: int
    end: int
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody who spoke: where, who, and whether that is one person."""

    block: int
    at: int
    speakers: tuple[str, ...]
    person: bool


@dataclass
class Antecedents:
    """What is known of an article up to a place; `spoke` grows while it is read."""

    texts: Sequence[str]
    language: str
    mentions: Sequence[Sequence[Named]]
    source: str
    spoke: list[Spoke] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._openers = [self._opening_persons(number) for number in range(len(self.texts))]
        self._tied = self._ties()
        self.source = self.source or self._credited()

    def remember(self, block: int, at: int, speakers: tuple[str, ...]) -> None:
        person = len(speakers) == 1 and speakers[0] in self._persons()
        self.spoke.append(Spoke(block, at, speakers, person))

    def person(self, block: int, at: int) -> str | None:
        """The person whom a pronoun at a place of a block means."""
        here = [(one.at, 1, one.speakers[0]) for one in self.spoke if one.person and one.block == block and one.at < at]
        here += [(one.start, 0, one.entity) for one in self._openers[block] if one.start < at]
        if here:
            number = self._sentence_numbers(block)
            return max(here, key=lambda one: (number(one[0]), one[1], one[0]))[2]
        return next((one.speakers[0] for one in reversed(self.spoke) if one.person and one.block == block - 1), None)

    def holder(self, block: int, at: int, place: str | None) -> str | None:
        """The person who is "the president of" a place, or whom "the minister" means."""
        last = next((one.speakers[0] for one in reversed(self.spoke) if one.person), None)
        tied = self._tied.get(place or "", ())
        if last is None or (tied and last not in tied):
            return tied[0] if len(set(tied)) == 1 else None
        return last if place else self.person(block, at)

    def several(self, block: int) -> tuple[str, ...]:
        """Whom "they" means: the speakers of the block before that are no single person, else the last organization."""
        found = [one for one in self.spoke if not one.person and one.speakers != (self.source,)]
        return found[-1].speakers if found and found[-1].block >= block - 1 else ()

    def organization(self, block: int, at: int) -> str | None:
        """The organization named last before a place."""
        for number in range(block, -1, -1):
            named = [one for one in self.mentions[number] if one.kind == "organization" and one.entity != self.source]
            before = [one for one in named if number < block or one.start < at]
            if before:
                return max(before, key=lambda one: (one.start, -one.end)).entity
        return None

    def last(self, block: int) -> tuple[str, ...]:
        """Who spoke last, in this block or the one before."""
        return self.spoke[-1].speakers if self.spoke and self.spoke[-1].block >= block - 1 else ()

    def _persons(self) -> frozenset[str]:
        return frozenset(one.entity for block in self.mentions for one in block if one.kind == "person")

    def _opening_persons(self, number: int) -> list[Named]:
        """The first person of each sentence that no preposition governs, and that no quotation talks about."""
        text, found = self.texts[number], []
        quoted = quoted_ranges(text)
        told = [one for one in self.mentions[number] if not any(start < one.start < end for start, end in quoted)]
        persons = [one for one in told if one.kind == "person"]
        for sentence in sentences(text, self.language):
            inside = (one for one in persons if sentence.start <= one.start < sentence.end)
            free = (one for one in inside if not is_governed(text, one.start, self.language))
            found += [one for one in [next(free, None)] if one]
        return found

    def _sentence_numbers(self, block: int) -> _Numbers:
        return _Numbers([one.start for one in sentences(self.texts[block], self.language)])

    def _ties(self) -> Mapping[str, tuple[str, ...]]:
        """place or organization -> the persons that the article ties to it somewhere: "X of Y", "Y's president X"."""
        ties: dict[str, list[str]] = defaultdict(list)
        for text, block in zip(self.texts, self.mentions, strict=True):
            for person, place in _neighbours(block):
                first, last = sorted((person, place), key=lambda one: one.start)
                if belongs(text, first.end, last.start, self.language, after_person=first is person):
                    ties[place.entity].append(person.entity)
        return {place: tuple(persons) for place, persons in ties.items()}

    def _credited(self) -> str:
        """The agency that the report itself credits, "" when it credits none."""
        for text, block in zip(self.texts, self.mentions, strict=True):
            at = credited(text, self.language)
            if at is not None:
                named = [one.entity for one in block if one.start >= at and one.kind == "organization"]
                if named:
                    return named[0]
        return ""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The number of the sentence at an offset."""

    starts: Sequence[int]

    def __call__(self, at: int) -> int:
        return sum(start <= at for start in self.starts)


def _neighbours(block: Iterable[Named]) -> Iterable[tuple[Named, Named]]:
    """Persons with the place or organization next to them."""
    row = sorted(block, key=lambda one: (one.start, -one.end))
    for one, other in pairwise(row):
        if other.start - one.end > _TIE:
            continue
        if one.kind == "person" and other.kind in ("place", "organization"):
            yield one, other
        elif other.kind == "person" and one.kind in ("place", "organization"):
            yield other, one

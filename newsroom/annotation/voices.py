"""Voices: who speaks in a zone of a cue: the named one that is its subject, or whom its subject stands for.

What a preposition governs is no subject ("after talks with Putin"); what stands before a comma may only introduce.
A person beats the place or organization that stands beside them ("Russia's president Vladimir Putin"); an office with a
place stands for a person, a spokesman or a ministry for the organization that is named with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.annotation.antecedents import Antecedents, Named
from newsroom.text.cues import Zone
from newsroom.text.quotations import quoted_ranges
from newsroom.text.subjects import (
    Stand,
    is_alone,
    is_governed,
    is_of_noun,
    is_office,
    only_introduces,
    stands,
    stretches,
)

_SPEAKING = frozenset({"person", "organization", "place"})
_APPOSITION = 40  # so many code points at most lie between an office and the name of who holds it
_BESIDE = 12
_OWNING = frozenset({"possessive", "its", "theirs", "case", "of_body"})
_PRONOUNS = frozenset({"pronoun", "possessive", "plural", "thing", "its", "theirs"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how that was found: named, pronoun, office, group, body, source, dropped."""

    speakers: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """One block with what is named in it, to be asked zone by zone."""

    block: int
    text: str
    language: str
    named: Sequence[Named]
    known: Antecedents

    def voice(self, zone: Zone, *, plural: bool | None, explicit: bool) -> Voice | None:
        """Who speaks in a zone; None when nobody does whom the text knows.

        Args:
            zone: where to look.
            plural: whether several speak, as far as the verb tells.
            explicit: whether a name or the source alone will do.
        """
        inside = self.inside(zone, plural=plural)
        if inside is not None and is_of_noun(self.text, self._first_name(zone), self.language):
            return inside  # «Утверждение X в компании назвали ошибкой»
        for start, end in self._reaches(zone, plural=plural):
            found = self._beside(zone, start, end) if plural is not True else None
            found = found or self._in(start, end, zone.side, zone.end)
            if found is not None:
                return found if not explicit or found.how in ("named", "source") else None
        return None

    def _first_name(self, zone: Zone) -> int:
        return min((one.start for one in self.named if zone.start <= one.start), default=zone.start)

    def inside(self, zone: Zone, *, plural: bool | None) -> Voice | None:
        """«В министерстве говорят»: a Russian plural without a subject speaks for the body it begins in."""
        if not plural or self.language != "ru":
            return None
        parts = stretches(self.text, zone.start, zone.end, self.language)
        for start, end in [(part.start, part.end) for part in parts if part.introduces]:
            named = self._names(start, end, governed=True)
            before = self.text[start : named[0].start].strip("«„“ ") if named else ""
            if named and self._is_inside(named[0], before):
                return Voice((named[0].entity,), "named")
        return None

    def _is_inside(self, one: Named, before: str) -> bool:
        """Whether nothing but a preposition leads to an organization, or to the office of a person."""
        count = len(before.split())
        if one.kind == "organization":
            return count == 1
        return one.kind == "person" and count == 2 and is_office(before, self.language)

    def dropped(self, zone: Zone, *, plural: bool | None) -> Voice | None:
        """Who speaks where Persian leaves the subject out: whoever spoke before in this block, or began its sentence.

        `plural`: whether several speak, as far as the verb tells. None when the zone may hold a subject.
        """
        if self.language != "fa" or not only_introduces(self.text, zone.start, zone.end, self.language):
            return None
        if plural:
            several = self.known.several(self.block)
            return Voice(several, "dropped") if several else None
        person = self.known.person(self.block, zone.start)
        return Voice((person,), "dropped") if person else None

    def _reaches(self, zone: Zone, *, plural: bool | None) -> list[tuple[int, int]]:
        """The stretches of the zone in which to look, in order; what only introduces is looked at last.

        In Russian a comma may join clauses: one speaker is looked for beside the verb first, unless it follows a comma.
        """
        if zone.side == "phrase":
            return [(zone.start, zone.end)]
        parts = stretches(self.text, zone.start, zone.end, self.language)
        main = [(part.start, part.end) for part in parts if not part.introduces]
        if self.language == "ru" and plural is False and not self.text[: zone.end].endswith(","):
            main.reverse()
        return [*main, *((part.start, part.end) for part in parts if part.introduces)]

    def _in(self, start: int, end: int, side: str, limit: int) -> Voice | None:
        names = self._names(start, end, governed=side == "phrase")
        subject = self._subject(start, end, names, phrase=side == "phrase")
        first = min([*names, *subject], key=lambda one: one.start, default=None)
        if first is None:
            return None
        if isinstance(first, Stand):
            return self._stood_for(first, start, end, limit)
        return self._named(first, names, subject)

    def _subject(self, start: int, end: int, names: Sequence[Named], *, phrase: bool) -> list[Stand]:
        """The words that stand for a speaker and may be a subject; a phrase may hold them in any case."""
        return [
            one
            for one in stands(self.text, start, end, self.language)
            if (phrase or (one.what not in _OWNING and not is_governed(self.text, one.start, self.language)))
            and not any(name.start <= one.start < name.end for name in names)
        ]

    def _names(self, start: int, end: int, *, governed: bool) -> list[Named]:
        """Who is named there and may speak, the longest of nested ones, in order."""
        around = [place for place in quoted_ranges(self.text) if not place[0] < start < place[1]]
        inside = [
            one
            for one in self.named
            if start <= one.start and one.end <= end and one.kind in _SPEAKING
            and not any(_quotes(opened, closed, one) for opened, closed in around)
            and (governed or self._is_free(one))
        ]  # fmt: skip
        longest = [one for one in inside if not any(_holds(other, one) for other in inside)]
        return sorted(longest, key=lambda one: one.start)

    def _is_free(self, one: Named) -> bool:
        """Whether a name may be a subject: no preposition before it, no possessive or «را» after it."""
        after = self.text[one.end : one.end + 4]
        if (self.language == "fa" and re.match(r"\sرا\b", after)) or (self.language == "en" and self._owns(one)):
            return False
        if self.language == "ru" and is_of_noun(self.text, one.start, self.language):
            return False
        return not is_governed(self.text, one.start, self.language)

    def _owns(self, one: Named) -> bool:
        """Whether a name only says whose something is: "X's plan", "Y's Foreign Ministry"; not "X's office"."""
        owned = re.match(r"['’]s?\s+(?=(\w+))", self.text[one.end : one.end + 40])
        if owned is None:
            return one.kind == "person" and self.text[one.end : one.end + 1] in ("'", "’")
        if one.kind == "person":
            return not is_office(owned[1], self.language)
        at = one.end + owned.end()
        return any(other.start == at and other.kind == "organization" for other in self.named)

    def _beside(self, zone: Zone, start: int, end: int) -> Voice | None:
        """Russian order is free: the pronoun, the source or the name right before the verb is its subject."""
        if self.language != "ru" or zone.side != "before":
            return None
        names = self._names(start, end, governed=False)
        subject = self._subject(start, end, names, phrase=False)
        row = sorted([*names, *subject], key=lambda one: one.start)
        if not row or end - row[-1].end > _BESIDE or any(isinstance(one, Stand) and one.what == "role" for one in row):
            return None
        last = row[-1]
        if isinstance(last, Stand):
            return self._stood_for(last, last.start, end, end) if last.what in ("pronoun", "plural", "source") else None
        return self._named(last, names, subject) if last.kind != "place" or len(row) == 1 else None

    def _named(self, first: Named, names: Sequence[Named], subject: Sequence[Stand]) -> Voice | None:
        """A name comes first: that is who speaks, unless it only says whose minister or spokesman does."""
        role = next((one for one in subject if one.what == "role" and one.start >= first.end), None)
        if first.kind == "person":
            return Voice(self._coordinated(first, names), "named")
        near = (one for one in names if one.kind == "person" and one.start - first.end <= _APPOSITION)
        person = next((one for one in near if not is_of_noun(self.text, one.start, self.language)), None)
        if person is not None:
            return Voice(self._coordinated(person, names), "named")
        if role is not None and role.start - first.end <= _BESIDE:
            return self._office(role, first)
        return Voice((first.entity,), "named")

    def _coordinated(self, first: Named, names: Sequence[Named]) -> tuple[str, ...]:
        """«Putin, Xi and Modi said»: all of them, if only joining words stand between."""
        speakers, last = [first.entity], first
        for one in names:
            if one.start >= last.end and one.kind == "person" and _joins(self.text[last.end : one.start]):
                speakers.append(one.entity)
                last = one
        return tuple(dict.fromkeys(speakers))

    def _stood_for(self, stand: Stand, start: int, end: int, limit: int) -> Voice | None:
        """A word that stands for the speaker comes first."""
        if stand.what in _PRONOUNS:
            return self._pronoun(stand)
        if stand.what in ("source", "case"):
            return self._owner(stand, start, end) or self._source(stand, end)
        holder = self._apposition(stand, self._names(stand.end, limit, governed=False))
        if holder is not None:
            return Voice(self._coordinated(holder, self._names(stand.end, limit, governed=False)), "named")
        if stand.what == "role":
            inner = self._names(stand.end, min(end, stand.end + _APPOSITION), governed=True)
            return self._office(stand, inner[0] if inner else None)
        return self._body(stand, start, end)

    def _pronoun(self, stand: Stand) -> Voice | None:
        if stand.what in ("pronoun", "possessive"):
            person = self.known.person(self.block, stand.start)
            return Voice((person,), "pronoun") if person else None
        several = self.known.several(self.block) if stand.what in ("plural", "theirs") else ()
        return Voice(several, "pronoun") if several else self._last_organization(stand, "pronoun")

    def _owner(self, stand: Stand, start: int, end: int) -> Voice | None:
        """ "Their report", «گزارش آنان» is not the report that is retold here: its owners speak."""
        beside = (
            one
            for one in stands(self.text, start, end, self.language)
            if one.what in _PRONOUNS and (one.end + 1 == stand.start or stand.end + 1 == one.start)
        )
        owner = next(beside, None)
        return self._pronoun(owner) if owner is not None else None

    def _source(self, stand: Stand, end: int) -> Voice | None:
        """The source of the report; «گزارش سازمان» has its own."""
        beside = next((one for one in self._names(stand.end, end, governed=True) if one.start - stand.end <= 1), None)
        speaker = beside.entity if beside else self.known.source
        return Voice((speaker,), "named" if beside else "source") if speaker else None

    def _apposition(self, stand: Stand, names: Sequence[Named]) -> Named | None:
        persons = (one for one in names if one.kind == "person" and one.start >= stand.end)
        person = next(persons, None)
        return person if person is not None and person.start - stand.end <= _APPOSITION else None

    def _office(self, role: Stand, whose: Named | None) -> Voice | None:
        """«The president of Azerbaijan» is a person, «the spokesman of the ministry» speaks for the ministry."""
        if whose is not None and whose.kind == "person":
            return Voice((whose.entity,), "office")
        if whose is not None and whose.kind == "organization":
            return Voice((whose.entity,), "office")
        person = self.known.holder(self.block, role.start, whose.entity if whose else None)
        return Voice((person,), "office") if person else None

    def _body(self, stand: Stand, start: int, end: int) -> Voice | None:
        """Leaders, members, a ministry, a club: of the organization named with them, else of the one named last."""
        inner = self._names(stand.end, end, governed=True)
        if inner:
            return Voice((inner[0].entity,), "group")
        if stand.what in ("body", "of_body") and not is_alone(self.text, start, end, stand.start, self.language):
            return None  # a ministry of its own name, which nobody has annotated
        return self._last_organization(stand, "group" if stand.what == "group" else "body")

    def _last_organization(self, stand: Stand, how: str) -> Voice | None:
        entity = self.known.organization(self.block, stand.start)
        return Voice((entity,), how) if entity else None


def _holds(outer: Named, inner: Named) -> bool:
    """Whether a mention lies in a longer one."""
    within = outer.start <= inner.start and inner.end <= outer.end
    return within and (outer.start, outer.end) != (inner.start, inner.end)


def _quotes(opened: int, closed: int, one: Named) -> bool:
    """Whether a quotation holds a mention and more: a name in quotation marks is no quotation."""
    return opened < one.start < closed and not (one.start == opened + 1 and one.end == closed - 1)


def _joins(between: str) -> bool:
    return between.strip(" ،,") in ("and", "и", "و", "") and between.strip() != ""

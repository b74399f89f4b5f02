"""Stated offices: which offices a text gives to the persons it names, and what the knowledge base says against them.

A text gives an office to a person who stands right beside it ("Lavrov, the foreign minister of Russia", "Russian
President Putin", «президент России Путин») or whom a pronoun before it means ("calls him the secretary-general of the
CIS"). An office is compared only with offices of the same organization or state.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsroom.annotation.antecedents import Named
from newsroom.text import edtf
from newsroom.text.fold import fold_key
from newsroom.text.offices import Office, is_full_time, is_qualified, is_same, offices, whose
from newsroom.text.saying import saying
from newsroom.text.segments import Word, sentences, words

_APART = re.compile(r"\s*[,،—–-]?\s*(?:(?:the|a|an|его|её)\s+)?[«“\"]?", re.IGNORECASE)
_BESIDE = re.compile(r"(?:['’]s)?[»”\"]?\s+[«“\"]?|\s*[«“\"]?", re.IGNORECASE)
_OPENED = frozenset("«“„\"")
_OBJECTS = {"en": frozenset({"her"}), "ru": frozenset({"его", "ее"})}
_INSTRUMENTAL_RU = ("ом", "ем", "ей", "ой")
_NAMING = 4  # so many words at most stand between a pronoun and the office that it is given


@dataclass(frozen=True, slots=True)
class Held:
    """An office as the knowledge base has it: who holds it where, its words to compare, from when to when (EDTF)."""

    person: str
    organization: str
    words: frozenset[str]
    start: str = ""
    end: str = ""
    disputed: bool = False

    def on(self, day: dt.date) -> bool:
        """Whether it may have been held on `day`: an open start or end counts as valid."""
        first, last = edtf.earliest(self.start), edtf.latest(self.end)
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Stated:
    """An office that a text gives to a person: its range, its noun, its words, and whose office it is."""

    block: str
    start: int
    end: int
    person: str
    noun: str
    words: frozenset[str]
    organization: str


def stated(block: str, text: str, mentions: Sequence[Named], language: str) -> list[Stated]:
    """Return the offices that a block gives to persons, in reading order; qualified ones ("former") are left out."""
    found = []
    for one in offices(text, language):
        given = _given(block, text, _bare(one, mentions), mentions, language)
        if given is not None and not is_qualified(given.words, language):
            found.append(given)
    return found


def _bare(office: Office, mentions: Sequence[Named]) -> Office:
    """The office without the name that stands before its noun: "Russian president"."""
    named = any(one.start < office.head and office.start < one.end for one in mentions)
    return replace(office, start=office.head, before=frozenset()) if named else office


def _given(block: str, text: str, office: Office, mentions: Sequence[Named], language: str) -> Stated | None:
    body, inner = _body(text, office, mentions, language)
    if body is None:
        return None
    start, end = min(office.start, body.start), max(office.end, body.end)
    start -= 1 if text[start - 1 : start] in _OPENED and start > 0 else 0
    person = _person(text, start, end, mentions) or _meant(text, office, mentions, language)
    if person is None:
        return None
    said = office.before | {office.noun} | inner
    return Stated(block, start, end, person, office.noun, said, body.entity)


def _body(
    text: str, office: Office, mentions: Sequence[Named], language: str
) -> tuple[Named | None, frozenset[str]]:
    """Whose office it is, and the words of the office before it: "Minister of Foreign Affairs of Russia"."""
    bodies = [one for one in mentions if one.kind in ("place", "organization")]
    for one in sorted(bodies, key=lambda one: (one.start, -one.end)):
        inner = whose(text, office.end, one.start, language) if one.start >= office.end else None
        if inner is not None:
            return one, inner
    before = [one for one in bodies if one.end <= office.start and _BESIDE.fullmatch(text[one.end : office.start])]
    return (max(before, key=lambda one: one.end), frozenset()) if before and language == "en" else (None, frozenset())


def _person(text: str, start: int, end: int, mentions: Sequence[Named]) -> str | None:
    """The person right after the office, or else right before it."""
    persons = [one for one in mentions if one.kind == "person"]
    for one in persons:
        gap = text[end : one.start]
        if one.start >= end and (not gap.strip(" »”\"") or (gap.strip() in (",", "،") and _is_closed(text, one.end))):
            return one.entity
    before = [one for one in persons if one.end <= start and _APART.fullmatch(text[one.end : start])]
    closest = max(before, key=lambda one: one.end, default=None)
    return closest.entity if closest is not None and text[closest.end : start].strip() else None


def _is_closed(text: str, at: int) -> bool:
    return text[at : at + 1] in (",", "،", ".", "")


def _meant(text: str, office: Office, mentions: Sequence[Named], language: str) -> str | None:
    """Whom a pronoun shortly before the office means: the last person named before it in its sentence."""
    sentence = next(one for one in sentences(text, language) if one.start <= office.start < one.end)
    pronouns = saying(language).sets["objects"] | _OBJECTS.get(language, frozenset())
    row = [word for word in words(text) if sentence.start <= word.start < office.start]
    pronoun = next((word for word in row[-_NAMING:] if fold_key(text[word.start : word.end]) in pronouns), None)
    if pronoun is None or not _is_object(text, pronoun, row, office, language):
        return None
    persons = [one for one in mentions if one.kind == "person" and sentence.start <= one.start < pronoun.start]
    return max(persons, key=lambda one: one.start).entity if persons else None


def _is_object(text: str, pronoun: Word, row: Sequence[Word], office: Office, language: str) -> bool:
    """Whether a pronoun is given an office: «او را», "calls him the", «именует его» with the instrumental case."""
    after = [fold_key(text[word.start : word.end]) for word in row if word.start > pronoun.start]
    if language == "fa":
        return after[:1] == ["را"]
    if language == "ru":
        return not after and fold_key(text[office.head : office.end]).endswith(_INSTRUMENTAL_RU)
    return all(key in saying(language).sets["determiners"] for key in after)


def against(one: Stated, held: Sequence[Held], day: dt.date, language: str) -> Iterator[tuple[str, Held]]:
    """Yield what contradicts a stated office on a day: ("office_not_then" | "office_of_another", the office held)."""
    same = [
        office
        for office in held
        if office.organization == one.organization and is_same(one.noun, one.words, office.words, language)
    ]
    own = [office for office in same if office.person == one.person]
    if any(office.disputed for office in same) or any(office.on(day) for office in own):
        return
    if own:
        yield "office_not_then", own[0]
        return
    others = [office for office in same if office.on(day)]
    if others:
        yield "office_of_another", others[-1]


def two_offices(
    given: Sequence[Stated], held: Sequence[Held], day: dt.date, language: str
) -> Iterator[tuple[Stated, Stated]]:
    """Yield pairs of full offices that a text gives to one person, unless the knowledge base knows both on the day."""
    first: dict[str, Stated] = {}
    for one in given:
        if not is_full_time(one.noun, one.words, language):
            continue
        other = first.setdefault(one.person, one)
        differs = other.noun != one.noun or other.organization != one.organization
        if differs and not (_is_known(one, held, day, language) and _is_known(other, held, day, language)):
            yield other, one


def _is_known(one: Stated, held: Sequence[Held], day: dt.date, language: str) -> bool:
    return any(
        office.person == one.person
        and office.organization == one.organization
        and office.on(day)
        and is_same(one.noun, one.words, office.words, language)
        for office in held
    )

"""Listing: how many things a list in running text names: "A, B and C", «الف، ب و ج», «А, Б и В».

An "and" inside a name ("Bosnia and Herzegovina") cannot be told from the one that joins, so a count may be a range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.text.fold import fold_key
from newsroom.text.segments import words

AND = {
    "fa": re.compile(r"\s+و\s+"),
    "en": re.compile(r"\s+(?:and|as well as)\s+|\s*&\s*"),
    "ru": re.compile(r"\s+(?:и|а\s+также)\s+"),
}
_COMMA = re.compile(r"\s*[,،](?!\d)\s*")
_OPENING = {
    "fa": re.compile(r"(?:و|همچنین)\s+"),
    "en": re.compile(r"(?:and|as well as)\s+"),
    "ru": re.compile(r"(?:и|а\s+также)\s+"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names: its parts between commas, whether an "and" closes it, how many things at least and at most."""

    parts: tuple[str, ...]
    closed: bool
    least: int
    most: int


def listed(text: str, language: str) -> Listed | None:
    """Read a text that is nothing but a list; None for a language without rules, or when nothing is listed.

    A comma before "and" (or at its place) joins like "and" alone.
    """
    if language not in AND:
        return None
    parts = [part for part in _COMMA.split(text.strip()) if part]
    if not parts:
        return None
    opened = _OPENING[language].match(parts[-1])
    if opened:
        parts[-1] = parts[-1][opened.end() :]
    joints = [len(AND[language].findall(part)) for part in parts]
    closes = not opened and joints[-1] > 0
    least = len(parts) + (1 if closes else 0)
    if len(parts) + sum(joints) < 2:
        return None
    return Listed(tuple(parts), bool(closes or opened), least, len(parts) + sum(joints))


def items(found: Listed, language: str) -> list[str]:
    """Its things as far as they can be told apart: the last part is cut at its last "and"."""
    last = AND[language].split(found.parts[-1])
    tail = [found.parts[-1]] if found.least == len(found.parts) else _cut_once(found.parts[-1], last, language)
    return [*found.parts[:-1], *tail]


def _cut_once(part: str, pieces: list[str], language: str) -> list[str]:
    joint = list(AND[language].finditer(part))[-1]
    return [part[: joint.start()], pieces[-1]]


def length(text: str) -> int:
    """How many words a text has."""
    return len(words(text))


def first_word(text: str) -> str:
    """Its first word, folded; "" for none."""
    return next((fold_key(text[word.start : word.end]) for word in words(text)), "")

"""Respectively: two lists that a sentence pairs, and that have different lengths.

"A and B won gold, silver and bronze respectively". Only a sentence with exactly two joined lists is looked at, and only
when all that stands between their commas is short, so that no comma joins clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.text.listing import AND, first_word, length
from newsroom.text.saying import saying
from newsroom.text.segments import sentences

_WORD = {
    "fa": re.compile(r"به[\s\u200c]ترتیب"),
    "en": re.compile(r"\brespectively\b", re.IGNORECASE),
    "ru": re.compile(r"\bсоответственно\b", re.IGNORECASE),
}
_SHORT = 4
_COMMA = re.compile(r"[,،](?!\d)")
_CLAUSE = re.compile(r"[;؛:]")


@dataclass(frozen=True, slots=True)
class Unpaired:
    """The sentence [start, end), its full stop left out, and how long its two lists are."""

    start: int
    end: int
    first: int
    second: int


def unpaired(text: str, language: str) -> list[Unpaired]:
    """Return the sentences of a block that pair lists of different lengths.

    Args:
        text: plain text of one block.
        language: "fa", "en" or "ru"; in another none is found.
    """
    if language not in _WORD:
        return []
    found = []
    for sentence in sentences(text, language):
        for start, end in _clauses(text, sentence.start, sentence.end):
            lengths = _lengths(text[start:end], language)
            if lengths is not None and lengths[0] != lengths[1]:
                found.append(Unpaired(start, start + len(text[start:end].rstrip(" .!?؟…»”")), *lengths))
    return found


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [match.start() for match in _CLAUSE.finditer(text, start, end)]
    edges = [start, *(edge for at in cuts for edge in (at, at + 1)), end]
    pairs = list(zip(edges[::2], edges[1::2], strict=True))
    return [(first + len(text[first:last]) - len(text[first:last].lstrip()), last) for first, last in pairs]


def _lengths(clause: str, language: str) -> tuple[int, int] | None:
    """The lengths of the two lists of a clause that says "respectively"; None when it has not exactly two."""
    word = _WORD[language].search(clause)
    if word is None:
        return None
    clause = clause[: word.start()].rstrip(" ,،") + " " * (len(word.group()) + 1) + clause[word.end() :].lstrip(" ,،")
    clause = _without_introduction(clause, language)
    joints = list(AND[language].finditer(clause))
    if len(joints) != 2:
        return None
    first, rest = clause[: joints[0].start()], clause[joints[0].end() : joints[1].start()]
    if not _is_list(first) or not _is_list(rest) or _COMMA.search(clause, joints[1].end()):
        return None
    return _members(first), _members(rest)


def _without_introduction(clause: str, language: str) -> str:
    """Leave out "On Monday, " before a list."""
    known, comma = saying(language), _COMMA.search(clause)
    introduces = first_word(clause) in known.sets["prepositions"] | known.sets["subordinators"]
    return clause[comma.end() :] if comma and introduces else clause


def _is_list(part: str) -> bool:
    """Whether what stands between its commas is short; the ends of a part may belong to what is said of the list."""
    return all(length(inner) <= _SHORT for inner in _COMMA.split(part)[1:-1])


def _members(part: str) -> int:
    """How many things stand before and after a joining word; a comma before it joins nothing more."""
    return len(_COMMA.findall(part.rstrip(" ,،"))) + 2

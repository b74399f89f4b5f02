"""Clauses: where a part of a sentence may begin and end, by its marks and its joining words alone.

No grammar: a comma in a list of names cuts as well as one between two clauses. Who asks knows what to look for and
chooses among the cuts. All ranges are half-open and count code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}
_QUOTES = frozenset("«“„")
_DEEPEST = 8  # quotations in quotations: more are no prose
_JOINING = {"fa": "و|اما|ولی|بلکه|که", "en": "and|but|while|whereas|that", "ru": "и|а|но|причём|что|чтобы"}
_MARKS = r"\s*[,،;؛:]+(?=\s)\s*|\s+[—–-]+\s+"
_CUT = {language: re.compile(rf"(?:{_MARKS}|\s+)(?:{words})\s+|{_MARKS}") for language, words in _JOINING.items()}
_MARK = re.compile(_MARKS)


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two cuts; neither the marks nor the joining words at its edges belong to it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, the marks left out."""

    start: int
    end: int


def clauses(text: str, language: str, *, start: int = 0, end: int | None = None) -> list[Clause]:
    """The parts of [start, end) of a text between its cuts, in order; what stands in quotes or brackets is not cut."""
    end = len(text) if end is None else end
    enclosed = _enclosed(text)
    found: list[Clause] = []
    done = start
    for cut in _CUT.get(language, _MARK).finditer(text, start, end):
        around = bisect_left(enclosed, cut.start(), key=lambda one: one[0]) - 1  # the last that opens before it
        if around >= 0 and cut.end() <= enclosed[around][1] + 1:
            continue
        if done < cut.start():
            found.append(Clause(done, cut.start()))
        done = cut.end()
    return [*found, Clause(done, end)] if done < end else found


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text in order; one inside another is a part of it."""
    return [Quotation(opening + 1, closing) for opening, closing in _enclosed(text) if text[opening] in _QUOTES]


def _enclosed(text: str) -> list[tuple[int, int]]:
    """The places of each outermost opening mark and of the mark that closes it; one that nothing closes is ignored."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []  # opening marks, and what would close each
    for place, mark in enumerate(text):
        opened = _opened_by(mark, waiting)
        if opened >= 0:
            opening = waiting[opened][0]
            del waiting[opened:]
            while found and found[-1][0] > opening:
                found.pop()
            found.append((opening, place))
        elif mark in _PAIRS:
            waiting.append((place, _PAIRS[mark]))
    return found


def _opened_by(mark: str, waiting: Sequence[tuple[int, str]]) -> int:
    """Which of the waiting marks this one closes, the innermost first; -1 for none."""
    deepest = max(0, len(waiting) - _DEEPEST)
    return next((one for one in range(len(waiting) - 1, deepest - 1, -1) if waiting[one][1] == mark), -1)

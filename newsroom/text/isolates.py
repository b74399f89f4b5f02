"""Isolates: the stretches of a text that the bidi algorithm would show in the wrong order.

In a right-to-left paragraph «CIS+» is shown as «+CIS», an ISO date with its parts reversed, a phone number
with its groups reversed; in a left-to-right paragraph a Persian date beside digits falls apart. Such
stretches are put into `<bdi>` when the text is drawn; the stored text never gets invisible marks. What the
algorithm shows well (a plain Latin name in a Persian sentence) is left alone. Rule numbers (W2, W7, N1) are
those of Unicode Annex 9.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Direction = Literal["rtl", "ltr"]

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # letters, digits and punctuation of these scripts
_RTL_LETTERS = "\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_DIGITS = "\u0660-\u0669\u06f0-\u06f9"
_BRACKETS = {")": "(", "]": "[", "»": "«", "”": "“", "}": "{"}
_ALL_BRACKETS = re.escape("".join({*_BRACKETS, *_BRACKETS.values()}))

# Numbers whose signs turn neutral after a Persian letter (W2), so that groups and signs change sides: ISO 8601
# dates and times, telephone numbers (international, national), sums and signed numbers.
_ISO_8601 = r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_TELEPHONE = r"(?:\+|00) ?\d[\d ().-]{4,}\d|0\d{2,4}[ -]\d{3,}(?:[ -]\d+)*"
_SIGNED = r"[$€£¥+\u2212-]\d+(?:[.,\u066b\u066c]\d+)*%?"
_NUMBERS = re.compile(rf"(?<![\w.+-])(?:{_ISO_8601}|{_TELEPHONE}|{_SIGNED})(?![\w-])")
_LATIN = re.compile(rf"(?![{_RTL}])[^\W\d_]")
# Words without a right-to-left character or bracket, one space apart.
_CHUNKS = re.compile(rf"[^\s{_RTL}{_ALL_BRACKETS}]+(?:[ \u00a0][^\s{_RTL}{_ALL_BRACKETS}]+)*")
_AFTER_STOP = re.compile(r"(?<=[.,:;!?…])[ \u00a0]")
_LEAD = "@#$€£~+&."
_TAIL = re.compile(r"[+#%*°™®$€£=]+|/(?!\w)")
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]\.)+[^\W\d_]$")  # «U.S» of «U.S.»
_DIGIT_FOLLOWS = re.compile(rf"[ \u00a0]?[{_RTL_DIGITS}]")
_RTL_RUN = re.compile(
    rf"(?:[{_RTL_DIGITS}]{{1,9}}[ \u00a0]){{0,3}}[{_RTL_DIGITS}]{{0,9}}[{_RTL_LETTERS}]"
    rf"(?:(?:(?!\n|{_LATIN.pattern}).)*[{_RTL_LETTERS}{_RTL_DIGITS}])?[؟٪]?"
)


@dataclass(frozen=True, slots=True)
class Isolate:
    """A stretch to be isolated, code points start..end; `bare` if no letter in it shows a direction."""

    start: int
    end: int
    bare: bool = False


def first_strong(text: str) -> Direction | None:
    """Return the direction of the first character that has one."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None


def isolates(text: str, direction: Direction) -> list[Isolate]:
    """Find what has to be isolated in a paragraph of the given direction, in order, without overlap."""
    found = _in_ltr(text) if direction == "ltr" else _in_rtl(text)
    return [Isolate(start, end, first_strong(text[start:end]) is None) for start, end in found]


def _in_rtl(text: str) -> list[tuple[int, int]]:
    numbers = [match.span() for match in _NUMBERS.finditer(text)]
    ends = [end for _, end in numbers]
    found = list(numbers)
    for chunk in _CHUNKS.finditer(text):
        for start, end in _phrases(text, chunk.start(), chunk.end()):
            near = bisect_right(ends, start)
            if near == len(numbers) or numbers[near][0] >= end:
                found.append((start, end))
    return sorted(found)


def _phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the Latin or Cyrillic phrases of a chunk that do not stay in order by themselves."""
    cuts = [start, *(start + m.end() for m in _AFTER_STOP.finditer(text[start:end])), end]
    for first, last in pairwise(cuts):
        letters = [m.start() for m in re.finditer(r"[^\W_]", text[first:last])]
        if not letters or not _LATIN.search(text, first, last):
            continue
        left, right = first + letters[0], first + letters[-1] + 1
        lead, tail = _lead(text, first, left), _tail(text, right, last)
        if lead or tail or _DIGIT_FOLLOWS.match(text, right):  # «CIS ۸»: W7 makes the digit Latin
            yield left - lead, right + tail


def _lead(text: str, first: int, left: int) -> int:
    """Count the signs that belong to the word behind them: `@`, `#`, `.NET`; not after a letter
    («ناتو.NATO»).
    """
    count = left - first - len(text[first:left].rstrip(_LEAD))
    return 0 if left - count > 0 and text[left - count - 1].isalnum() else count


def _tail(text: str, right: int, last: int) -> int:
    """Count the signs that belong to the word before them; a full stop only after initials."""
    match = _TAIL.match(text, right, last)
    if match:
        return len(match.group())
    return int(
        text[right:last].startswith(".") and _ABBREVIATED.search(text[max(right - 20, 0) : right]) is not None
    )


def _in_ltr(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _RTL_RUN.finditer(text):
        whole = _with_brackets(text, *match.span())
        if whole:
            found.append(whole)
            continue
        cuts = re.split(rf"([{_ALL_BRACKETS}])", match.group())
        at = match.start()
        for cut in cuts:
            inner = _RTL_RUN.search(cut)
            if inner:
                found.append((at + inner.start(), at + inner.end()))
            at += len(cut)
    return found


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Widen a run over the brackets that close or open just outside it; None if they cannot be paired."""
    waiting: list[str] = []
    for char in text[start:end]:
        if char in _BRACKETS.values():
            waiting.append(char)
        elif char in _BRACKETS:
            if waiting and waiting[-1] == _BRACKETS[char]:
                waiting.pop()
            elif not waiting and start > 0 and text[start - 1] == _BRACKETS[char]:
                start -= 1
            else:
                return None
    while waiting:
        if end == len(text) or _BRACKETS.get(text[end]) != waiting.pop():
            return None
        end += 1
    return start, end


def isolated_plain(text: str, direction: Direction) -> str:
    """The text with its isolates between invisible marks (FSI … PDI, Annex 9): for titles and feeds, without tags.

    `direction` is that of the text around it. Nothing is added where nothing would be torn.
    """
    shown, last = [], 0
    for one in isolates(text, direction):
        shown += [text[last : one.start], "\u2068", text[one.start : one.end], "\u2069"]
        last = one.end
    return "".join([*shown, text[last:]])

"""Offsets: code points to UTF-16 units and back, and cuts that do not tear a character apart.

Everything stored or sent by this project counts code points (the W3C annotation model demands it); browsers
count UTF-16 units. The two differ as soon as an emoji precedes a name, so conversion has one home.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import accumulate

_ZWJ = "\u200d"
_FIRST_SUPPLEMENTARY = 0x10000
_MARKS = frozenset({"Mn", "Mc", "Me"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


class OffsetOutside(ValueError):
    """An offset does not lie in the text, or falls inside a character written as two UTF-16 units."""

    def __init__(self, offset: int, unit: str, length: int) -> None:
        super().__init__(f"offset {offset} is not a position in a text of {length} {unit}")
        self.offset = offset


def _width(char: str) -> int:
    return 2 if ord(char) >= _FIRST_SUPPLEMENTARY else 1


def to_utf16(text: str, code_points: int) -> int:
    """Convert an offset in code points to one in UTF-16 units.

    Raises:
        OffsetOutside: the offset is negative or beyond the end of the text.
    """
    if not 0 <= code_points <= len(text):
        raise OffsetOutside(code_points, "code points", len(text))
    return sum(map(_width, text[:code_points]))


def to_code_points(text: str, utf16: int) -> int:
    """Convert an offset in UTF-16 units to one in code points.

    Raises:
        OffsetOutside: the offset is negative, beyond the end, or between the two halves of a surrogate pair.
    """
    ends = list(accumulate(map(_width, text), initial=0))
    position = bisect_left(ends, utf16)
    if utf16 < 0 or position == len(ends) or ends[position] != utf16:
        raise OffsetOutside(utf16, "UTF-16 units", ends[-1])
    return position


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" or ord(char) in _SKIN_TONES


def _odd_flag_half(text: str, position: int) -> bool:
    """Say whether a cut here would part the two regional indicators of one flag."""
    if ord(text[position]) not in _REGIONAL_INDICATORS:
        return False
    run = 0
    while run < position and ord(text[position - run - 1]) in _REGIONAL_INDICATORS:
        run += 1
    return run % 2 == 1


def is_safe_cut(text: str, position: int) -> bool:
    """Say whether the text may be cut before `position` (code points) without tearing a visible character.

    ZWNJ is a safe place on purpose: it separates a name from its suffix.
    """
    if position <= 0 or position >= len(text):
        return True
    here, before = text[position], text[position - 1]
    if here == " " or here.isalnum():  # most cuts; what follows is asked of the rest
        return True
    if unicodedata.category(here) in _MARKS or here == _ZWJ or ord(here) in _SKIN_TONES or ord(here) in _TAGS:
        return False
    if before == _ZWJ and _is_pictograph(here):
        return False
    if before == "\r" and here == "\n":
        return False
    return not _odd_flag_half(text, position)


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Move a half-open range outward to the nearest safe cuts.

    An empty range stays empty: it is an insertion point and moves to the left as a whole.

    Args:
        text: the text that is cut.
        start: code point offset.
        end: code point offset, start <= end.

    Raises:
        OffsetOutside: the range does not lie in the text, or ends before it starts.
    """
    if end < start:
        raise OffsetOutside(end, "code points", len(text))
    for offset in (start, end):
        if not 0 <= offset <= len(text):
            raise OffsetOutside(offset, "code points", len(text))
    empty = start == end
    while not is_safe_cut(text, start):
        start -= 1
    if empty:
        return start, start
    while not is_safe_cut(text, end):
        end += 1
    return start, end

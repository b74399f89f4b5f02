"""Wrapping: the lines of a raw report, and paragraphs that were broken into lines of a fixed width, joined again.

Mail and terminals break lines where the next word would not have fitted. That is the test: in a report of short lines
a line is continued by the next one when the first word of that one had no room left.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from newsroom.text.segments import ends_sentence

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Spaces and invisible marks that mean nothing at the edge of a line: NBSP, ZWNJ, bidi marks, word joiner, stray BOM.
_EDGES = " \t\r\f\v\u00a0\u1680\u2028\u2029\u202f\u2060\u3000\ufeff" + "".join(
    map(chr, [*range(0x2000, 0x2010), *range(0x202A, 0x202F)]))
_RUNS = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]{2,}|\t")
_WIDTHS = range(40, 111)
_MIN_JOINTS = 2
_MIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that is not blank: its number (from 1), its trimmed text, whether a blank line or the start of the text
    precedes it, and whether runs of spaces inside it were collapsed."""

    number: int
    text: str
    blank_before: bool
    collapsed: bool = False


def source_lines(text: str) -> list[SourceLine]:
    """Return the lines of a text that hold anything; comments («<!-- -->») do not count."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    found: list[SourceLine] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        trimmed = raw.strip(_EDGES)
        if trimmed:
            line = _RUNS.sub(" ", trimmed)
            found.append(SourceLine(number, line, blank, line != trimmed))
        blank = not trimmed
    return found


def rejoin(lines: list[SourceLine], plain: Callable[[str], bool]) -> tuple[list[SourceLine], int]:
    """Join the lines of hard-wrapped paragraphs.

    Args:
        lines: the lines of a report.
        plain: tells whether a line is running text (and no date, caption, list item, ...).

    Returns:
        The lines, joined where they were wrapped, and the number of the first line that was continued (0: none was).
    """
    pairs = [index for index in range(len(lines) - 1)
             if not lines[index + 1].blank_before and plain(lines[index].text) and plain(lines[index + 1].text)]
    width = max((len(lines[index].text) for index in pairs), default=0)
    full = {index for index in pairs if len(lines[index].text) + 1 + len(lines[index + 1].text.split(" ")[0]) > width}
    if width not in _WIDTHS or len(full) < _MIN_JOINTS or len(full) < _MIN_SHARE * len(pairs):
        return lines, 0
    spaced = any(line.blank_before for line in lines[1:])
    joints = {index for index in full if spaced or not ends_sentence(lines[index].text)}
    joined: list[SourceLine] = []
    for index, line in enumerate(lines):
        if index - 1 in joints:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined, lines[min(joints)].number if joints else 0

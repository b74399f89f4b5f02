"""Pieces: the lines of a raw report, each as far decided as the line alone allows.

A date, a caption, a list item, a Markdown mark decide a line at once. What is left is plain text: `layout` decides
between title, lead, heading and paragraph when it sees the neighbours. What the lines say about the report as a whole
(dates, place, credit, warnings) is gathered on the way.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from newsroom.text.lines import DateLine, is_byline, read_caption, read_date_line, read_dateline, read_list_item
from newsroom.text.segments import ends_sentence
from newsroom.text.wrapping import SourceLine

Kind = Literal["title", "lead", "dateline", "heading", "paragraph", "quotation", "list_item", "caption"]
_LONGEST_CAPTION_LINE = 160
TOP = 6  # blocks in which title, lead, caption and date of a report are looked for
MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_BOLD = re.compile(r"(\*\*|__)(?P<text>\S(?:(?!\1).)*)\1")
_ITALIC = re.compile(r"(\*|_)(?P<text>[^\s*_](?:(?!\1).)*)\1")
_PULL_QUOTE = re.compile(r"[«“\"].+[»”\"]\s*[—–-]\s*\S.{1,60}")


@dataclass(frozen=True, slots=True)
class LayoutWarning:
    """Something an editor should look at: a stable code, a message, and the line (from 1)."""

    code: str
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A block in the making: `kind` None is plain text, to be decided between heading, lead and paragraph."""

    kind: Kind | None
    text: str
    line: int
    blank_before: bool
    bold: bool = False


@dataclass(slots=True)
class Reading:
    """What is gathered while the lines are read."""

    language: str
    markdown: bool = False
    header: str | None = None
    title: str = ""
    genre: str = ""
    place: str = ""
    credit: str = ""
    dates: list[DateLine] = field(default_factory=list)
    warnings: list[LayoutWarning] = field(default_factory=list)

    def warn(self, code: str, message: str, line: int) -> None:
        self.warnings.append(LayoutWarning(code, message, line))


def is_plain(language: str) -> Callable[[str], bool]:
    """Return the test for a line of running text, the only kind that is ever wrapped."""
    def plain(line: str) -> bool:
        return not (line[0] in "#>" or read_list_item(line) or read_date_line(line, 0, language) or read_caption(line)
                    or _whole(_BOLD, line) or _whole(_ITALIC, line) or is_byline(line))
    return plain


def _whole(pattern: re.Pattern[str], line: str) -> str:
    """Return what a line wholly in bold or italics says, or ""."""
    match = pattern.fullmatch(line)
    return match["text"] if match else ""


def read_pieces(lines: list[SourceLine], reading: Reading) -> list[Piece]:
    """Turn lines into pieces; what can be decided by the line alone is decided here."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        if line.text.startswith(">"):
            _quote(line, pieces)
            continue
        piece = _marked(line, reading, pieces) or _item(lines, index) or _dated(line, reading) \
            or _captioned(line, reading, pieces)
        pieces.append(piece or Piece(None, line.text, line.number, line.blank_before))
    return pieces


def _marked(line: SourceLine, reading: Reading, pieces: list[Piece]) -> Piece | None:
    """Read the marks of Markdown and of pull quotes."""
    heading = MARKDOWN_HEADING.fullmatch(line.text)
    if heading:
        first = len(heading[1]) == 1 and all(piece.kind != "title" for piece in pieces)
        return Piece("title" if first else "heading", heading[2], line.number, line.blank_before)
    if _PULL_QUOTE.fullmatch(line.text):
        return Piece("quotation", line.text, line.number, line.blank_before)
    bold, italic = _whole(_BOLD, line.text), _whole(_ITALIC, line.text)
    if bold:
        return Piece(None, bold, line.number, line.blank_before, bold=True)
    if italic and (len(pieces) < TOP or read_caption(italic)):
        _note_caption(italic, reading)
        return Piece("caption", italic, line.number, line.blank_before)
    return None


def _quote(line: SourceLine, pieces: list[Piece]) -> None:
    """Start a quotation, or continue the one that the line before belongs to."""
    text = line.text.lstrip("> ")
    if pieces and pieces[-1].kind == "quotation" and not line.blank_before:
        pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {text}".strip())
    elif text:
        pieces.append(Piece("quotation", text, line.number, line.blank_before))


def _item(lines: list[SourceLine], index: int) -> Piece | None:
    """Read a list item; a number alone makes none, it needs a numbered neighbour («1. Background» is a heading)."""
    item = read_list_item(lines[index].text)
    if not item:
        return None
    neighbours = (read_list_item(lines[near].text) for near in (index - 1, index + 1) if 0 <= near < len(lines))
    if item[1] and not any(near and near[1] for near in neighbours):
        return None
    return Piece("list_item", item[0], lines[index].number, lines[index].blank_before)


def _dated(line: SourceLine, reading: Reading) -> Piece | None:
    """Read a line that is a date, or a dateline of place and agency."""
    day = read_date_line(line.text, line.number, reading.language)
    if day:
        reading.dates.append(day)
        return Piece("dateline", line.text, line.number, line.blank_before)
    filed = read_dateline(line.text, reading.language)
    if filed and filed.end == len(line.text):
        reading.place = reading.place or filed.place
        if filed.date:
            reading.dates.append(DateLine(line.number, line.text, filed.date))
        return Piece("dateline", line.text, line.number, line.blank_before)
    return None


def _captioned(line: SourceLine, reading: Reading, pieces: list[Piece]) -> Piece | None:
    """Read a caption; a credit on a line of its own joins the caption line before it."""
    caption = read_caption(line.text)
    if not caption:
        return None
    _note_caption(line.text, reading)
    before = pieces[-1] if pieces else None
    if caption.caption or not before or len(pieces) < 2 or not _may_be_caption(before):
        return Piece("caption", line.text, line.number, line.blank_before)
    pieces.pop()
    reading.warn("credit-joined", "the credit stood on a line of its own and was joined to the caption", line.number)
    return replace(before, kind="caption", text=f"{before.text} / {line.text}")


def _may_be_caption(piece: Piece) -> bool:
    short = len(piece.text) <= _LONGEST_CAPTION_LINE and not ends_sentence(piece.text)
    return piece.kind in (None, "caption") and not piece.bold and short


def _note_caption(text: str, reading: Reading) -> None:
    caption = read_caption(text)
    if caption:
        reading.credit, reading.place = reading.credit or caption.credit, reading.place or caption.place

"""Layout: a raw report, as received, read into title, lead, caption, dateline, headings, paragraphs and lists.

Reading never repairs: the text of a block is the text of its lines, trimmed, Markdown marks of the block taken off;
what had to be changed besides (inner spaces, lines joined) is reported as a warning. `titles` reads the header and
the fused title, `lines` single lines, `headings` judges short lines; here they are put in order.

The lead is the paragraph that is fused to the title, or set in bold; failing that the first paragraph after the title
when a caption or date line sets it apart, or when it has at most three sentences and another paragraph follows.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from newsroom.text.headings import Candidate, find_headings, looks_like_title
from newsroom.text.lines import (
    DateLine,
    asks,
    is_byline,
    read_caption,
    read_date_line,
    read_dateline,
    read_list_item,
    speaker,
)
from newsroom.text.segments import ends_sentence, sentences
from newsroom.text.titles import Header, read_header, split_at_genre, split_title_from_lead, strip_genre
from newsroom.text.wrapping import SourceLine, rejoin, source_lines

__all__ = ["RawBlock", "RawReport", "Warning", "read_report", "split_title_from_lead"]

Kind = Literal["title", "lead", "dateline", "heading", "paragraph", "quotation", "list_item", "caption"]
_LEAD_SENTENCES = 3
_TOP = 6  # blocks in which title, lead, caption and date of a report are looked for
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_BOLD = re.compile(r"(\*\*|__)(?P<text>\S(?:(?!\1).)*)\1")
_ITALIC = re.compile(r"(\*|_)(?P<text>[^\s*_](?:(?!\1).)*)\1")
_PULL_QUOTE = re.compile(r"[«“\"].+[»”\"]\s*[—–-]\s*\S.{1,60}")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}|!\[[^\]]*\]\([^)]*\)")
_SCRIPTS = (("fa", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]")),
            ("ru", re.compile(r"[Ѐ-ӿ]")), ("en", re.compile(r"[A-Za-z]")))


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block of a report: its kind, its text, and the line it begins in (from 1)."""

    kind: Kind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Warning:
    """Something an editor should look at: a stable code, a message, and the line (from 1)."""

    code: str
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class RawReport:
    """A raw report, read.

    Attributes:
        language: the language given, or guessed by script.
        title: the text of the title block, "" when there is none.
        blocks: all blocks in order, the title included.
        header: the header line as received, or None.
        genre: what the report calls itself ("report", "interview", ...), "" when it does not say.
        source_date: the date the report gives itself, or None.
        place: where it was filed or its picture was taken, or "".
        credit: photographer or agency of the picture, or "".
        dates: every date the report gives itself, in order.
        warnings: what to look at.
    """

    language: str
    title: str
    blocks: tuple[RawBlock, ...]
    header: str | None
    genre: str
    source_date: date | None
    place: str
    credit: str
    dates: tuple[DateLine, ...]
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block in the making: `kind` None is plain text, to be decided between heading, lead and paragraph."""

    kind: Kind | None
    text: str
    line: int
    blank_before: bool
    bold: bool = False


@dataclass(slots=True)
class _Reading:
    """What is gathered while the lines are read."""

    language: str
    markdown: bool = False
    header: str | None = None
    title: str = ""
    genre: str = ""
    place: str = ""
    credit: str = ""
    dates: list[DateLine] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def warn(self, code: str, message: str, line: int) -> None:
        self.warnings.append(Warning(code, message, line))


def read_report(text: str, language: str | None = None) -> RawReport:
    """Read a raw report.

    Args:
        text: the report with \\n line ends; see `decode`.
        language: "fa", "en" or "ru"; guessed by script when None.
    """
    reading = _Reading(language or guess_language(text))
    lines = source_lines(text)
    for line in lines:
        if line.collapsed:
            reading.warn("inner-spaces", "runs of spaces inside the line were collapsed", line.number)
    pieces = _body(_top(lines, reading), reading)
    _check(pieces, reading)
    blocks = tuple(RawBlock(piece.kind or "paragraph", piece.text, piece.line) for piece in pieces)
    published = [day for day in reading.dates if not day.updated] or reading.dates
    return RawReport(
        reading.language, reading.title, blocks, reading.header, reading.genre,
        published[0].date if published else None, reading.place, reading.credit,
        tuple(reading.dates), tuple(sorted(reading.warnings, key=lambda warning: warning.line)))


def guess_language(text: str) -> str:
    """Return the language whose script has most letters in the text; "en" when there are none."""
    counts = {language: len(pattern.findall(text)) for language, pattern in _SCRIPTS}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else "en"


def _top(lines: list[SourceLine], reading: _Reading) -> list[_Piece]:
    """Read header and title, and return the pieces of the report with the title first if there is one."""
    reading.markdown = any(_MARKDOWN_HEADING.fullmatch(line.text) for line in lines)
    header = _take_header(lines, reading)
    lines, joined = rejoin([line for line in lines if not _RULE.fullmatch(line.text)], _is_plain(reading.language))
    if joined:
        reading.warn("rejoined-lines", "hard-wrapped lines were joined to paragraphs", joined)
    pieces = _pieces(lines, reading)
    found = _titled_by_header(pieces, header, reading) if header else _titled_by_line(pieces, reading)
    if not reading.title:
        reading.warn("no-title", "no line of the report looks like a title", pieces[0].line if pieces else 1)
    return found


def _take_header(lines: list[SourceLine], reading: _Reading) -> tuple[Header, int] | None:
    """Take the header line out of the first two lines, if it is there; return it with its line number."""
    for index, line in enumerate(lines[:2]):
        header = read_header(line.text, reading.language)
        if header:
            del lines[index]
            reading.header, reading.genre = line.text, header.genre
            reading.dates.append(DateLine(line.number, line.text, header.date))
            return header, line.number
    return None


def _is_plain(language: str) -> Callable[[str], bool]:
    """Return the test for a line of running text, the only kind that is ever wrapped."""
    def plain(line: str) -> bool:
        return not (line[0] in "#>" or read_list_item(line) or read_date_line(line, 0, language) or read_caption(line)
                    or _whole(_BOLD, line) or _whole(_ITALIC, line) or is_byline(line))
    return plain


def _whole(pattern: re.Pattern[str], line: str) -> str:
    """Return what a line wholly in bold or italics says, or ""."""
    match = pattern.fullmatch(line)
    return match["text"] if match else ""


def _pieces(lines: list[SourceLine], reading: _Reading) -> list[_Piece]:
    """Turn lines into pieces; what can be decided by the line alone is decided here."""
    pieces: list[_Piece] = []
    for index, line in enumerate(lines):
        piece = _marked(line, reading, pieces) or _item(lines, index) or _dated(line, reading) \
            or _captioned(line, reading, pieces)
        if piece:
            pieces.append(piece)
        elif not line.text.startswith(">") or not pieces:
            pieces.append(_Piece(None, line.text, line.number, line.blank_before))
    return pieces


def _marked(line: SourceLine, reading: _Reading, pieces: list[_Piece]) -> _Piece | None:
    """Read the marks of Markdown and of pull quotes."""
    heading = _MARKDOWN_HEADING.fullmatch(line.text)
    if heading:
        first = len(heading[1]) == 1 and all(piece.kind != "title" for piece in pieces)
        return _Piece("title" if first else "heading", heading[2], line.number, line.blank_before)
    if line.text.startswith(">"):
        return _quotation(line, pieces)
    if _PULL_QUOTE.fullmatch(line.text):
        return _Piece("quotation", line.text, line.number, line.blank_before)
    bold, italic = _whole(_BOLD, line.text), _whole(_ITALIC, line.text)
    if bold:
        return _Piece(None, bold, line.number, line.blank_before, bold=True)
    if italic and (len(pieces) < _TOP or read_caption(italic)):
        _note_caption(italic, reading)
        return _Piece("caption", italic, line.number, line.blank_before)
    return None


def _quotation(line: SourceLine, pieces: list[_Piece]) -> _Piece | None:
    """Start a quotation, or continue the one the line before belongs to (then there is no new piece)."""
    text = line.text.lstrip("> ")
    if pieces and pieces[-1].kind == "quotation" and not line.blank_before:
        pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {text}".strip())
        return None
    return _Piece("quotation", text, line.number, line.blank_before) if text else None


def _item(lines: list[SourceLine], index: int) -> _Piece | None:
    """Read a list item; a number alone makes none, it needs a numbered neighbour («1. Background» is a heading)."""
    item = read_list_item(lines[index].text)
    if not item:
        return None
    neighbours = (read_list_item(lines[near].text) for near in (index - 1, index + 1) if 0 <= near < len(lines))
    if item[1] and not any(near and near[1] for near in neighbours):
        return None
    return _Piece("list_item", item[0], lines[index].number, lines[index].blank_before)


def _dated(line: SourceLine, reading: _Reading) -> _Piece | None:
    """Read a line that is a date, or a dateline of place and agency."""
    day = read_date_line(line.text, line.number, reading.language)
    if day:
        reading.dates.append(day)
        return _Piece("dateline", line.text, line.number, line.blank_before)
    filed = read_dateline(line.text, reading.language)
    if filed and filed.end == len(line.text):
        reading.place = reading.place or filed.place
        if filed.date:
            reading.dates.append(DateLine(line.number, line.text, filed.date))
        return _Piece("dateline", line.text, line.number, line.blank_before)
    return None


def _captioned(line: SourceLine, reading: _Reading, pieces: list[_Piece]) -> _Piece | None:
    """Read a caption; a credit on a line of its own joins the caption line before it."""
    caption = read_caption(line.text)
    if not caption:
        return None
    _note_caption(line.text, reading)
    before = pieces[-1] if pieces else None
    if caption.caption or not before or len(pieces) < 2 or not _may_be_caption(before):
        return _Piece("caption", line.text, line.number, line.blank_before)
    pieces.pop()
    reading.warn("credit-joined", "the credit stood on a line of its own and was joined to the caption", line.number)
    return replace(before, kind="caption", text=f"{before.text} / {line.text}")


def _may_be_caption(piece: _Piece) -> bool:
    return piece.kind in (None, "caption") and not piece.bold and len(piece.text) <= 160 and not ends_sentence(piece.text)


def _note_caption(text: str, reading: _Reading) -> None:
    caption = read_caption(text)
    if caption:
        reading.credit, reading.place = reading.credit or caption.credit, reading.place or caption.place


def _titled_by_header(pieces: list[_Piece], header: tuple[Header, int], reading: _Reading) -> list[_Piece]:
    """Find the line that repeats the header's title; without one the header itself gives the title block."""
    wanted, line = header[0].title, header[1]
    for index, piece in enumerate(pieces[:3]):
        title, lead = split_title_from_lead(piece.text, wanted)
        if title and piece.kind in (None, "title", "heading"):
            return _with_title(pieces, index, title, lead, reading)
    title_piece = _Piece("title", wanted, line, blank_before=True)
    return _with_title([title_piece, *pieces], 0, wanted, "", reading)


def _titled_by_line(pieces: list[_Piece], reading: _Reading) -> list[_Piece]:
    """Take the first line that is no date and no caption for the title, if it looks like one."""
    index = next((index for index, piece in enumerate(pieces) if piece.kind not in ("dateline", "caption")), None)
    marked = next((index for index, piece in enumerate(pieces) if piece.kind == "title"), index)
    if marked is None or pieces[marked].kind not in (None, "title", "heading") or is_byline(pieces[marked].text):
        return pieces
    text = pieces[marked].text
    title, lead, genre = split_at_genre(text)
    if not title and (pieces[marked].kind or looks_like_title(text)):
        title, lead = text, ""
    if not title:
        return pieces
    bare, named = strip_genre(title)
    reading.genre = genre or named
    return _with_title(pieces, marked, bare, lead, reading)


def _with_title(pieces: list[_Piece], index: int, title: str, lead: str, reading: _Reading) -> list[_Piece]:
    """Replace a piece by the title and what was fused to it; a second copy of the title right after it is dropped."""
    reading.title = title
    found = [*pieces[:index], replace(pieces[index], kind="title", text=title, bold=False)]
    rest = pieces[index + 1:]
    line = pieces[index].line
    if not lead and rest and rest[0].kind is None:
        again, lead_again = split_title_from_lead(rest[0].text, title)
        if again:
            lead, line, rest = lead_again, rest[0].line, rest[1:]
    return [*found, *([_Piece("lead", lead, line, blank_before=False)] if lead else []), *rest]


def _body(pieces: list[_Piece], reading: _Reading) -> list[_Piece]:
    """Decide the pieces that are still plain text."""
    _note_interview(pieces, reading)
    pieces = [_byline(piece, reading) if index < _TOP else piece for index, piece in enumerate(pieces)]
    start = next((index + 1 for index, piece in enumerate(pieces) if piece.kind == "title"), 0)
    body = _lone_dates(pieces, start)
    headings = _headings(body[start:], reading)
    body = [replace(piece, kind="heading") if index - start in headings else piece for index, piece in enumerate(body)]
    lead = _lead(body, start) if start else None
    if lead is not None:
        body[lead] = replace(body[lead], kind="lead", bold=False)
    for piece in body[:start + 3]:
        _note_filed(piece, reading)
    return [replace(piece, kind="paragraph", text=f"**{piece.text}**" if piece.bold else piece.text)
            if piece.kind is None else piece for piece in body]


def _byline(piece: _Piece, reading: _Reading) -> _Piece:
    if piece.kind is None and is_byline(piece.text):
        reading.warn("byline", "this line names an author or a source", piece.line)
        return replace(piece, kind="paragraph")
    return piece


def _note_interview(pieces: list[_Piece], reading: _Reading) -> None:
    labels = [speaker(piece.text) for piece in pieces if piece.kind is None]
    if not reading.genre and sum(map(asks, labels)) > 2:
        reading.genre = "interview"


def _note_filed(piece: _Piece, reading: _Reading) -> None:
    """Note the dateline a paragraph begins with; its words stay in the text."""
    filed = read_dateline(piece.text, reading.language) if piece.kind in (None, "lead") else None
    if filed:
        reading.place = reading.place or filed.place
        if filed.date:
            reading.dates.append(DateLine(piece.line, piece.text[:filed.end].strip(), filed.date))


def _lone_dates(pieces: list[_Piece], start: int) -> list[_Piece]:
    """Keep date lines at the top and at the end; a date between paragraphs heads them, as in a chronicle."""
    paragraphs = [index for index, piece in enumerate(pieces) if piece.kind is None and index >= start]
    top = paragraphs[1] if len(paragraphs) > 1 else len(pieces)
    return [replace(piece, kind="heading") if piece.kind == "dateline" and top < index < len(pieces) - 1
            and pieces[index + 1].kind is None else piece for index, piece in enumerate(pieces)]


def _headings(body: list[_Piece], reading: _Reading) -> set[int]:
    labels = [speaker(piece.text) for piece in body]
    spaced = sum(piece.blank_before for piece in body) >= 0.3 * len(body)
    candidates = [Candidate(
        piece.text,
        plain=piece.kind is None and not (label and (asks(label) or labels.count(label) > 1)),
        alone=piece.bold or not spaced or (piece.blank_before and (index + 1 == len(body) or body[index + 1].blank_before)),
        follows=piece.kind in (None, "list_item", "quotation"),
    ) for index, (piece, label) in enumerate(zip(body, labels, strict=True))]
    if reading.markdown:
        candidates = [replace(one, plain=one.plain and piece.bold) for one, piece in zip(candidates, body, strict=True)]
    headings, runs = find_headings(candidates, reading.language, questions=reading.genre != "interview")
    for run in runs:
        reading.warn("heading-run", "several short lines follow each other here", body[run].line)
    return headings


def _lead(body: list[_Piece], start: int) -> int | None:
    """Return the index of the lead, by the rule in the docstring of this module; None when there is none."""
    if any(piece.kind == "lead" for piece in body):
        return None
    index = next((index for index in range(start, len(body)) if body[index].kind not in ("caption", "dateline")), None)
    if index is None:
        return None
    first, following = body[index], body[index + 1] if index + 1 < len(body) else None
    alone = all(piece.kind == "heading" for piece in body[index:index + 1]) \
        and sum(piece.kind == "heading" for piece in body) == 1 and following is not None and following.kind is None
    if alone and index == start:
        return index  # a subtitle without a full stop
    if first.kind is not None or following is None or (speaker(first.text) and asks(speaker(first.text))):
        return None
    if first.bold or (index == start and following.kind in ("caption", "dateline")):
        return index
    more = any(piece.kind is None for piece in body[index + 1:])
    return index if more and _sentence_count(first.text) <= _LEAD_SENTENCES else None


def _sentence_count(text: str) -> int:
    return len(sentences(text, guess_language(text)))


def _check(pieces: list[_Piece], reading: _Reading) -> None:
    """Warn when the report contradicts itself, or lacks what every report has."""
    published = [day for day in reading.dates if not day.updated]
    if len({day.date for day in published}) > 1:
        named = ", ".join(f"{day.date.isoformat()} (line {day.line})" for day in published)
        reading.warn("dates-disagree", f"the report gives itself different dates: {named}", published[-1].line)
    if all(piece.kind in ("title", "dateline", "caption") for piece in pieces):
        reading.warn("no-body", "the report has no text below its title", pieces[-1].line if pieces else 1)

"""Layout: a raw report, as received, read into title, lead, caption, dateline, headings, paragraphs and lists.

Reading never repairs: the text of a block is the text of its lines, trimmed, Markdown marks of the block taken off;
what had to be changed besides (inner spaces, lines joined) is reported as a warning. `titles` reads the header and
the fused title, `lines` single lines, `headings` judges short lines; here they are put in order.

The lead is the paragraph that is fused to the title, or set in bold; failing that the first paragraph after the title
when a caption or date line sets it apart, or when it has at most three sentences and another paragraph follows.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from newsroom.text.headings import Candidate, find_headings, looks_like_title
from newsroom.text.lines import DateLine, asks, is_byline, read_dateline, speaker
from newsroom.text.pieces import MARKDOWN_HEADING, TOP, Kind, LayoutWarning, Piece, Reading, is_plain, read_pieces
from newsroom.text.segments import sentences
from newsroom.text.titles import Header, read_header, split_at_genre, split_title_from_lead, strip_genre
from newsroom.text.wrapping import SourceLine, rejoin, source_lines

__all__ = [
    "DateLine", "LayoutWarning", "RawBlock", "RawReport", "guess_language", "read_report", "split_title_from_lead",
]

_LEAD_SENTENCES = 3
_HEADER_LINES = 3
# What may stand between title and lead; a paragraph that is decided already is a byline.
_BESIDE_LEAD = ("caption", "dateline", "paragraph")
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
    warnings: tuple[LayoutWarning, ...]


def read_report(text: str, language: str | None = None) -> RawReport:
    """Read a raw report.

    Args:
        text: the report with \\n line ends; see `decode`.
        language: "fa", "en" or "ru"; guessed by script when None.
    """
    reading = Reading(language or guess_language(text))
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


def _top(lines: list[SourceLine], reading: Reading) -> list[Piece]:
    """Read header and title, and return the pieces of the report with the title first if there is one."""
    reading.markdown = any(MARKDOWN_HEADING.fullmatch(line.text) for line in lines)
    header = _take_header(lines, reading)
    lines, joined = rejoin([line for line in lines if not _RULE.fullmatch(line.text)], is_plain(reading.language))
    if joined:
        reading.warn("rejoined-lines", "hard-wrapped lines were joined to paragraphs", joined)
    pieces = read_pieces(lines, reading)
    found = _titled_by_header(pieces, header, reading) if header else _titled_by_line(pieces, reading)
    if not reading.title:
        reading.warn("no-title", "no line of the report looks like a title", pieces[0].line if pieces else 1)
    return found


def _take_header(lines: list[SourceLine], reading: Reading) -> tuple[Header, int] | None:
    """Take the header line out of the first lines, if it is there; return it with its line number."""
    for index, line in enumerate(lines[:_HEADER_LINES]):
        header = read_header(line.text, reading.language)
        if header:
            del lines[index]
            reading.header, reading.genre = line.text, header.genre
            reading.dates.append(DateLine(line.number, line.text, header.date))
            return header, line.number
    return None


def _titled_by_header(pieces: list[Piece], header: tuple[Header, int], reading: Reading) -> list[Piece]:
    """Find the line that repeats the header's title; without one the header itself gives the title block."""
    wanted, line = header[0].title, header[1]
    for index, piece in enumerate(pieces[:3]):
        title, lead = split_title_from_lead(piece.text, wanted)
        if title and piece.kind in (None, "title", "heading"):
            return _with_title(pieces, index, title, lead, reading)
    above = sum(piece.line < line for piece in pieces)
    title_piece = Piece("title", wanted, line, blank_before=True)
    return _with_title([*pieces[:above], title_piece, *pieces[above:]], above, wanted, "", reading)


def _titled_by_line(pieces: list[Piece], reading: Reading) -> list[Piece]:
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


def _with_title(pieces: list[Piece], index: int, title: str, lead: str, reading: Reading) -> list[Piece]:
    """Replace a piece by the title and what was fused to it; a second copy of the title right after it is dropped."""
    reading.title = title
    above = [replace(piece, kind="heading") if piece.kind == "title" else piece for piece in pieces[:index]]
    found = [*above, replace(pieces[index], kind="title", text=title, bold=False)]
    rest = [replace(piece, kind="heading") if piece.kind == "title" else piece for piece in pieces[index + 1:]]
    line = pieces[index].line
    if not lead and rest and rest[0].kind is None:
        again, lead_again = split_title_from_lead(rest[0].text, title)
        if again:
            lead, line, rest = lead_again, rest[0].line, rest[1:]
    return [*found, *([Piece("lead", lead, line, blank_before=False)] if lead else []), *rest]


def _body(pieces: list[Piece], reading: Reading) -> list[Piece]:
    """Decide the pieces that are still plain text."""
    _note_interview(pieces, reading)
    pieces = [_byline(piece, reading) if index < TOP else piece for index, piece in enumerate(pieces)]
    start = next((index + 1 for index, piece in enumerate(pieces) if piece.kind == "title"), 0)
    body = _chronicle(pieces, start, reading)
    headings = _headings(body[start:], reading)
    body = [replace(piece, kind="heading") if index - start in headings else piece for index, piece in enumerate(body)]
    lead = _lead(body, start, reading.language) if start else None
    if lead is not None:
        body[lead] = replace(body[lead], kind="lead", bold=False)
    for piece in body[:start + 3]:
        _note_filed(piece, reading)
    return [replace(piece, kind="paragraph", text=f"**{piece.text}**" if piece.bold else piece.text)
            if piece.kind is None else piece for piece in body]


def _byline(piece: Piece, reading: Reading) -> Piece:
    if piece.kind is None and is_byline(piece.text):
        reading.warn("byline", "this line names an author or a source", piece.line)
        return replace(piece, kind="paragraph")
    return piece


def _note_interview(pieces: list[Piece], reading: Reading) -> None:
    labels = [speaker(piece.text) for piece in pieces if piece.kind is None]
    if not reading.genre and sum(map(asks, labels)) > 2:
        reading.genre = "interview"


def _note_filed(piece: Piece, reading: Reading) -> None:
    """Note the dateline a paragraph begins with; its words stay in the text."""
    filed = read_dateline(piece.text, reading.language) if piece.kind in (None, "lead") else None
    if filed:
        reading.place = reading.place or filed.place
        if filed.date:
            reading.dates.append(DateLine(piece.line, piece.text[:filed.end].strip(), filed.date))


def _chronicle(pieces: list[Piece], start: int, reading: Reading) -> list[Piece]:
    """Turn date lines between paragraphs into headings: a second one, or one after the first paragraph, heads a day.

    The report does not date itself by them, so they leave the list of its dates.
    """
    paragraphs = [index for index, piece in enumerate(pieces) if piece.kind is None and index >= start]
    between = [index for index in range(1, len(pieces) - 1) if pieces[index].kind == "dateline"
               and pieces[index - 1].kind is None and pieces[index + 1].kind is None]
    top = paragraphs[1] if len(paragraphs) > 1 and len(between) < 2 else start
    days = {index for index in between if index > top}
    lines = {pieces[index].line for index in days}
    reading.dates = [day for day in reading.dates if day.line not in lines]
    return [replace(piece, kind="heading") if index in days else piece for index, piece in enumerate(pieces)]


def _headings(body: list[Piece], reading: Reading) -> set[int]:
    labels = [speaker(piece.text) for piece in body]
    spaced = sum(piece.blank_before for piece in body) >= 0.3 * len(body)
    candidates = [Candidate(
        piece.text,
        plain=piece.kind is None and not (label and (asks(label) or labels.count(label) > 1)),
        alone=piece.bold or not spaced or (piece.blank_before and _set_apart(body, index)),
        follows=piece.kind in (None, "list_item", "quotation"),
    ) for index, (piece, label) in enumerate(zip(body, labels, strict=True))]
    if reading.markdown:
        candidates = [replace(one, plain=one.plain and piece.bold) for one, piece in zip(candidates, body, strict=True)]
    headings, runs = find_headings(candidates, reading.language, questions=reading.genre != "interview")
    for run in runs:
        reading.warn("heading-run", "several short lines follow each other here", body[run].line)
    return headings


def _set_apart(body: list[Piece], index: int) -> bool:
    """Tell whether a blank line follows, or a list, which needs none after its heading."""
    following = body[index + 1] if index + 1 < len(body) else None
    return following is None or following.blank_before or following.kind == "list_item"


def _lead(body: list[Piece], start: int, language: str) -> int | None:
    """Return the index of the lead, by the rule in the docstring of this module; None when there is none."""
    if any(piece.kind == "lead" for piece in body):
        return None
    index = next((index for index in range(start, len(body)) if body[index].kind not in _BESIDE_LEAD), len(body))
    if index + 1 >= len(body):
        return None
    first, following = body[index], body[index + 1]
    if index == start and first.kind == "heading" and following.kind is None \
            and sum(piece.kind == "heading" for piece in body) == 1:
        return index  # a subtitle without a full stop
    if first.kind is not None or asks(speaker(first.text)):
        return None
    if first.bold or (index == start and following.kind in ("caption", "dateline")):
        return index
    more = any(piece.kind is None for piece in body[index + 1:])
    return index if more and len(sentences(first.text, language)) <= _LEAD_SENTENCES else None


def _check(pieces: list[Piece], reading: Reading) -> None:
    """Warn when the report contradicts itself, or lacks what every report has."""
    published = [day for day in reading.dates if not day.updated]
    if len({day.date for day in published}) > 1:
        named = ", ".join(f"{day.date.isoformat()} (line {day.line})" for day in published)
        reading.warn("dates-disagree", f"the report gives itself different dates: {named}", published[-1].line)
    if all(piece.kind in ("title", "dateline", "caption") for piece in pieces):
        reading.warn("no-body", "the report has no text below its title", pieces[-1].line if pieces else 1)

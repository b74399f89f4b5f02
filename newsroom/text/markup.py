"""The inline Markdown subset: emphasis, strong and link; source text <-> plain text plus ranges.

A block stores Markdown source. Everything that counts characters (annotations, digests, search, checks) works
on the *plain text* this module reads from it, in code points, half-open. markdown-it-py reads links and
backslash escapes; every other rule of Markdown (images, code, HTML, entities, autolinks) is off, so those
characters are words.

Two deliberate departures from CommonMark, both for the sake of people who write Persian:

* `*` opens when the next character is no space and closes when the previous one is no space. CommonMark also
  looks at punctuation, so «**«پیروزی»**‌ها» (bold guillemets, then ZWNJ and a suffix) would show its
  asterisks.
* a run of `*` toggles: one for emphasis, two for strong, three for both. Nested sources read as in
  CommonMark, and ranges that cross can be written as well.

`_` and `__` are read as in CommonMark (never inside a word, so `user_name` is safe) and are never written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from newsroom.text.href import allowed_href

Kind = Literal["strong", "emphasis", "link"]

_STYLES: dict[int, tuple[Kind, ...]] = {1: ("emphasis",), 2: ("strong",), 3: ("strong", "emphasis")}
_STARS: dict[Kind, str] = {"emphasis": "*", "strong": "**"}
_LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# What would be read as markup, outside and inside the square brackets of a link. A lone bracket («[sic]»), an
# asterisk between spaces and an underscore inside a word stay as they are: editors see this source.
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)" r"|(?<! )\*|\*(?! )" r"|(?<![^\W_])_|_(?![^\W_])" r"|\](?=\(|$)"
)
_SPECIAL_IN_LINK = re.compile(_SPECIAL.pattern + r"|[\[\]]")
_SPECIAL_IN_HREF = re.compile(r"[()<>\\]|&(?=#|\w+;)")


class NotOneLine(ValueError):
    """A block is one line; this source has a line break."""


class BadRange(ValueError):
    """A range lies outside the text, or is a link without an address that may be shown."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """One stretch of marked text: code points `start` (included) to `end` (excluded) of the plain text."""

    start: int
    end: int
    kind: Kind
    href: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """Plain text with its ranges in normal form, and the addresses of links that were refused."""

    text: str
    ranges: tuple[Range, ...] = ()
    refused: tuple[str, ...] = ()


# --- source -> text and ranges ----------------------------------------------------------------------------


_Style = tuple[str, Kind]  # marker and style: what `*` opens, `_` cannot close


class _Run(NamedTuple):
    """A run of one marker as it stands in the source."""

    marker: str
    length: int
    opens: bool
    closes: bool


def _read_run(state: StateInline, silent: bool) -> bool:
    """Take a run of `*` or `_` as one token (a rule for markdown-it)."""
    marker = state.src[state.pos]
    if marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, False)
    before, after = state.pos - 1, state.pos + scanned.length
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        opens = after < len(state.src) and not isWhiteSpace(ord(state.src[after]))
        closes = before >= 0 and not isWhiteSpace(ord(state.src[before]))
    if not silent:
        token = state.push("run", "", 0)
        token.meta = {"run": _Run(marker, scanned.length, opens, closes)}
    state.pos = after
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["escape", "link"])
    reader.inline.ruler.push("run", _read_run)
    # Addresses are judged by allowed_href alone and kept as written: Persian paths stay readable.
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader


_READER = _reader()


@dataclass(slots=True)
class _Line:
    """What has been read so far of one line."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    open_styles: dict[_Style, int] = field(default_factory=dict)
    ranges: list[Range] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def parse(source: str, *, multiline: bool = False) -> Inline:
    """Read inline Markdown into plain text and ranges.

    `multiline` is for blocks whose lines mean something (a table's rows): each line is read on its own, so no
    range crosses a line end. Raises NotOneLine for a line break otherwise. Links to addresses that
    `allowed_href` refuses become plain text and are listed in `Inline.refused`.
    """
    if not multiline:
        _refuse_line_ends(source)
        return _parse_line(source)
    lines = [_parse_line(line) for line in source.split("\n")]
    ranges: list[Range] = []
    offset = 0
    for line in lines:
        ranges += [Range(r.start + offset, r.end + offset, r.kind, r.href) for r in line.ranges]
        offset += len(line.text) + 1
    return Inline(
        "\n".join(line.text for line in lines),
        tuple(ranges),
        tuple(href for line in lines for href in line.refused),
    )


def _refuse_line_ends(text: str) -> None:
    found = _LINE_ENDS.search(text)
    if found:
        raise NotOneLine(f"line break at {found.start()}")


def _parse_line(source: str) -> Inline:
    tokens: list[Token] = []
    state = StateInline(source, _READER, {}, tokens)
    _READER.inline.tokenize(state)
    tokens = state.tokens
    roles = _pair([token.meta.get("run") for token in tokens])
    line = _Line()
    for token, role in zip(tokens, roles, strict=True):
        _take(line, token, role)
    text = "".join(line.parts)
    return Inline(text, normal(text, line.ranges), tuple(line.refused))


class _Role(NamedTuple):
    """What a run turned out to be: literal characters before and after, and the styles it closes and
    opens.
    """

    before: str = ""
    closes: tuple[_Style, ...] = ()
    opens: tuple[_Style, ...] = ()
    after: str = ""


def _pair(runs: Sequence[_Run | None]) -> list[_Role]:
    """Pair the runs of a line: the nearest opener of the same marker and style wins, what is left is text."""
    waiting: dict[_Style, int] = {}
    opened: list[list[_Style]] = [[] for _ in runs]
    closed: list[list[_Style]] = [[] for _ in runs]
    for index, run in enumerate(runs):
        if run is None:
            continue
        for style in _STYLES.get(run.length, ()):
            key = (run.marker, style)
            if run.closes and key in waiting:
                opened[waiting.pop(key)].append(key)
                closed[index].append(key)
            elif run.opens:
                waiting[key] = index
    return [_role(run, opened[i], closed[i]) for i, run in enumerate(runs)]


def _role(run: _Run | None, opened: list[_Style], closed: list[_Style]) -> _Role:
    if run is None:
        return _Role()
    used = sum(len(_STARS[style]) for _, style in (*opened, *closed))
    literal = run.marker * (run.length - used)
    if closed and not opened:
        return _Role("", tuple(closed), (), literal)
    return _Role(literal, tuple(closed), tuple(opened), "")


def _take(line: _Line, token: Token, role: _Role) -> None:
    """Add one token to the line."""
    match token.type:
        case "run":
            line.add(role.before)
            for key in role.closes:
                line.ranges.append(Range(line.open_styles.pop(key), line.length, key[1]))
            for key in role.opens:
                line.open_styles[key] = line.length
            line.add(role.after)
        case "link_open":
            line.links.append((line.length, str(token.attrs.get("href", ""))))
        case "link_close":
            start, href = line.links.pop()
            if allowed_href(href):
                line.ranges.append(Range(start, line.length, "link", href))
            else:
                line.refused.append(href)
        case _:
            line.add(token.content)


# --- text and ranges -> source ----------------------------------------------------------------------------


def normal(text: str, ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Bring ranges into the one form that `parse` returns.

    Styles: overlapping and touching ranges are one, and no style begins or ends on a space or spans a line
    end. Links: never overlap (the earlier one wins). Empty ranges vanish. Raises BadRange.
    """
    ranges = list(ranges)
    for one in ranges:
        _check(text, one)
    found: list[Range] = _links(one for one in ranges if one.kind == "link")
    for style in _STARS:
        found += _styles(text, style, [one for one in ranges if one.kind == style])
    return tuple(sorted(found))


def _check(text: str, one: Range) -> None:
    if not 0 <= one.start <= one.end <= len(text):
        raise BadRange(f"{one} lies outside a text of {len(text)} code points")
    if one.kind == "link" and not allowed_href(one.href):
        raise BadRange(f"{one} has an address that may not be shown")


def _links(ranges: Iterable[Range]) -> list[Range]:
    kept: list[Range] = []
    for one in sorted(ranges, key=lambda r: (r.start, -r.end, r.href)):
        start = max(one.start, kept[-1].end if kept else 0)
        if start < one.end:
            kept.append(Range(start, one.end, "link", one.href))
    return kept


def _styles(text: str, style: Kind, ranges: list[Range]) -> list[Range]:
    merged: list[list[int]] = []
    for one in sorted(ranges):
        if merged and one.start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], one.end)
        else:
            merged.append([one.start, one.end])
    return [
        Range(start, end, style) for first, last in merged for start, end in _trimmed_lines(text, first, last)
    ]


def _trimmed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a range, one for each line it touches, without spaces at their ends."""
    for line in text[start:end].split("\n"):
        stop = start + len(line)
        first, last = start, stop
        while first < last and isWhiteSpace(ord(text[first])):
            first += 1
        while first < last and isWhiteSpace(ord(text[last - 1])):
            last -= 1
        if first < last:
            yield first, last
        start = stop + 1


def escape(text: str) -> str:
    """Write plain text as source: `parse(escape(text)).text == text` for any single line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def render(text: str, ranges: Iterable[Range] = (), *, multiline: bool = False) -> str:
    """Write plain text and ranges as source; `parse` gives back the text and `normal(text, ranges)`.

    Raises NotOneLine for a line break unless `multiline`, BadRange for ranges that cannot be written.
    """
    if not multiline:
        _refuse_line_ends(text)
    parts = _split_lines(text, normal(text, ranges))
    cuts = sorted({0, len(text), *(r.start for r in parts), *(r.end for r in parts)})
    out = [_marks_at(0, parts)]
    for start, end in pairwise(cuts):
        linked = any(r.kind == "link" and r.start <= start < r.end for r in parts)
        out.append((_SPECIAL_IN_LINK if linked else _SPECIAL).sub(r"\\\g<0>", text[start:end]))
        out.append(_marks_at(end, parts))
    return "".join(out)


def _split_lines(text: str, ranges: tuple[Range, ...]) -> list[Range]:
    """A link over a line end is written once on each line: a line is read on its own."""
    out: list[Range] = []
    for one in ranges:
        start = one.start
        for line in text[one.start : one.end].split("\n"):
            if line:
                out.append(Range(start, start + len(line), one.kind, one.href))
            start += len(line) + 1
    return out


def _marks_at(at: int, ranges: Sequence[Range]) -> str:
    """Write what ends and begins at one offset, so that nested ranges give nested marks."""
    ending = [r for r in ranges if r.end == at]
    starting = [r for r in ranges if r.start == at]
    closed = next((r for r in ending if r.kind == "link"), None)
    opened = next((r for r in starting if r.kind == "link"), None)
    inner = [r for r in ending if closed and r.start >= closed.start and not _wraps(r, closed)]
    outer = [r for r in starting if not opened or _wraps(r, opened) or r.end > opened.end]
    return (
        _stars(inner)
        + (f"]({_SPECIAL_IN_HREF.sub(_backslash, closed.href)})" if closed else "")
        + _stars([r for r in ending if r not in inner])
        + _stars(outer)
        + ("[" if opened else "")
        + _stars([r for r in starting if r not in outer])
    )


def _wraps(style: Range, link: Range) -> bool:
    return style.start <= link.start and link.end <= style.end


def _backslash(match: re.Match[str]) -> str:
    return "\\" + match.group()


def _stars(ranges: Iterable[Range]) -> str:
    return "".join(_STARS[r.kind] for r in ranges if r.kind != "link")

"""Drawing: plain text and ranges become nested, safe HTML whose text content is exactly the text.

Editors' screens and public pages both draw with this module. Marks may nest, cross and repeat. A mark that
has to be cut into parts keeps its `id` on the first part; the others carry `data-part`. Text and attribute
values are escaped, element and attribute names come from closed lists, addresses are checked, and no link
ever stands in a link. Stretches that would be shown in the wrong order (see `isolates`) are put into `<bdi>`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsroom.text.href import allowed_href
from newsroom.text.isolates import Direction, Isolate, first_strong, isolates
from newsroom.text.markup import Range
from newsroom.text.offsets import snap


class _Look(NamedTuple):
    """How a kind of mark is drawn unless the mark says otherwise.

    Of marks with the same range the lowest rank is outermost. `isolated`: a name in the other direction is
    isolated.
    """

    element: str
    rank: int
    classes: str = ""
    isolated: bool = False


_LOOKS = {
    "link": _Look("a", 0),
    "statement": _Look("span", 1, "statement"),
    "note": _Look("span", 2, "note"),
    "strong": _Look("strong", 3),
    "emphasis": _Look("em", 4),
    "mention": _Look("mark", 5, isolated=True),
    "suggestion": _Look("mark", 6, isolated=True),
}
_INNERMOST = 99  # the rank of <bdi>

_ELEMENTS = frozenset({"a", "abbr", "cite", "del", "em", "ins", "mark", "q", "span", "strong", "time"})
_ATTRIBUTES = re.compile(
    r"class|dir|lang|title|href|rel|hreflang|target|datetime|role|tabindex|(?:aria|data(?!-(?:ann|part)$))-[a-z][a-z0-9-]*"
)
_ONLY_ON_LINKS = frozenset({"href", "rel", "hreflang", "target"})
_ONLY_ONCE = frozenset(
    {"aria-describedby", "aria-description", "aria-details"}
)  # a screen reader says it once
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_SPACE = re.compile(r"\s")


class UndrawableMark(ValueError):
    """A mark has a kind, element, attribute or id that this module does not draw."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the text and what it means.

    `start`, `end` are code points, half-open. `element` and `rank` replace those of the kind (a mention is
    `a` on a public page). `attrs` must not contain `id`; it is unique in a page and stands on the first part
    only.
    """

    start: int
    end: int
    kind: str
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    rank: int | None = None
    element: str = ""


def marks_of(ranges: Iterable[Range]) -> list[Mark]:
    """Turn the inline ranges of a block into marks."""
    return [Mark(r.start, r.end, r.kind, attrs={"href": r.href} if r.href else {}) for r in ranges]


def draw(
    text: str, marks: Sequence[Mark], *, direction: Direction, href: Callable[[str], str] | None = None
) -> str:
    """Draw a text with its marks.

    `direction` is that of the block. `href` turns the address of a link as stored (`article:...`,
    `entity:...`) into one for this page; a link that has none, or none that is allowed, is drawn as `span`.
    Ranges are clamped to the text and widened so that no character is torn; empty ones are left out.

    Returns HTML that is safe to show as it is. Raises UndrawableMark.
    """
    drawn = [(_prepared(mark, href), *_fitted(text, mark)) for mark in marks]
    links = [one for one in drawn if one[0].element == "a"]
    parts = [part for look, start, end in drawn if start < end for part in _parts(look, start, end, links)]
    parts += _isolates(text, direction, parts)
    return _Pen(text).draw(parts)


def escape_html(text: str) -> str:
    """Escape text for HTML content and for attribute values in double quotes."""
    return text.translate(_ESCAPES) if _has_special(text) else text


def _has_special(text: str) -> bool:
    """Whether there is anything to escape: asked of every piece of a page, and mostly there is not."""
    return "&" in text or "<" in text or ">" in text or '"' in text or "\r" in text


# --- preparing --------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Drawn:
    """A mark whose names have been checked; `times`: how many parts of it are drawn already."""

    element: str
    rank: int
    id: str
    attrs: Mapping[str, str]
    isolated: bool = False
    times: int = 0


class _Part(NamedTuple):
    """One range of a mark, never cut by a link that it crosses."""

    start: int
    end: int
    mark: _Drawn


def _prepared(mark: Mark, href: Callable[[str], str] | None) -> _Drawn:
    look = _LOOKS.get(mark.kind)
    if look is None:
        raise UndrawableMark(f"no such kind: {mark.kind!r}")
    attrs = {"class": look.classes, **mark.attrs} if look.classes else mark.attrs
    if mark.kind == "link" and href is not None and attrs.get("href"):
        attrs = {**attrs, "href": href(attrs["href"])}
    element = mark.element or look.element
    if element not in _ELEMENTS:
        raise UndrawableMark(f"no such element: {element!r}")
    if _SPACE.search(mark.id):
        raise UndrawableMark(f"an id has no spaces: {mark.id!r}")
    for name in attrs:
        if not _is_attribute(name):
            raise UndrawableMark(f"no such attribute: {name!r}")
    if element == "a" and not _shown_href(attrs.get("href", "")):
        element = "span"
    rank = look.rank if mark.rank is None else mark.rank
    return _Drawn(element, rank, mark.id, attrs, look.isolated)


@lru_cache(maxsize=256)  # the names are those that our own code writes
def _is_attribute(name: str) -> bool:
    return _ATTRIBUTES.fullmatch(name) is not None


def _shown_href(href: str) -> bool:
    return allowed_href(href) and not href.startswith(("article:", "entity:"))


def _fitted(text: str, mark: Mark) -> tuple[int, int]:
    start, end = max(mark.start, 0), min(mark.end, len(text))
    return snap(text, start, end) if start < end else (0, 0)


def _parts(mark: _Drawn, start: int, end: int, links: Sequence[tuple[_Drawn, int, int]]) -> Iterable[_Part]:
    """Cut a mark where a link begins that it crosses, so that the link stays whole; a mark that is a link
    itself also where a more important link lies inside it.
    """
    if not links:
        return (_Part(start, end, mark),)
    cuts = {start, end}
    for link, first, last in links:
        if link is mark or link.rank > mark.rank:
            continue
        if start < first < end < last:
            cuts.add(first)
        elif mark.element == "a" and link.rank < mark.rank:
            cuts.update(at for at in (first, last) if start < at < end)
    return [_Part(first, last, mark) for first, last in pairwise(sorted(cuts))]


def _isolates(text: str, direction: Direction, parts: Sequence[_Part]) -> list[_Part]:
    """Return the `<bdi>` elements: for names in the other direction and for stretches that need it.

    One that a mark would cut, or that would cut a mark, is left out; of nested ones the outermost is enough.
    """
    wanted = {Isolate(*one) for one in _names(text, direction, parts)} | set(isolates(text, direction))
    if not wanted:
        return []
    edges = sorted((edge for part in parts for edge in ((part.start, part), (part.end, part))), key=_at)
    found: list[_Part] = []
    reached = 0
    for one in sorted(wanted, key=lambda one: (one.start, -one.end, one.bare)):
        inside = edges[bisect_right(edges, one.start, key=_at) : bisect_left(edges, one.end, key=_at)]
        if one.end <= reached or not all(
            one.start <= part.start and part.end <= one.end for _, part in inside
        ):
            continue
        reached = one.end
        found.append(
            _Part(one.start, one.end, _Drawn("bdi", _INNERMOST, "", {"dir": "ltr"} if one.bare else {}))
        )
    return found


def _at(edge: tuple[int, _Part]) -> int:
    return edge[0]


def _names(text: str, direction: Direction, parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    for part in parts:
        if part.mark.isolated and first_strong(text[part.start : part.end]) not in (None, direction):
            yield part.start, part.end


# --- drawing ----------------------------------------------------------------------------------------------


class _Open(NamedTuple):
    part: _Part
    element: str


class _Pen:
    """Writes the pieces between two cuts, closing and reopening elements so that they nest."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.stack: list[_Open] = []
        self.ids: set[str] = set()

    def draw(self, parts: Sequence[_Part]) -> str:
        text, out = self.text, self.out
        special = _has_special(text)
        waiting = sorted(parts, key=lambda part: (part.start, -part.end, part.mark.rank))
        waiting.reverse()  # the next one stands last
        cuts = sorted({0, len(text), *(p.start for p in parts), *(p.end for p in parts)})
        for start, end in pairwise(cuts):
            self._close(start)
            while waiting and waiting[-1].start == start:
                self._open(waiting.pop())
            piece = text[start:end]
            out.append(escape_html(piece) if special else piece)
        self._close(len(text))
        return "".join(out)

    def _close(self, at: int) -> None:
        """Close what ends here; what stands inside it and goes on is closed too, and opened again."""
        stack = self.stack
        ended = 0  # the outermost that ends
        for frame in stack:
            if frame.part.end <= at:
                break
            ended += 1
        else:
            return
        going_on = [frame.part for frame in stack[ended:] if frame.part.end > at]
        while len(stack) > ended:
            self.out.append(f"</{stack.pop().element}>")
        for part in going_on:
            self._open(part)

    def _open(self, part: _Part) -> None:
        mark = part.mark
        element = mark.element
        if element == "a" and any(frame.element == "a" for frame in self.stack):
            element = "span"
        mark.times += 1
        out = self.out
        out.append("<" + element)
        if mark.id:
            out.append(self._identity(mark))
        for name, value in mark.attrs.items():
            if not (name in _ONLY_ON_LINKS and element != "a") and not (name in _ONLY_ONCE and mark.times > 1):
                out.append(f' {name}="{escape_html(value)}"')
        out.append(">")
        self.stack.append(_Open(part, element))

    def _identity(self, mark: _Drawn) -> str:
        """Its id on the first part; the others say which part of it they are."""
        written = escape_html(mark.id)
        if mark.times == 1 and mark.id not in self.ids:
            self.ids.add(mark.id)
            return f' id="{written}"'
        return f' data-ann="{written}" data-part="{mark.times}"'

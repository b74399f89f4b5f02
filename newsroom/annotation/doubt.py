"""Doubt: what a span remembers while its place is uncertain, and when the doubt is over.

A doubtful span keeps the words it was last decided on (`former_*`, the oldest as long as the doubt lasts), its state
before the doubt, and the places it may have gone to. The doubt ends when somebody decides, or when an edit brings
back the words that stood there: undoing an edit leaves no question behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from newsroom.annotation.anchoring import Placed
from newsroom.annotation.span import Span, SpanState
from newsroom.text.document import canonical

FIELDS = ("former_state", "former_exact", "former_prefix", "former_suffix", "candidates")
SETTLED = dict.fromkeys(FIELDS, "")
"""What these columns hold in a span that nobody needs to look at: for `update(**SETTLED)`."""
LOST = frozenset({SpanState.REVIEW, SpanState.ORPHANED})
MOST_CANDIDATES = 12
_OTHER_WORDS = frozenset({"changed", "glued"})  # doubts about the words themselves, not about the place


class Candidate(NamedTuple):
    """A place where the words of a span may have gone: [start, end) of a block as they stood when it was found."""

    block: str
    start: int
    end: int
    exact: str


class Stood(NamedTuple):
    """The words of a span with what stood before and after them."""

    exact: str
    prefix: str
    suffix: str


_NOTHING = Stood("", "", "")  # what an orphan remembers that lost its place before anything was remembered


def stood(span: Span) -> Stood:
    return Stood(span.exact, span.prefix, span.suffix)


def formerly(span: Span) -> Stood:
    """The words that somebody last decided on; of a span without doubt all empty."""
    return Stood(span.former_exact, span.former_prefix, span.former_suffix)


def memory(span: Span) -> tuple[str, ...]:
    """Its state and all that it remembers, to compare."""
    return (span.state, span.reason, *(str(getattr(span, name)) for name in FIELDS))


def settle(span: Span) -> None:
    """Let a span, in memory, remember nothing: somebody decided."""
    for name, nothing in SETTLED.items():
        setattr(span, name, nothing)


def candidates_of(span: Span) -> list[Candidate]:
    """The places that it may have gone to, the best first, as they were when they were found."""
    return [Candidate(*row) for row in json.loads(span.candidates or "[]")]


def blocks_of(span: Span) -> set[str]:
    """The uuids of the blocks that its candidates lie in."""
    return {one.block for one in candidates_of(span)}


def offered(span: Span, texts: Mapping[str, str]) -> list[Candidate]:
    """Its candidates where their words stand now, without those that are gone.

    `texts`: the plain text of blocks by uuid. Words that were shifted since are those nearest to where they were.
    """
    found = [_standing(one, texts.get(one.block, "")) for one in candidates_of(span)]
    return list(dict.fromkeys(one for one in found if one))


def _standing(one: Candidate, text: str) -> Candidate | None:
    places = (m.start() for m in re.finditer(re.escape(one.exact), text))
    start = min(places, key=lambda at: (abs(at - one.start), at), default=-1)
    return one._replace(start=start, end=start + len(one.exact)) if start >= 0 else None


def after(span: Span, placed: Placed, before: Stood, found: list[Candidate], *, same_block: bool) -> None:
    """Set the state of a span, in memory, after an edit placed it.

    `before` are the words it stood on until now, `found` the places that the edit offers, `same_block` False when it
    was put into another block. A refusal is no open question, wherever its words went, and stays one.
    """
    if span.state == SpanState.REJECTED:
        return
    if span.state in LOST and _is_over(span, placed, before, same_block):
        span.state, span.reason = span.former_state or SpanState.REVIEW, ""
        settle(span)
    elif placed.state in LOST:
        _doubt(span, placed, before, found)
    elif span.state == SpanState.ORPHANED:  # it came home, but not with the words that were decided on
        span.state, span.reason, span.candidates = SpanState.REVIEW, "changed", ""


def _doubt(span: Span, placed: Placed, before: Stood, found: list[Candidate]) -> None:
    if span.state not in LOST:
        span.former_state = span.state
        span.former_exact, span.former_prefix, span.former_suffix = before
    waits = span.state == placed.state == SpanState.ORPHANED
    if not waits:
        span.state, span.reason, span.candidates = SpanState(placed.state), placed.reason, ""
    if found:
        known = [one for one in candidates_of(span) if one not in found]
        span.candidates = canonical([*found, *known][:MOST_CANDIDATES])


def _is_over(span: Span, placed: Placed, before: Stood, same_block: bool) -> bool:
    """Whether an edit brought back what was decided on, or other words for the same entity."""
    if placed.state == "orphaned" or placed.candidates:
        return False
    now, then = Stood(placed.exact, placed.prefix, placed.suffix), formerly(span)
    if span.state == SpanState.ORPHANED and placed.state == "moved":
        return then in (before, now, _NOTHING)  # a name that comes home, and was not in doubt before it went
    if not same_block:
        return False
    if now == then != before or (span.state == SpanState.ORPHANED and now == then):
        return True
    about_words = span.state == SpanState.REVIEW and span.reason in _OTHER_WORDS
    return about_words and (now.exact == then.exact or (placed.state, placed.reason) == ("kept", "same entity"))

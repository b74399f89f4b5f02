"""Quoting: where the words that an annotation brings along stand in the texts of today. Pure; offsets are code points.

An imported place is believed where its words stand exactly there. Elsewhere its words are looked for with what stood
before and behind them, as one string, and only one such place will do: a guess would put a claim on other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Trouble = Literal["gone", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with their neighbours and the place they came from; `block` may be unknown, `start` and `end` may be -1."""

    block: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words stand now."""

    block: str
    start: int
    moved: bool


def where(quoted: Quoted, texts: Mapping[str, str]) -> Standing | Trouble:
    """Find the words in the plain `texts` of the blocks of one language, by block.

    Its own place first, then its block, then the other blocks. Words that stand at their place without their
    neighbours are left there, unless they stand with their neighbours at exactly one other.
    """
    own = texts.get(quoted.block, "")
    there = 0 <= quoted.start < quoted.end and own[quoted.start : quoted.end] == quoted.exact
    if there and _with_neighbours(quoted, own, quoted.start):
        return Standing(quoted.block, quoted.start, moved=False)
    found = [(quoted.block, start) for start in _places(quoted, own)]
    if not found and not there:
        found = [(block, start) for block, text in texts.items() for start in _places(quoted, text)]
    if len(found) == 1:
        return Standing(*found[0], moved=True)
    if there:
        return Standing(quoted.block, quoted.start, moved=False)
    return "ambiguous" if found else "gone"


def _with_neighbours(quoted: Quoted, text: str, start: int) -> bool:
    return text[:start].endswith(quoted.prefix) and text[start + len(quoted.exact) :].startswith(quoted.suffix)


def _places(quoted: Quoted, text: str) -> Iterator[int]:
    """The first two places where the words stand with their neighbours: one is enough, two are too many."""
    whole, at = quoted.prefix + quoted.exact + quoted.suffix, -1
    for _time in range(2):
        at = text.find(whole, at + 1)
        if at < 0:
            return
        yield at + len(quoted.prefix)

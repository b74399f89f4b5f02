"""Subjects: the words that stand for a speaker without naming one: he, the minister, the ministry, leaders, the source.

What a zone of a cue holds besides names; offsets are code points of the block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsroom.text.fold import fold_key
from newsroom.text.quotations import quoted_ranges
from newsroom.text.saying import Saying, saying
from newsroom.text.segments import words
from newsroom.text.syntax import Piece

What = Literal[
    "pronoun", "plural", "possessive", "thing", "its", "theirs", "role", "group", "body", "source", "case", "of_body"
]  # fmt: skip
_SECTIONS: tuple[tuple[What, str], ...] = (
    ("pronoun", "pronouns"), ("plural", "plurals"), ("possessive", "possessives"), ("possessive", "objects"),
    ("thing", "things"), ("its", "owning"), ("theirs", "shared"), ("source", "source"),
    ("case", "source_forms"), ("role", "roles"), ("group", "groups"), ("body", "bodies"),
    ("of_body", "body_forms"),
)  # fmt: skip
_INTRODUCING = ("prepositions", "subordinators")


@dataclass(frozen=True, slots=True)
class Stand:
    """One word that stands for a speaker: its range and what it is."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a zone between commas: its range, and whether it only introduces ("After the talks, ...")."""

    start: int
    end: int
    introduces: bool


def stands(text: str, start: int, end: int, language: str) -> list[Stand]:
    """Return the words of text[start:end] that stand for a speaker, in order; quotations are skipped.

    "case" is the source in a case that no subject has.

    An indefinite one ("a minister", «یک وزیر», "some leaders") stands for nobody that the text knows.
    """
    known = saying(language)
    found, before = [], ""
    for piece in _unquoted(text, start, end):
        what = _what(piece.key, known, language)
        if what and not (before in known.sets["indefinite"] and what in ("role", "group", "body")):
            found.append(Stand(piece.start, piece.end, what))
        before = piece.key
    return found


def _what(key: str, known: Saying, language: str) -> What | None:
    for what, section in _SECTIONS:
        if key in known.sets.get(section, ()):
            return what
    if language == "fa" and key.endswith("ی") and key[:-1] in known.sets["roles"]:
        return "role"  # «سخنگوی»
    return None


def stretches(text: str, start: int, end: int, language: str) -> list[Stretch]:
    """Return the parts of text[start:end] between commas that stand outside quotations."""
    known, quoted = saying(language), quoted_ranges(text)
    commas = (at for at in range(start, end) if text[at] in ",،")
    cuts = [at for at in commas if not any(first <= at < last for first, last in quoted)]
    edges = [start, *(edge for at in cuts for edge in (at, at + 1)), end]
    return [
        Stretch(first, last, _introduces(text[first:last], known, language))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if text[first:last].strip()
    ]


def _introduces(part: str, known: Saying, language: str) -> bool:
    first = next((fold_key(part[word.start : word.end]) for word in words(part)), "")
    if any(first in known.sets[section] for section in _INTRODUCING):
        return True
    return language == "en" and first.endswith("ing") and len(first) > 5


def is_governed(text: str, at: int, language: str) -> bool:
    """Whether a preposition stands right before a place in the text, an article between them aside."""
    known = saying(language)
    before = [fold_key(text[word.start : word.end]) for word in words(text[max(0, at - 40) : at])]
    if text[max(0, at - 40) : at].rstrip()[-1:] in ",،.;:":
        return False
    while before and before[-1] in ("the", "a", "an"):
        before.pop()
    return bool(before) and before[-1] in known.sets["prepositions"]


def is_of_noun(text: str, at: int, language: str) -> bool:
    """Whether a noun of speech owns the name at a place: "the claim of X", «утверждение X», «ادعای X»."""
    known = saying(language)
    before = [fold_key(text[word.start : word.end]) for word in words(text[max(0, at - 40) : at])]
    touches = text[max(0, at - 40) : at].rstrip()[-1:].isalpha()
    if not touches or not before or before[-1] not in known.sets["nouns"]:
        return False
    return language == "fa" or before[-2:-1] == [] or before[-2] not in known.sets["prepositions"]  # «в ответ X сказал»


def is_office(text: str, language: str) -> bool:
    """Whether the last word of a text is what speaks for its owner: "office", «в аппарате»."""
    inner = [fold_key(text[word.start : word.end]) for word in words(text)]
    return bool(inner) and inner[-1] in saying(language).sets.get("offices", frozenset())


def only_introduces(text: str, start: int, end: int, language: str) -> bool:
    """Whether nothing in text[start:end] can be the subject of a Persian verb: adverbs, or a prepositional phrase."""
    known = saying(language)
    keys = [piece.key for piece in _unquoted(text, start, end)]
    keys = [key for key in keys if key not in known.sets["adverbs"]]
    return not keys or keys[0] in known.sets["prepositions"] or keys[0] in known.sets["determiners"]


def is_alone(text: str, start: int, end: int, at: int, language: str) -> bool:
    """Whether the word at an offset of text[start:end] is all of its phrase: "the museum", not "the Art Museum"."""
    known = saying(language)
    sections = ("channels", "determiners", "adverbs", "prepositions", "coordinators")
    light = frozenset().union(*(known.sets.get(section, frozenset()) for section in sections))
    pieces = list(_unquoted(text, start, end))
    number = next((n for n, piece in enumerate(pieces) if piece.start == at), 0)
    around = [*pieces[max(0, number - 1) : number], *pieces[number + 1 : number + 2]]
    return all(piece.key in light or any(mark in text[at : piece.start] for mark in ",،") for piece in around)


def _unquoted(text: str, start: int, end: int) -> Iterator[Piece]:
    quoted = quoted_ranges(text)
    for word in words(text[start:end]):
        first, last = start + word.start, start + word.end
        if not any(opened <= first < closed for opened, closed in quoted):
            yield Piece(first, last, fold_key(text[first:last]), quoted=False, word=True)


def belongs(text: str, start: int, end: int, language: str, *, after_person: bool) -> bool:
    """Whether text[start:end] ties a person to a place: "X of Y", "X, the president of Y" without its comma, "Y's X".

    `after_person`: whether the person stands before it, so that a preposition may tie them.
    """
    known, between = saying(language), text[start:end]
    if set(".;؛:،,").intersection(between):
        return False
    ties = known.sets["roles"] | known.sets["determiners"]
    ties |= known.sets["belonging"] if after_person else frozenset("s")
    return all(fold_key(between[word.start : word.end]) in ties for word in words(between))


def credited(text: str, language: str) -> int | None:
    """Where the name begins that a line credits ("Photo: AA", «عکس: AA»), None when it credits nobody."""
    known = saying(language)
    at = text.rfind(":")
    before = [fold_key(text[word.start : word.end]) for word in words(text[: max(at, 0)])]
    return at + 1 if before and before[-1] in known.sets["credits"] else None

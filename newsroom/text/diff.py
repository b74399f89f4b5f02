"""What changed between two versions of a text: by word first, by character inside a corrected phrase.

Words are compared folded, so a restored ZWNJ or an Arabic ي is a *respelling* of the same word and no
replacement. Spaces are not compared as words of their own: they would match everywhere and make the search
quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from newsroom.text.fold import fold_key
from newsroom.text.matching import matches
from newsroom.text.sliding import slide

OpKind = Literal["equal", "respelled", "insert", "delete", "replace"]
PieceKind = Literal["equal", "insert", "delete"]

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff"
_WORD = rf"[\w{_MARKS}]+(?:[\u200c\u200d]+[\w{_MARKS}]+)*"
_TOKEN = re.compile(rf"{_WORD}|\s+|.", re.DOTALL)

SIMILAR = 0.6
"""A replaced region this much alike is a correction, and is compared letter by letter."""
_SMALL_LETTERS = 90_000
"""Pairs of letters up to which a replaced region is compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word (with the ZWNJ inside it), a run of spaces, or one other character, at code points
    start..end.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Op:
    """One step from old to new, half-open code points in both. The steps cover both texts in order, without
    gaps.

    `equal` is the same characters, `respelled` one word that folds to the same key (ZWNJ, letter variants,
    digits, case); the other kinds are what they are in difflib.
    """

    kind: OpKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words for display: `delete` pieces belong to the old text, `insert` to the new, `equal` to
    both.
    """

    kind: PieceKind
    text: str


class _Pair(NamedTuple):
    """Two regions to be compared: old[a:b] and new[c:d], in whatever units the caller counts."""

    a: int
    b: int
    c: int
    d: int


def tokens(text: str) -> list[Token]:
    """Cut a text into words, spaces and single characters; joined, they are the text again."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


def diff(old: str, new: str) -> list[Op]:
    """Compare two texts; see Op for what comes back. Empty for two empty texts.

    Regions where nothing can be aligned in reasonable time are one `replace`: slow answers are no option on a
    save.
    """
    return _joined(_slid(_joined(_refined(_raw(old, new), old, new)), old, new))


def word_ops(old: str, new: str) -> list[Op]:
    """Compare two texts by whole words, spaces and marks: what a merge of two edits goes by. See Op."""
    return _joined(_raw(old, new))


def words_diff(old: str, new: str) -> list[Piece]:
    """Compare two texts for people: whole words, and no islands of a space or comma inside a changed
    phrase.
    """
    pieces: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []

    def flush() -> None:
        for kind, parts in (("delete", gone), ("insert", come)):
            if parts:
                pieces.append(Piece("delete" if kind == "delete" else "insert", "".join(parts)))
                parts.clear()

    ops = word_ops(old, new)
    for index, op in enumerate(ops):
        before, after = old[op.old_start : op.old_end], new[op.new_start : op.new_end]
        if op.kind == "equal" and not (before.isspace() and gone and come and _replaces_next(ops, index)):
            flush()
            pieces.append(Piece("equal", before))
            continue
        gone += [before] if before else []
        come += [after] if after else []
    flush()
    return pieces


def _replaces_next(ops: Sequence[Op], index: int) -> bool:
    return index + 1 < len(ops) and ops[index + 1].kind in ("replace", "respelled")


# --- where a step stands ----------------------------------------------------------------------------------


def _slid(ops: list[Op], old: str, new: str) -> list[Op]:
    """Let insertions and deletions between equal stretches stand at the edges of sentences, phrases and words."""
    for index in range(1, len(ops) - 1):
        before, op, after = ops[index - 1 : index + 2]
        if op.kind not in ("insert", "delete") or not before.kind == after.kind == "equal":
            continue
        if op.kind == "delete":
            by = slide(old, op.old_start, op.old_end, before.old_start, after.old_end)
        else:
            by = slide(new, op.new_start, op.new_end, before.new_start, after.new_end)
        ops[index - 1 : index + 2] = (_shifted(before, 0, by), _shifted(op, by, by), _shifted(after, by, 0))
    return [op for op in ops if op.old_start < op.old_end or op.new_start < op.new_end]


def _shifted(op: Op, first: int, last: int) -> Op:
    return Op(op.kind, op.old_start + first, op.old_end + last, op.new_start + first, op.new_end + last)


# --- by word ----------------------------------------------------------------------------------------------


def _raw(old: str, new: str) -> list[Op]:
    """Compare word by word."""
    head, tail = _common_ends(old, new)
    old_end, new_end = len(old) - tail, len(new) - tail
    ops = [Op("equal", 0, head, 0, head)] if head else []
    ops += _middle(old, new, _Pair(head, old_end, head, new_end))
    if tail:
        ops.append(Op("equal", old_end, len(old), new_end, len(new)))
    return ops


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters both texts share at the start and at the end, cut back to a space."""
    limit = min(len(old), len(new))
    head = _longest(limit, lambda n: old[:n] == new[:n])
    if not len(old) == len(new) == head:
        head = max(old.rfind(mark, 0, head) for mark in " \n") + 1
    rest = limit - head
    tail = _longest(rest, lambda n: old[len(old) - n :] == new[len(new) - n :])
    if tail > 0:
        found = [at for mark in " \n" if (at := old.find(mark, len(old) - tail)) >= 0]
        tail = len(old) - min(found) if found else 0
    return head, tail


def _longest(limit: int, holds: Callable[[int], bool]) -> int:
    """Return the greatest n <= limit for which a property of prefixes holds, by bisection."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _words(text: str, start: int, end: int) -> list[Token]:
    found = _TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m.group()) for m in found if not m.group().isspace()]


def _middle(old: str, new: str, region: _Pair) -> Iterator[Op]:
    """Compare what lies between the common ends: matched words, and between them what is left."""
    a, b, c, d = region
    left, right = _words(old, a, b), _words(new, c, d)
    run = a, c  # where the words began that have been equal up to here
    for i, j in matches([fold_key(t.text) for t in left], [fold_key(t.text) for t in right]):
        one, other = left[i], right[j]
        if old[a : one.end] == new[c : other.end]:
            a, c = one.end, other.end
            continue
        yield from _op("equal", run[0], a, run[1], c)
        yield from _gap(old, new, _Pair(a, one.start, c, other.start))
        kind: OpKind = "equal" if one.text == other.text else "respelled"
        yield Op(kind, one.start, one.end, other.start, other.end)
        a, c = run = one.end, other.end
    yield from _op("equal", run[0], a, run[1], c)
    yield from _gap(old, new, _Pair(a, b, c, d))


def _gap(old: str, new: str, region: _Pair) -> Iterator[Op]:
    """Yield what stands between two matched words; spaces that both share at the ends of the gap are
    equal.
    """
    a, b, c, d = region
    before, after = old[a:b], new[c:d]
    limit = min(b - a, d - c)
    head = _shared_spaces(before, after, limit)
    tail = _shared_spaces(before[::-1], after[::-1], limit - head)
    yield from _op("equal", a, a + head, c, c + head)
    yield from _op("replace", a + head, b - tail, c + head, d - tail)
    yield from _op("equal", b - tail, b, d - tail, d)


def _shared_spaces(one: str, other: str, limit: int) -> int:
    count = 0
    while count < limit and one[count] == other[count] and one[count].isspace():
        count += 1
    return count


def _op(kind: OpKind, a: int, b: int, c: int, d: int) -> Iterator[Op]:
    """Yield one step, named after what it does, unless it is empty."""
    if kind == "replace" and a == b:
        kind = "insert"
    elif kind == "replace" and c == d:
        kind = "delete"
    if a < b or c < d:
        yield Op(kind, a, b, c, d)


# --- by letter --------------------------------------------------------------------------------------------


def _refined(ops: Iterable[Op], old: str, new: str) -> Iterator[Op]:
    """Compare replaced regions letter by letter where they are alike."""
    for op in ops:
        if op.kind != "replace":
            yield op
            continue
        before, after = old[op.old_start : op.old_end], new[op.new_start : op.new_end]
        steps = _letters(before, after)
        if steps is None:
            yield op
            continue
        for kind, a, b, c, d in steps:
            yield Op(kind, op.old_start + a, op.old_start + b, op.new_start + c, op.new_start + d)


def _letters(before: str, after: str) -> list[tuple[OpKind, int, int, int, int]] | None:
    if len(before) * len(after) > _SMALL_LETTERS:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if (
        matcher.real_quick_ratio() <= SIMILAR
        or matcher.quick_ratio() <= SIMILAR
        or matcher.ratio() <= SIMILAR
    ):
        return None
    return list(matcher.get_opcodes())


def _joined(ops: Iterable[Op]) -> list[Op]:
    """Join neighbouring steps of one kind; a respelled word stays by itself, so that its offsets can be
    mapped.
    """
    out: list[Op] = []
    for op in ops:
        last = out[-1] if out else None
        if last is not None and last.kind == op.kind != "respelled":
            out[-1] = Op(op.kind, last.old_start, op.old_end, last.new_start, op.new_end)
        else:
            out.append(op)
    return out

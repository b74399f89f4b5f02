"""Syntax: the sentences of a block cut into pieces, and where in a sentence a new clause may begin.

A sentence here is one that a quotation does not tear: «A. B.» گفت is one. Offsets are code points of the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsroom.text.fold import fold_key
from newsroom.text.lexicon import lexicon
from newsroom.text.quotations import outermost, quoted_ranges
from newsroom.text.saying import Saying
from newsroom.text.segments import sentences, words

_ENDS = frozenset(";؛")
_COMMAS = frozenset(",،")
STOPS = frozenset(".!?؟…")
_THIS_FA = frozenset({"این", "اینها"})
_COPULAS = frozenset({
    "است", "بود", "شد", "نیست", "هست", "دارد", "ندارد", "هستند", "بودند", "شدند", "نبود", "نشد", "باشد", "خواهد",
})  # fmt: skip
_MORE_THAN_A_NAME = 5  # pieces of a quotation
_ENDINGS = ("اند", "هاست", "مند")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or one mark: its range, its folded form, whether it is quoted, is a word, begins with a capital."""

    start: int
    end: int
    key: str
    quoted: bool
    word: bool
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of one sentence; `heading` when nothing ends it, so that it may be a title."""

    pieces: tuple[Piece, ...]
    heading: bool

    def is_comma(self, index: int) -> bool:
        """Whether the piece there is a comma; False outside."""
        return 0 <= index < len(self.pieces) and self.pieces[index].key in _COMMAS

    def key(self, index: int) -> str:
        """The folded form of the piece there, "" outside."""
        return self.pieces[index].key if 0 <= index < len(self.pieces) else ""


def read(text: str, language: str) -> list[Sentence]:
    """Return the sentences of a block in order.

    Args:
        text: plain text of one block.
        language: "fa", "en" or "ru".
    """
    quoted, found = quoted_ranges(text), []
    for start, end in _untorn(text, language):
        pieces = tuple(_pieces(text, start, end, quoted))
        stopped = any(piece.key in STOPS for piece in pieces[-2:]) if pieces else True
        found.append(Sentence(pieces, heading=not stopped))
    return found


def _untorn(text: str, language: str) -> list[tuple[int, int]]:
    """The ranges of sentences; those that one quotation holds together are one."""
    quoted = outermost(text)
    found: list[tuple[int, int]] = []
    for sentence in sentences(text, language):
        torn = found and any(one.start < sentence.start and found[-1][1] < one.end for one in quoted)
        goes_on = found and text[sentence.start] in "—–"  # «…!» — сказал он
        if torn or goes_on:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
    return found


def _pieces(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    position = start
    for word in words(text[start:end]):
        first, last = start + word.start, start + word.end
        found += _marks(text, position, first, quoted)
        quote = _is_quoted(first, quoted)
        found.append(Piece(first, last, fold_key(text[first:last]), quote, word=True, capital=text[first].isupper()))
        position = last
    return found + _marks(text, position, end, quoted)


def _marks(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> list[Piece]:
    return [
        Piece(at, at + 1, text[at], _is_quoted(at, quoted), word=False)
        for at in range(start, end)
        if not text[at].isspace()
    ]


def _is_quoted(at: int, quoted: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in quoted)


def boundaries(sentence: Sentence, known: Saying, language: str) -> list[int]:
    """Return where clauses may begin: the indexes of the pieces after `;` and after a joining word, 0 first.

    In Persian «و» joins clauses when it follows a finite verb; elsewhere a comma stands before the joining word.
    """
    joining, found = known.sets["boundaries"], [0]
    for index, piece in enumerate(sentence.pieces):
        if piece.quoted:
            continue
        follows_comma = sentence.is_comma(index - 1)
        follows_verb = language == "fa" and _follows_clause(sentence, index, known)
        joins = piece.key in joining and (follows_comma or follows_verb)
        if (joins or (piece.key in _ENDS and not _repeats(sentence, index))) and index + 1 < len(sentence.pieces):
            found.append(index + 1)
    return found


def _repeats(sentence: Sentence, index: int) -> bool:
    """«...»؛ این را X گفت: what follows the semicolon only tells whose words the quotation before it holds."""
    this = sentence.key(index + 1) in _THIS_FA and sentence.key(index + 2) == "را"
    return this and index > 0 and sentence.pieces[index - 1].quoted


def _follows_clause(sentence: Sentence, index: int, known: Saying) -> bool:
    """Whether a finite verb stands right before, or a noun whose verb comes later, or a quotation that is no name."""
    last = index - 1
    while last > 0 and sentence.pieces[last].quoted and index - last <= _MORE_THAN_A_NAME:
        last -= 1
    gapped = sentence.key(index - 1) in known.gapped and any(sentence.key(n) == "را" for n in range(index))
    return gapped or index - last > _MORE_THAN_A_NAME or is_finite_fa(sentence.key(index - 1))


def after_semicolons(sentence: Sentence, starts: Sequence[int]) -> list[int]:
    """Those of the places where clauses may begin that a semicolon cuts off."""
    return [start for start in starts if sentence.key(start - 1) in _ENDS and start > 0]


@lru_cache(maxsize=8192)
def is_finite_fa(key: str) -> bool:
    """Whether a folded Persian word is a finite verb, as far as its form tells."""
    if key in _COPULAS or (key.startswith(("می", "نمی")) and len(key) > 4 and key.endswith(("د", "م", "ست"))):
        return True
    return key.endswith(_ENDINGS) or (len(key) > 2 and key in _bare_fa())


@lru_cache(maxsize=1)
def _bare_fa() -> frozenset[str]:
    """Third persons that stand alone and are no noun as well (نشست is a meeting before it is "sat", دوم is second)."""
    forms = (fold_key(form) for form in lexicon().bare - lexicon().words)
    return frozenset(form for form in forms if not form.endswith(("م", "ی", "ید")))

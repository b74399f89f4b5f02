"""Folding: what two spellings of a word have in common, with a way back to the original text.

Search, the gazetteer, translation memory and ZWNJ repair all compare folded text. Every code point folds to
one code point or to none, so a folded range always maps back to a range of the original; that is why full
case folding (ß -> ss) is not used. The rules: Persian letter variants and hamza carriers become one letter,
vowel signs, kashida, ZWNJ, ZWJ and bidi marks vanish, digits become ASCII, ё becomes е (й stays: it is
another letter), Latin and Greek letters lose their diacritics, spaces, quotes, apostrophes and dashes
become the ASCII ones, and case is dropped.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not decompose into the letter readers take them for.
_LETTERS = {
    "ك": "ک",
    "ي": "ی",
    "ى": "ی",
    "ۍ": "ی",
    "ې": "ی",
    "ے": "ی",
    "ة": "ه",
    "ھ": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ٱ": "ا",
    "ё": "е",
    "Ё": "е",
    "ı": "i",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ø": "o",
    "Ø": "o",
    "ς": "σ",
}
_APOSTROPHES = "'‘’‚‛`´ʹʻʼʽ′‵‹›"
_QUOTES = '"“”„‟«»″‶〝〞'
_EXTRA_DASHES = "−⁃"
_SPACES = "\t\u00a0"
# Soft signs of writing that carry no letter: ZWNJ, ZWJ, bidi marks (all Cf), kashida, harakat (Mn).
_KASHIDA = "ـ"
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_DECOMPOSED_SCRIPTS = ("LATIN", "FULLWIDTH LATIN", "ARABIC LETTER", "ARABIC", "GREEK")

_FIXED: dict[str, str] = {
    **_LETTERS,
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_EXTRA_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    _KASHIDA: "",
}


def _base(char: str) -> str:
    """Return the letter under the diacritics of a Latin, Greek or Arabic letter; others as they are."""
    if not unicodedata.name(char, "").startswith(_DECOMPOSED_SCRIPTS):
        return char
    letters = [c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in _DROPPED_CATEGORIES]
    return letters[0] if len(letters) == 1 else char


def _fold_char(char: str) -> str:
    """Fold one code point to one code point or to the empty string."""
    composed = unicodedata.normalize("NFC", char)  # ANGSTROM SIGN is Å by definition
    char = composed if len(composed) == 1 else char
    fixed = _FIXED.get(char)
    if fixed is not None:
        return fixed
    category = unicodedata.category(char)
    if category in _DROPPED_CATEGORIES:
        return ""
    simple = {"Zs": " ", "Pd": "-"}.get(category)
    if simple is not None:
        return simple
    if category == "Nd":
        return str(unicodedata.decimal(char))
    base = _base(char)
    lower = base.lower()
    result = lower if len(lower) == 1 else base
    return _FIXED.get(result, result)


class _Table(dict[int, str]):
    """A translation table for `str.translate` that learns each code point the first time it is met."""

    def __missing__(self, code: int) -> str:
        value = self[code] = _fold_char(chr(code))
        return value


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its characters came from.

    Attributes:
        text: the folded text.
        kept: for every folded character the code point offset of its origin in `source`.
        source: the original text.
    """

    text: str
    kept: tuple[int, ...]
    source: str

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open folded range to the half-open range of the original that it stands for.

        The end is extended over combining marks that follow, so that a vowel sign is never cut from its
        letter, but never over ZWNJ: what follows a ZWNJ is a suffix and does not belong to the name.

        Args:
            start: code point offset in `text`, 0 <= start <= end.
            end: code point offset in `text`, end <= len(text).

        Raises:
            ValueError: the range does not lie in the folded text.
        """
        if not 0 <= start <= end <= len(self.kept):
            raise ValueError(f"range {start}..{end} is outside a folded text of {len(self.kept)} characters")
        first = self.kept[start] if start < len(self.kept) else len(self.source)
        if start == end:
            return first, first
        last = self.kept[end - 1] + 1
        while last < len(self.source) and unicodedata.category(self.source[last]) in ("Mn", "Me"):
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Fold a text and keep the map back. Text that is not NFC is composed cluster by cluster on the way."""
    if unicodedata.is_normalized("NFC", text):
        table = _TABLE
        kept = tuple(position for position, char in enumerate(text) if table[ord(char)])
        return Folded(text.translate(table), kept, text)
    return _fold_decomposed(text)


def _fold_decomposed(text: str) -> Folded:
    """Fold text with letters typed as base + mark (macOS pastes such text): й must stay й, not become и."""
    folded: list[str] = []
    kept: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.category(text[end]).startswith("M"):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end]).translate(_TABLE)
        folded.append(cluster)
        kept.extend([start] * len(cluster))
        start = end
    return Folded("".join(folded), tuple(kept), text)


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """Return just the folded text: the key under which equal spellings meet. Idempotent."""
    return fold(text).text

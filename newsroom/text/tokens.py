"""Tokens: the words that names and texts are compared by, each with its key.

The key of a word is the same on the side of the stored name and of the text: folded, a Russian word without
its case ending, "U.S." without dots, an abbreviation of look-alike capitals in Latin letters. Words split
at hyphens and stay whole at ZWNJ and apostrophes; a plus sign that ends a word belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newsroom.text.fold import fold_key
from newsroom.text.stems import russian_stem

Script = Literal["arabic", "cyrillic", "latin", "other"]

#: English words that never count in a name.
ARTICLES = frozenset({"the", "a", "an"})
#: Keys of small words inside names; they give no letter to an abbreviation.
CONNECTORS = frozenset({"of", "and", "for", "the", "on", "in", "и", "по", "на", "в", "о", "для"})

_ZWNJ = "\u200c"
_MARK = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INSIDE = rf"[^\W_]|[{_MARK}\u200c-\u200f\u061c]"
_WORD = rf"[^\W_](?:(?:{_INSIDE})*(?:[^\W_]|[{_MARK}]))?"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|{_WORD}(?:['’ʼ&]{_WORD})*(?:\++(?!\w))?")
_GAP = re.compile("[ \u00a0\u2000-\u200f\u202f]+|[-\u2010-\u2015]")
_GAP_AFTER_ABBREVIATION = re.compile("\\.[ \u00a0\u202f]?")
_ABBREVIATED = frozenset({"st", "mt", "ft"})
_POSSESSIVE = re.compile("['’ʼ][sS]$")
_SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
# Capital letters that look alike; editors type AA and АА without noticing which alphabet is on.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text or name.

    Attributes:
        start: code point offset of its first character.
        end: offset after its last one, without an English possessive ending.
        surface: the word as written, without that ending.
        key: its key.
        parts: the folded parts between ZWNJ; one part for most words.
        cuts: for every part the offset where it ends.
        script: the script it is written in.
        joined: whether a name may run on from the token before into this one.
    """

    start: int
    end: int
    surface: str
    key: str
    parts: tuple[str, ...]
    cuts: tuple[int, ...]
    script: Script
    joined: bool

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.surface[:1].isupper()

    @property
    def all_capitals(self) -> bool:
        """Whether the word is an abbreviation in capitals: two letters or more, dots and digits aside."""
        letters = [char for char in self.surface if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)

    @property
    def linking(self) -> str:
        """The key when other words follow: the ezafe of «اتحادیه‌ی» is spelling, not part of the word."""
        silent = len(self.parts) > 1 and self.parts[-1] == "ی" and self.parts[-2].endswith("ه")
        return "".join(self.parts[:-1]) if silent else self.key

    @property
    def spaced(self) -> str:
        """The key with ZWNJ as a space."""
        return " ".join(filter(None, self.parts)) if len(self.parts) > 1 else self.key


def _script(word: str) -> Script:
    return next((script for script, pattern in _SCRIPTS if pattern.search(word)), "other")


@lru_cache(maxsize=65536)
def token_key(word: str, language: str) -> str:
    """Return the key of one word.

    Args:
        word: the word as written, without a possessive ending.
        language: the language of the text; only Russian inflects.
    """
    word = word.replace(".", "")
    if len(word) > 1 and word.isupper() and word.isalpha():
        lookalike = word.translate(_LOOKALIKES)
        return fold_key(lookalike if lookalike.isascii() else word)
    folded = fold_key(word)
    return russian_stem(folded) if language == "ru" and _script(word) == "cyrillic" else folded


def tokens(text: str, language: str) -> list[Token]:
    """Cut a text into its words.

    Args:
        text: plain text or a name.
        language: its language.
    """
    found: list[Token] = []
    last_end, last = 0, ""
    for match in _TOKEN.finditer(text):
        gap = text[last_end : match.start()]
        token = _token(match, language, joined=bool(found) and _joins(gap, last))
        if token.key:  # a lone kashida is no word
            found.append(token)
            last_end, last = match.end(), match.group()
    return found


def _token(match: re.Match[str], language: str, *, joined: bool) -> Token:
    word, script = match.group(), _script(match.group())
    if script == "latin":
        word = _POSSESSIVE.sub("", word)
    pieces = word.split(_ZWNJ)
    cuts, position = [], match.start()
    for piece in pieces:
        position += len(piece)
        cuts.append(position)
        position += len(_ZWNJ)
    parts = tuple(map(fold_key, pieces))
    end = match.start() + len(word)
    return Token(match.start(), end, word, token_key(word, language), parts, tuple(cuts), script, joined)


def _joins(gap: str, before: str) -> bool:
    """Say whether a name may run over the text between two words: spaces, a hyphen, the dot of an initial."""
    if gap == " " or _GAP.fullmatch(gap):
        return True
    short = len(before) == 1 or before.lower() in _ABBREVIATED
    return short and before[:1].isupper() and bool(_GAP_AFTER_ABBREVIATION.fullmatch(gap))


def runs(words: Sequence[Token]) -> Iterator[list[Token]]:
    """Split tokens where no name can run on: at punctuation, brackets, quotes and line ends."""
    run: list[Token] = []
    for word in words:
        if run and not word.joined:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def without_articles(words: Sequence[Token]) -> list[Token]:
    """Return the words that count in a name; all of them when it consists of articles only."""
    return [word for word in words if word.key not in ARTICLES] or list(words)


def joined_key(words: Sequence[Token]) -> str:
    """Return the key of a row of words, ZWNJ counting as nothing."""
    return " ".join([*(word.linking for word in words[:-1]), words[-1].key])


def spaced_key(words: Sequence[Token]) -> str:
    """Return the key of a row of words, ZWNJ counting as a space."""
    return " ".join(word.spaced for word in words)

"""The gate every stored text passes: NFC, and no invisible or deceptive characters.

One gate, used by model fields, the importer and the API, makes SQLite and PostgreSQL accept and refuse the
same text and keeps Trojan-source tricks out of print. Refused are bidi embeddings, overrides and isolates
(isolates are added on output only), control characters, noncharacters, lone surrogates, tag characters (so
flags of subregions such as Scotland's, which are tag sequences, are refused too), BOM, zero-width space and
other invisible operators, soft hyphens, line and paragraph separators. Kept are ZWNJ, which Persian
spelling needs, the marks LRM, RLM and ALM, and ZWJ where it joins: inside an emoji, or beside a letter of a
script that shapes (Arabic, Indic).
"""

from __future__ import annotations

import unicodedata
from itertools import chain

ZWNJ = "\u200c"
ZWJ = "\u200d"

_EMOJI_VARIATION = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JOINING_SCRIPTS = (
    *("ARABIC", "SYRIAC", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA"),
    *("TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA"),
)
_CONTROLS_WITHOUT_NAME = {
    0x00: "NULL",
    0x09: "TAB",
    0x0A: "LINE FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
}
_FORBIDDEN = frozenset(
    chain(
        range(0x202A, 0x202F),  # bidi embeddings and overrides
        range(0x2066, 0x206A),  # bidi isolates
        range(0x206A, 0x2070),  # deprecated format characters
        range(0x2060, 0x2066),  # word joiner and invisible operators
        range(0xE0000, 0xE0080),  # tag characters
        range(0xFFF9, 0xFFFC),  # interlinear annotation
        (0x00AD, 0x180E, 0x200B, 0x2028, 0x2029, 0xFEFF),
    )
)


class Refused(ValueError):
    """A text holds a character that is never stored.

    Attributes:
        field: the name of the field the text was meant for.
        code_point: the number of the refused character.
        position: its offset in code points in the NFC text.
    """

    def __init__(self, field: str, code_point: int, position: int) -> None:
        super().__init__(f"{field}: {describe(code_point)} is not allowed (position {position})")
        self.field = field
        self.code_point = code_point
        self.position = position


def describe(code_point: int) -> str:
    """Name a character for people: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    if is_noncharacter(code_point):
        name = "NONCHARACTER"
    elif 0xD800 <= code_point <= 0xDFFF:
        name = "LONE SURROGATE"
    else:
        name = unicodedata.name(chr(code_point), "") or _CONTROLS_WITHOUT_NAME.get(code_point, "CONTROL CHARACTER")
    return f"U+{code_point:04X} {name}"


def is_noncharacter(code_point: int) -> bool:
    """Say whether Unicode keeps the code point for internal use: U+FDD0-FDEF, the last two of each plane."""
    return code_point & 0xFFFE == 0xFFFE or 0xFDD0 <= code_point <= 0xFDEF


def _joins(text: str, position: int) -> bool:
    """Say whether the ZWJ at a position does what it is for: join emoji, or shape the letter before it."""
    before = text[position - 1] if position else ""
    after = text[position + 1] if position + 1 < len(text) else ""
    if before and unicodedata.name(before, "").startswith(_JOINING_SCRIPTS):
        return True
    if after and unicodedata.name(after, "").startswith(_JOINING_SCRIPTS) and not _is_emoji(before):
        return True
    return _is_emoji(before) and _is_emoji(after)


def _is_emoji(char: str) -> bool:
    """Say whether a character is a pictograph or a modifier that ends one."""
    return bool(char) and (unicodedata.category(char) == "So" or char == _EMOJI_VARIATION or ord(char) in _SKIN_TONES)


def _is_refused(text: str, position: int, *, multiline: bool) -> bool:
    char = text[position]
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return not (multiline and char in "\n\t")
    if char == ZWJ:
        return not _joins(text, position)
    return ord(char) in _FORBIDDEN or is_noncharacter(ord(char))


def clean(text: str, *, field: str = "text", multiline: bool = False) -> str:
    """Return the text in NFC, or refuse it. Idempotent.

    Args:
        text: the text as it came in.
        field: the name to put in the error.
        multiline: allow line feeds and tabs.

    Raises:
        Refused: the first character, by position in the NFC text, that is never stored.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and text.isprintable():
        return text
    for position in range(len(text)):
        if _is_refused(text, position, multiline=multiline):
            raise Refused(field, ord(text[position]), position)
    return text

"""Sort keys: plain strings of a-z and 0-9 whose order is the alphabetical order of each language.

Code point order is wrong for Persian (پ چ ژ گ ک ی stand outside the Arabic alphabet's block) and databases
disagree about collations, so the key is computed here and stored beside each name. Every letter becomes two
characters of 0-9a-z, which every collation sorts alike. Order: space, digits, the language's own script,
the other scripts, then anything else by code point. Space comes first, so that "New York" precedes
"Newark"; case, Latin diacritics, ZWNJ, vowel signs and punctuation do not count; ё sorts with е.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from newsroom.text.fold import fold_key

_DIGITS = "0123456789"
# The hamza letters and آ have places of their own, so these letters are looked up before folding.
_PERSIAN = "آاءأؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_CYRILLIC = "аәбвгґғдеєжзиіїйкқлмнңоөпрстуўұүфхһцчшщъыьэюя"
_LATIN = "aæbcdðeəfghijklmnoœpqrsßtuvwxyzþ"
_SCRIPTS = {"en": _LATIN, "ru": _CYRILLIC, "fa": _PERSIAN}
_BASE = "0123456789abcdefghijklmnopqrstuvwxyz"


def _code(place: int) -> str:
    return _BASE[place // len(_BASE)] + _BASE[place % len(_BASE)]


_SPACE = _code(0)
_UNKNOWN = "zz"


@cache
def _codes(language: str) -> dict[str, str]:
    """Give every known character its two-character code, the language's own script first."""
    own = _SCRIPTS.get(language, _LATIN)
    others = [script for script in _SCRIPTS.values() if script is not own]
    order = _DIGITS + own + "".join(others)
    return {letter: _code(place) for place, letter in enumerate(order, start=1)}


def _letter_code(char: str, codes: dict[str, str]) -> str:
    letter = char if char in codes else fold_key(char)
    known = codes.get(letter)
    if known is not None:
        return known
    if letter in (" ", "-"):
        return _SPACE
    return f"{_UNKNOWN}{ord(letter):06x}" if letter.isalnum() else ""


def sort_key(text: str, language: str) -> str:
    """Return a string that sorts, by code point or by any collation, where the text belongs in the alphabet.

    Args:
        text: a name or title.
        language: the language of the list; it decides which script comes first.
    """
    codes = _codes(language)
    words = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_letter_code(char, codes) for char in words)

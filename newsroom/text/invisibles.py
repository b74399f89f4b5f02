"""Invisibles: characters that nobody sees and that change how a text reads, breaks or is found.

Editors see their counts beside a block and, on demand, a mark where each one stands (the page's script has the same
list). Which of them may be stored is the gate's affair, not this module's.
"""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u00a0": "NBSP",
    "\u202f": "NNBSP",
    "\u2009": "THIN",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u0640": "KASHIDA",
}
DOUBLE_SPACE = "2×SPACE"
_SPACES = re.compile(r" {2,}")


def counted(text: str) -> tuple[tuple[str, int], ...]:
    """How often each invisible character stands in a text, by its short name; runs of spaces count once each."""
    found = Counter(NAMES[char] for char in text if char in NAMES)
    if runs := len(_SPACES.findall(text)):
        found[DOUBLE_SPACE] = runs
    return tuple(found.items())

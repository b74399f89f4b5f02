"""Texts that a spreadsheet program would run as a formula, made harmless on the way out and restored on the way in.

One rule, in both directions: a text that begins with = + - @, a tab or a line end gets an apostrophe before it. A text
that looks as if it had one already gets another, protected or not, so that restoring is always exact.
"""

from __future__ import annotations

import re

_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the full-width signs too: some programs take them for the narrow
_RISKY = re.compile(f"'*[{_STARTS}]")
_MARKED = re.compile(f"'+[{_STARTS}]")


def protect(text: str, *, for_spreadsheets: bool = True) -> str:
    """The text as it is written to a cell; without `for_spreadsheets` only what `restore` would misread is marked."""
    rule = _RISKY if for_spreadsheets else _MARKED
    return "'" + text if rule.match(text) else text


def restore(cell: str) -> str:
    """The text of a cell that `protect` wrote, whether for spreadsheets or not."""
    return cell[1:] if _MARKED.match(cell) else cell

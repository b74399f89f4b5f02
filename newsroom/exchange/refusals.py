"""Why a file is refused as a whole, in the editor's language."""

from __future__ import annotations


class SheetRefused(ValueError):
    """The file is no sheet that can be imported; `str()` says why and what to do."""

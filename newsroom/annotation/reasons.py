"""Why a span is suggested, or why its place is in doubt: the codes of the rules in words.

Codes of the gazetteer are listed in `annotation/hits.py`, those of re-anchoring in `annotation/anchoring.py`, those of
projection in `annotation/projection.py` and `annotation/statement_projection.py`; several are joined by "+".
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "name": _("its name"),
    "alias": _("another name of it"),
    "short": _("short form of its title"),
    "inflected": _("inflected"),
    "derived": _("derived form"),
    "expanded": _("other order or initials"),
    "ask": _("also means something else"),
    "metonym": _("a place or those who rule there"),
    "ambiguous": _("several have this name"),
    "nested": _("inside a longer name"),
    "projected": _("the source names it too"),
    "even": _("as often as in the source"),
    "fewer": _("less often than in the source"),
    "more": _("more often than in the source"),
    "sentence": _("the sentence that says the same"),
    "clause": _("the part of a sentence that says the same"),
    "quoted": _("the quotation that says the same"),
    "wide": _("a whole sentence, to be narrowed"),
}
# The same code may say something else of a place: "ambiguous".
DOUBTS = {
    "glued": _("a letter was added at its edge"),
    "changed": _("its words were edited"),
    "moved": _("its words were moved to another place"),
    "ambiguous": _("its words stand in several places"),
    "deleted": _("its words are gone"),
    "mismatch": _("its place and its words do not agree"),
}


def in_words(codes: str) -> str:
    """"alias+nested" in the language of the editor."""
    return ", ".join(str(WORDS.get(code, code)) for code in codes.split("+") if code)

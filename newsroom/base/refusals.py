"""Refusals of the pure text rules, said in the language of the editor.

`newsroom.text` knows no Django, so its errors carry data and English words; here each kind has its sentence. An
error that is not listed says what it says itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.base.languages import UnknownLanguage
from newsroom.text import decode, edtf, gate, layout, markup


def explain(error: ValueError) -> str:
    """What is wrong, naming the field, the character, the byte or the limit."""
    sentence = _SENTENCES.get(type(error))
    return sentence(error) if sentence else str(error)


def explain_warning(warning: layout.LayoutWarning) -> str:
    """What an editor should look at in a raw report."""
    return str(WARNINGS.get(warning.code, warning.message))


WARNINGS = {
    "inner-spaces": gettext_lazy("Runs of spaces inside the line were collapsed."),
    "rejoined-lines": gettext_lazy("Lines of one paragraph were joined."),
    "no-title": gettext_lazy("No line of the report looks like a title."),
    "byline": gettext_lazy("This line names an author or a source."),
    "heading-run": gettext_lazy("Several short lines follow each other here: are they headings?"),
    "dates-disagree": gettext_lazy("The report gives itself different dates."),
    "no-body": gettext_lazy("The report has no text below its title."),
    "credit-joined": gettext_lazy("The credit stood on a line of its own and was joined to the caption."),
}


def _refused(error: Any) -> str:
    return _("%(field)s: %(character)s may not stand here (position %(position)s).") % {
        "field": error.field,
        "character": gate.describe(error.code_point),
        "position": error.position,
    }


def _too_large(error: Any) -> str:
    return _("The file has %(size)s bytes; at most %(limit)s are accepted.") % {
        "size": error.size,
        "limit": error.limit,
    }


def _binary(error: Any) -> str:
    if error.what:
        return _("The file is not text: it looks like %(what)s.") % {"what": error.what}
    return _("The file is not text: byte %(offset)s and others are control codes.") % {"offset": error.offset}


def _wrong_encoding(error: Any) -> str:
    text = _("Byte %(offset)s (%(byte)s) is not valid UTF-8.") % {
        "offset": error.offset,
        "byte": f"0x{error.byte:02x}",
    }
    if error.suggestion:
        text += " " + _("The file looks like %(encoding)s: save it as UTF-8.") % {"encoding": error.suggestion}
    return text


_SENTENCES: dict[type[ValueError], Callable[[Any], str]] = {
    gate.Refused: _refused,
    decode.Empty: lambda error: _("The file is empty: it holds no letters at all."),
    decode.TooLarge: _too_large,
    decode.Binary: _binary,
    decode.WrongEncoding: _wrong_encoding,
    edtf.NotEdtf: lambda error: _("“%(text)s” is not a date like 2024, 2024-10 or 2024-10-08.") % {"text": error.text},
    markup.NotOneLine: lambda error: _("A block is one line; this text has a line break."),
    UnknownLanguage: lambda error: _("“%(code)s” is not a language of this site.") % {"code": error.code},
}

"""Annotations from a file: one, a page or collection of them, a list, or JSON Lines, each with its number in the file.

Bounds are asked before anything is parsed, and what is one annotation's fault refuses that one alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.base.refusals import explain
from newsroom.desk.annotation_plan import Incoming
from newsroom.exchange.bounds import check_size
from newsroom.exchange.refusals import SheetRefused
from newsroom.text import gate
from newsroom.text.webreading import NotAnAnnotation, annotated_of

MOST_ANNOTATIONS = 2_000
DEEPEST = 24  # objects and lists within each other; ours have eight
LONGEST_NUMBER = 20  # digits
# A string, to its end or to that of the text, or a bracket: one pass, whatever the text.
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)

_SENTENCES = {
    "no_object": gettext_lazy("It is no JSON object."),
    "no_annotation": gettext_lazy("It is not of the type Annotation."),
    "unknown_sort": gettext_lazy("It is of an unknown sort: %(what)s"),
    "unknown_motivation": gettext_lazy("Nothing here has the motivation %(what)s."),
    "no_target": gettext_lazy("Its target names no place in a text."),
    "no_quote": gettext_lazy("Its target has no TextQuoteSelector with the exact words."),
    "no_offset": gettext_lazy("“%(what)s” is no number of code points."),
    "unknown_body": gettext_lazy("What this body says has no place here: %(what)s"),
    "no_language": gettext_lazy("It is not said in which language this is: %(what)s"),
    "no_entity": gettext_lazy("This is no address of an entity: %(what)s"),
    "no_text": gettext_lazy("“%(what)s” is not what it should be."),
    "too_long": gettext_lazy("“%(what)s” is too long."),
    "too_many": gettext_lazy("It has too many targets, bodies or values: %(what)s"),
    "no_moment": gettext_lazy("“%(what)s” is no time with its offset from UTC."),
    "no_json": gettext_lazy("It is no JSON: %(what)s"),
}
# What is wrong -> the property that is to blame; of the others, what the error names.
_FIELDS = {
    "no_object": "",
    "no_json": "",
    "no_annotation": "type",
    "unknown_sort": "gz:sort",
    "unknown_motivation": "motivation",
    "no_target": "target",
    "no_quote": "selector.exact",
    "unknown_body": "body",
    "no_language": "body",
    "no_entity": "body",
    "too_many": "",
}


def read_annotations(data: bytes) -> list[Incoming]:
    """The annotations of a file, bounded; raises SheetRefused when nothing can be made of it as a whole."""
    check_size(len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetRefused(_("The file is not text in UTF-8.")) from error
    if not text.strip():
        raise SheetRefused(_("The file is empty: it holds no letters at all."))
    if _depth(text) > DEEPEST:
        raise SheetRefused(_("The file has too many levels within each other."))
    found = _whole(text)
    if found is None:
        lines = enumerate(text.split("\n"), start=1)
        return _counted(_incoming(number, line) for number, line in lines if line.strip())
    return _counted(_read(number, one) for number, one in enumerate(_annotations(found), start=1))


def _counted(rows: Iterable[Incoming]) -> list[Incoming]:
    found: list[Incoming] = []
    for row in rows:
        if len(found) == MOST_ANNOTATIONS:
            raise SheetRefused(
                _("The file has more than %(limit)s annotations.") % {"limit": MOST_ANNOTATIONS}
            )
        found.append(row)
    return found


def _whole(text: str) -> Any:
    """The file as one JSON text; None when it is none, or lines of it."""
    try:
        return _parsed(text)
    except (ValueError, RecursionError):
        return None


def _annotations(found: Any) -> Iterator[Any]:
    """The annotations in a page, a collection with its first page, a list, or one alone."""
    if isinstance(found, list):
        yield from found
    elif isinstance(found, Mapping) and "items" in found:
        yield from found["items"] if isinstance(found["items"], list) else [found["items"]]
    elif isinstance(found, Mapping) and isinstance(found.get("first"), Mapping):
        _check_whole(found["first"], found.get("total"))
        yield from _annotations(found["first"])
    else:
        yield found


def _check_whole(first: Mapping[str, Any], total: Any) -> None:
    """A collection of which the file has but the first page is none that somebody wants to bring in by halves."""
    items = first.get("items")
    here = len(items) if isinstance(items, list) else 1
    if isinstance(total, int) and total > here:
        said = _("The file has %(here)s of %(total)s annotations: take them as JSON Lines, or page by page.")
        raise SheetRefused(said % {"here": here, "total": total})


def _incoming(number: int, line: str) -> Incoming:
    try:
        return _read(number, _parsed(line))
    except (ValueError, RecursionError) as error:
        return _refusal(number, NotAnAnnotation("no_json", str(error)[:80]))


def _read(number: int, one: Any) -> Incoming:
    try:
        return Incoming(number, annotated_of(one))
    except NotAnAnnotation as error:
        return _refusal(number, error)
    except gate.Refused as error:
        return Incoming(number, None, explain(error), error.field)


def _refusal(number: int, error: NotAnAnnotation) -> Incoming:
    sentence = str(_SENTENCES[error.code]) % {"what": error.what}
    return Incoming(number, None, sentence, _FIELDS.get(error.code, error.what))


def _parsed(text: str) -> Any:
    """JSON without what Python reads besides; raises ValueError."""
    return json.loads(text, parse_constant=_refused, parse_int=_number)


def _number(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text[:LONGEST_NUMBER])
    return int(text)


def _refused(word: str) -> Any:
    raise ValueError(word)


def _depth(text: str) -> int:
    """How deep its lists and objects lie within each other, before anything parses it."""
    depth = deepest = 0
    for piece in _PIECE.finditer(text):
        if piece[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif piece[0] in "]}":
            depth -= 1
    return deepest

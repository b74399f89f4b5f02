"""The lists of the annotation screen: what each needs besides the page, read only when it is the one that is shown.

A list is shown a page at a time: five hundred rows with their forms would take longer than the text and all its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator

from newsroom.screens.annotated_notes import colleagues, note_lines
from newsroom.screens.annotated_statements import statement_lines
from newsroom.screens.annotation import AnnotationPage
from newsroom.screens.doubtful_spans import doubtful
from newsroom.screens.hints import hints
from newsroom.screens.missing_names import missing_names
from newsroom.screens.scans import scan_state

ROWS = 50  # on one page of a list
Read = Callable[[AnnotationPage], Any]


def list_of(page: AnnotationPage, *, number: str = "", at: str = "") -> dict[str, Any]:
    """What the template of the list draws besides the page.

    `number` is the page of the list that is asked for; `at` the id of a row, or of a span of one, whose page it is
    instead. `rows` are those of that page, `pages` knows the others.
    """
    if page.show not in READS:
        return {}
    everything: Sequence[Any] = READS[page.show](page)
    paginator = Paginator(everything, ROWS)
    place = next((n for n, row in enumerate(everything) if at in _ids(row)), None) if at else None
    pages = paginator.get_page(number if place is None else place // ROWS + 1)
    rows = page.lines(pages.object_list) if page.show in SPANS else pages.object_list
    beside = {key: read(page) for key, read in BESIDE.get(page.show, {}).items()}
    return {"rows": rows, "pages": pages, "page_number": str(pages.number), **beside}


def _ids(row: Any) -> set[str]:
    """What a row goes by: its own id, and those of the words that it is about."""
    own = row.uuid if hasattr(row, "uuid") else getattr(row, "id", "")
    return {str(own), *(str(span.uuid) for span in getattr(row, "spans", ()))}


READS: dict[str, Read] = {
    "suggestions": AnnotationPage.suggestions,
    "doubtful": lambda page: doubtful(page.article, page.language),
    "mentions": AnnotationPage.mentions,
    "statements": statement_lines,
    "notes": note_lines,
    "missing": lambda page: missing_names(page.article, page.language),
    "hints": lambda page: hints(page.article, page.language),
}
SPANS = frozenset({"suggestions", "mentions"})  # lists of spans: only those that are shown become rows
BESIDE: dict[str, dict[str, Read]] = {
    "suggestions": {"scan": lambda page: scan_state(page.article, page.language)},
    "notes": {"colleagues": lambda page: colleagues(page) if page.may_comment else []},
}

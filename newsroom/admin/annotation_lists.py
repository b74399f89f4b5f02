"""The lists of the annotation screen: what each needs besides the page, read only when it is the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsroom.screens.annotated_notes import colleagues, note_lines
from newsroom.screens.annotated_statements import statement_lines
from newsroom.screens.annotation import AnnotationPage
from newsroom.screens.doubtful_spans import doubtful
from newsroom.screens.missing_names import missing_names
from newsroom.screens.scans import scan_state


def list_of(page: AnnotationPage) -> dict[str, Any]:
    """What the template of the list draws besides the page."""
    read = READS.get(page.show)
    return read(page) if read else {}


def _missing(page: AnnotationPage) -> dict[str, Any]:
    missing = missing_names(page.article, page.language) if page.translating else []
    return {"missing": missing}


READS: dict[str, Callable[[AnnotationPage], dict[str, Any]]] = {
    "suggestions": lambda page: {"scan": scan_state(page.article, page.language)},
    "doubtful": lambda page: {"doubtful": doubtful(page.article, page.language)},
    "statements": lambda page: {"statements": statement_lines(page)},
    "notes": lambda page: {"notes": note_lines(page), "colleagues": colleagues(page) if page.may_comment else []},
    "missing": _missing,
}

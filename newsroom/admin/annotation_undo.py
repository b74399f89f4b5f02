"""Undo on the annotation screen: what each person did last on each text, so that one key takes it back.

Kept in the session: what is undone is the work of this browser, newest first, and no business of anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk import annotate, review_spans
from newsroom.desk.errors import AnnotationGone

KEY = "annotation-undo"
MOST = 30  # steps kept for each text
MOST_SPANS = 2_000  # of one step; a longer one is taken back by restoring a revision
Step = dict[str, Any]


def remember(request: HttpRequest, article: Article, language: str, how: str, spans: Sequence[Span]) -> None:
    """The last step of this person; `how` is a key of HOW."""
    if not spans or len(spans) > MOST_SPANS:
        return
    kept = request.session.setdefault(KEY, {})
    steps: list[Step] = kept.setdefault(_place(article, language), [])
    steps.append({"how": how, "spans": [str(span.uuid) for span in spans]})
    del steps[:-MOST]
    request.session.modified = True


def waiting(request: HttpRequest, article: Article, language: str) -> int:
    """How many steps can be taken back."""
    return len(request.session.get(KEY, {}).get(_place(article, language), []))


def undo(request: HttpRequest, article: Article, language: str) -> int:
    """Take the last step back; returns how many annotations it was about. Raises AnnotationGone when there is none, or
    nothing is left of it.
    """
    steps: list[Step] = request.session.get(KEY, {}).get(_place(article, language), [])
    if not steps:
        raise AnnotationGone
    step = steps.pop()
    request.session.modified = True
    spans = list(
        Span.objects.filter(block__article=article, language=language, uuid__in=step["spans"]).select_related("block")
    )
    if not spans:
        raise AnnotationGone
    return HOW[step["how"]](request, article, spans)


def _reconsider(request: HttpRequest, article: Article, spans: Sequence[Span]) -> int:
    return annotate.reconsider(article, spans=spans, by=request.user)


def _remove(request: HttpRequest, article: Article, spans: Sequence[Span]) -> int:
    for span in spans:
        review_spans.remove_annotation(span, by=request.user)
    return len(spans)


HOW: dict[str, Callable[[HttpRequest, Article, Sequence[Span]], int]] = {
    "decided": _reconsider,
    "added": _remove,
}


def _place(article: Article, language: str) -> str:
    return f"{article.pk}-{language}"

"""Undo on the annotation screen: what each person did last on each text, so that one key takes it back.

Kept in the session: what is undone is the work of this browser, newest first, and no business of anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from newsroom.annotation.span import Span, SpanState
from newsroom.content.article import Article
from newsroom.desk import annotate, review_spans
from newsroom.desk.errors import AnnotationGone
from newsroom.desk.selection import Selection
from newsroom.entities.entity import Entity

KEY = "annotation-undo"
MOST = 30  # steps kept for each text
MOST_SPANS = 2_000  # of one step; a longer one is taken back by restoring a revision
Step = dict[str, Any]


def remember(request: HttpRequest, article: Article, language: str, how: str, spans: Sequence[Span]) -> None:
    """The last step of this person; `how` is a key of HOW."""
    if spans and len(spans) <= MOST_SPANS:
        _keep(request, article, language, {"how": how, "spans": [str(span.uuid) for span in spans]})


def remember_removed(request: HttpRequest, article: Article, span: Span) -> None:
    """A mention that is about to go, so that it can be made again; of statements and notes the history tells."""
    if span.mention and span.state == SpanState.ACCEPTED:
        place = {"block": str(span.block.uuid), "start": span.start, "end": span.end, "exact": span.exact}
        what = {"entity": span.mention.entity.public_id, "spans": [str(span.uuid)]}
        _keep(request, article, span.language, {"how": "removed", "place": place, **what})


def _keep(request: HttpRequest, article: Article, language: str, step: Step) -> None:
    kept = request.session.setdefault(KEY, {})
    steps: list[Step] = kept.setdefault(_place(article, language), [])
    steps.append(step)
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
    return HOW[step["how"]](request, article, language, step)


def _reconsider(request: HttpRequest, article: Article, language: str, step: Step) -> int:
    return annotate.reconsider(article, spans=_spans(article, language, step), by=request.user)


def _remove(request: HttpRequest, article: Article, language: str, step: Step) -> int:
    spans = _spans(article, language, step)
    for span in spans:
        review_spans.remove_annotation(span, by=request.user)
    return len(spans)


def _annotate_again(request: HttpRequest, article: Article, language: str, step: Step) -> int:
    """The steps before it are about the new one now. Raises AnnotationGone, StaleSpan when other words stand there."""
    place, entity = step["place"], Entity.objects.standing().filter(public_id=step["entity"]).first()
    block = article.blocks.filter(uuid=place["block"]).first()
    if block is None or entity is None:
        raise AnnotationGone
    at = Selection(block, language, place["start"], place["end"], place["exact"])
    mention = annotate.add_mention(article, at=at, entity=entity, by=request.user)
    old, new = step["spans"][0], mention.spans.get(block=block, language=language, start=at.start, end=at.end)
    for earlier in request.session[KEY][_place(article, language)]:
        earlier["spans"] = [str(new.uuid) if one == old else one for one in earlier["spans"]]
    return 1


def _spans(article: Article, language: str, step: Step) -> list[Span]:
    """What is left of a step. Raises AnnotationGone when nothing is."""
    rows = Span.objects.filter(block__article=article, language=language, uuid__in=step["spans"])
    if not (spans := list(rows.select_related("block"))):
        raise AnnotationGone
    return spans


HOW: dict[str, Callable[[HttpRequest, Article, str, Step], int]] = {
    "decided": _reconsider,
    "added": _remove,
    "removed": _annotate_again,
}


def _place(article: Article, language: str) -> str:
    return f"{article.pk}-{language}"

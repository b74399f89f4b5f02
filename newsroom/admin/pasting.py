"""Pasting a whole text over an article: paste, see what becomes of every block, apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.editor import article_address
from newsroom.admin.editor_words import saved
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import BlockKind
from newsroom.desk import policy
from newsroom.desk.compose import compose
from newsroom.desk.errors import NotAReport
from newsroom.desk.paste import PastePlan, PasteStep, plan_paste
from newsroom.desk.policy import Action
from newsroom.text.diff import Piece, words_diff

TEMPLATE = "admin/newsroom/editor/paste.html"
WORDS = {
    "kept": gettext_lazy("kept"),
    "changed": gettext_lazy("changed"),
    "split": gettext_lazy("split off"),
    "merged": gettext_lazy("merged"),
    "new": gettext_lazy("new"),
    "gone": gettext_lazy("gone"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the plan, drawn: what becomes of a block, and the words that differ."""

    step: PasteStep
    word: Any
    label: str
    pieces: tuple[Piece, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def paste_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """GET: the form. POST: the plan; POST with `apply`, of the revision the plan was shown for: the save."""
    article = readable_article(request, pk, language)
    if language != article.source_language:
        raise Http404  # a translation follows the blocks of its source
    if article.trashed_at or not policy.may(request.user, Action.EDIT_SOURCE, article=article, language=language):
        raise PermissionDenied
    text, plan, error = request.POST.get("text", ""), None, ""
    if request.method == "POST":
        try:
            plan = plan_paste(article, language=language, text=text, by=request.user)
        except NotAReport as refusal:
            error = str(refusal)
    if plan is not None and "apply" in request.POST:
        if request.POST.get("revision") == str(plan.form.revision):
            return _applied(request, article, language, plan)
        messages.warning(request, _("Somebody saved meanwhile. This is the plan for the text as it is now."))
    context = {
        **admin.site.each_context(request),
        "title": _("Paste the whole text"),
        "article": article,
        "language": language,
        "direction": languages.direction(language),
        "text": text,
        "error": error,
        "plan": plan,
        "lines": list(_lines(plan)) if plan else [],
        "counts": [(WORDS[kind], plan.count(kind)) for kind in WORDS if plan.count(kind)] if plan else [],
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if error else 200)


def _applied(request: HttpRequest, article: Article, language: str, plan: PastePlan) -> HttpResponse:
    with shown_refusals(request):
        done = compose(article, language=language, form=plan.form, by=request.user)
        messages.success(request, saved(done.revision))
    return HttpResponseRedirect(article_address(article, language))


def _lines(plan: PastePlan) -> Iterator[Line]:
    for step in plan.steps:
        old = "" if step.kind in {"new", "split"} else step.old
        pieces = (Piece("equal", step.new),) if step.kind == "kept" else tuple(words_diff(old, step.new))
        yield Line(step, WORDS[step.kind], str(BlockKind(step.block_kind).label), pieces)

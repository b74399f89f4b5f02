"""Repairs of an article: each lost ZWNJ, foreign letter or digit shown in its sentence, to accept or refuse."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.tags import counted
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.repair import Repair
from newsroom.desk import policy, repair
from newsroom.desk.policy import Action

CONTEXT = 40  # code points shown on either side


@dataclass(frozen=True, slots=True)
class Line:
    """One open repair with the words around it."""

    repair: Repair
    before: str
    after: str


DECISIONS = {"accept": repair.accept_repairs, "reject": repair.reject_repairs}


def repairs_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; POST `accept` or `reject` with the chosen ones, or with `all`."""
    article = readable_article(request, pk)
    if not policy.may(request.user, Action.EDIT_SOURCE, article=article, language=article.source_language):
        raise PermissionDenied
    waiting = list(Repair.objects.open().filter(block__article=article).select_related("block"))
    if request.method == "POST":
        return _decide(request, article, waiting)
    context = {
        **admin.site.each_context(request),
        "title": _("Repairs"),
        "article": article,
        "lines": [_line(row) for row in waiting],
        "language": article.source_language,
        "direction": languages.direction(article.source_language),
    }
    return TemplateResponse(request, "admin/newsroom/article/repairs.html", context)


def _decide(request: HttpRequest, article: Article, waiting: list[Repair]) -> HttpResponse:
    name = next((name for name in DECISIONS if name in request.POST or f"{name}_all" in request.POST), "")
    ticked = set(request.POST.getlist("repair"))
    chosen = [row for row in waiting if f"{name}_all" in request.POST or str(row.uuid) in ticked]
    if name and chosen:
        with shown_refusals(request):
            DECISIONS[name](article, repairs=chosen, by=request.user)
            messages.success(request, _("Decided: %(count)s repairs.") % {"count": counted(len(chosen))})
    left = len(waiting) - len(chosen)
    page = "repairs" if left else "change"
    return HttpResponseRedirect(reverse(f"admin:newsroom_article_{page}", args=[article.pk]))


def _line(row: Repair) -> Line:
    text = row.block.plain(row.language)
    return Line(row, text[max(0, row.start - CONTEXT) : row.start], text[row.end : row.end + CONTEXT])

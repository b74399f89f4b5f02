"""History: the revisions of an article, any two side by side, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.tags import counted
from newsroom.desk.restore import restore
from newsroom.screens.history import comparison, history

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
# How a row of the comparison is called, and what its annotations are called.
STATUSES = {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "changed": gettext_lazy("changed"),
    "moved": gettext_lazy("moved"),
}
SORTS = {
    "mentions": gettext_lazy("Mentions"),
    "statements": gettext_lazy("Statements"),
    "notes": gettext_lazy("Notes"),
}


def urls(wrap: Callable[[Any], Any]) -> list[URLPattern]:
    """Beside the admin's own address of a history."""
    return [
        path("<int:pk>/history/compare/", wrap(compare_view), name="newsroom_article_compare"),
        path("<int:pk>/history/<int:number>/restore/", wrap(restore_view), name="newsroom_article_restore"),
    ]


@require_safe
def history_view(request: HttpRequest, object_id: str) -> HttpResponse:
    """The list, a page at a time."""
    if not NUMBER.fullmatch(object_id):
        raise Http404
    article = readable_article(request, int(object_id))
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "article": article,
        "history": history(article, request.user, request.GET.get("page")),
    }
    return TemplateResponse(request, "admin/newsroom/history/list.html", context)


@require_safe
def compare_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions, `?old=` and `?new=` in either order."""
    article = readable_article(request, pk)
    asked = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(NUMBER.fullmatch(one) for one in asked):
        raise Http404
    older, newer = sorted(int(one) for one in asked)
    if older == newer:
        messages.info(request, _("Choose two different revisions."))
        return HttpResponseRedirect(reverse("admin:newsroom_article_history", args=[pk]))
    compared = comparison(article, request.user, older, newer)
    if compared is None:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("From revision %(older)s to %(newer)s") % {"older": counted(older), "newer": counted(newer)},
        "article": article,
        "compared": compared,
        "statuses": STATUSES,
        "sorts": SORTS,
    }
    return TemplateResponse(request, "admin/newsroom/history/compare.html", context)


@require_POST
def restore_view(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make the article what a revision says, as its next revision."""
    article = readable_article(request, pk)
    with shown_refusals(request):
        revision = restore(article, number=number, by=request.user)
        said = _("Revision %(number)s is restored as revision %(new)s.")
        messages.success(request, said % {"number": counted(number), "new": counted(revision.number)})
    return HttpResponseRedirect(reverse("admin:newsroom_article_history", args=[pk]))

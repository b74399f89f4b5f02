"""The search of the archive for names: how far it is, and a few more texts at a press. The rest is a command's work."""

from __future__ import annotations

from itertools import islice

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from newsroom.admin.tags import counted
from newsroom.desk import policy, rescan
from newsroom.desk.errors import NotAllowed
from newsroom.desk.policy import Action
from newsroom.screens.scans import archive_state

TOGETHER = 20  # texts that one request searches: about a second


@require_http_methods(["GET", "HEAD", "POST"])
def archive_view(request: HttpRequest) -> HttpResponse:
    """How many texts were searched; POST searches the next ones that are due, the newest first."""
    if not policy.may(request.user, Action.READ_DRAFTS):
        raise PermissionDenied
    if request.method == "POST":
        return _search(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Search for names in the archive"),
        "state": archive_state(),
        "may_search": policy.may(request.user, Action.DECIDE),
        "together": TOGETHER,
    }
    return TemplateResponse(request, "admin/newsroom/archive.html", context)


def _search(request: HttpRequest) -> HttpResponse:
    if not policy.may(request.user, Action.DECIDE):
        raise PermissionDenied
    due = (text for text in rescan.texts(rescan.Wanted()) if text.why)
    try:
        found = [rescan.rescan(text, by=request.user) or 0 for text in islice(due, TOGETHER)]
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    searched = ngettext("%(number)s text searched.", "%(number)s texts searched.", len(found))
    new = ngettext("%(number)s mention suggested.", "%(number)s mentions suggested.", sum(found))
    messages.success(request, f"{searched % {'number': counted(len(found))}} {new % {'number': counted(sum(found))}}")
    return HttpResponseRedirect(reverse("admin:newsroom_article_archive"))

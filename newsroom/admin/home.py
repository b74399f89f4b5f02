"""The way in: what waits for somebody (drawn by the site's index), and their notifications."""

from __future__ import annotations

import re

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.admin.tags import counted
from newsroom.desk.notifications import mark_read
from newsroom.screens.notices import notices
from newsroom.staff.notification import Notification

NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
RING = 100  # unread notifications that are counted; more is "99+"
LISTED = 100


def unread(request: HttpRequest) -> int:
    """How many unread notifications this person has, up to RING: one query, asked only where the bell is drawn."""
    if not request.user.is_authenticated:
        return 0
    return Notification.objects.unread().filter(to=request.user).order_by()[:RING].count()


def notifications_view(request: HttpRequest) -> HttpResponse:
    """A person's own notifications, newest first; POST `read` with one's key, or `all`."""
    if request.method == "POST":
        return _mark(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Notifications"),
        "notices": notices(request.user, LISTED),
    }
    return TemplateResponse(request, "admin/newsroom/workflow/notifications.html", context)


def _mark(request: HttpRequest) -> HttpResponse:
    one = request.POST.get("read", "")
    if NUMBER.fullmatch(one):
        mark_read(request.user, only=int(one))
    elif "all" in request.POST:
        number = mark_read(request.user)
        text = ngettext("%(number)s notification was marked.", "%(number)s notifications were marked.", number)
        messages.success(request, text % {"number": counted(number)})
    return HttpResponseRedirect(reverse("admin:notifications"))

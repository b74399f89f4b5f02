"""The admin site: its models grouped by what they are about, in the order in which work happens."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

RECENT = 8
GROUPS: list[tuple[str, Any, list[str]]] = [
    ("reports", _("Reports"), ["Article", "Block", "Asset"]),
    (
        "knowledge",
        _("Who and what"),
        [
            *("Person", "Organization", "Place", "Event", "Document", "Initiative", "Topic"),
            *("Name", "Membership", "Participation"),
        ],
    ),
    ("published", _("Published"), ["Publication", "Edition"]),
    ("staff", _("Staff"), ["User", "LogEntry"]),
]


class NewsroomSite(AdminSite):
    """Gozaresh's admin."""

    site_header = _("Gozaresh: the desk")
    site_title = _("Gozaresh")
    index_title = _("The desk")
    enable_nav_sidebar = False
    empty_value_display = "–"

    def get_urls(self) -> list[Any]:
        from newsroom.admin.accounts import ChangePassword, sessions_view
        from newsroom.admin.home import notifications_view

        own = [
            path("notifications/", self.admin_view(notifications_view), name="notifications"),
            path("sessions/", self.admin_view(sessions_view), name="sessions"),
            path("password_change/", self.admin_view(ChangePassword.as_view()), name="password_change"),
        ]
        return own + [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "password_change"]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own, which then knows the browser that was logged in."""
        from newsroom.admin.accounts import remember_browser

        response = super().login(request, extra_context)
        remember_browser(request)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the bell: how many notifications are unread, asked of the database where a page shows it."""
        from newsroom.admin.home import unread

        return {**super().each_context(request), "unread": cache(partial(unread, request))}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits for this person, and the desk's own log of them in place of Django's, which is not written."""
        from newsroom.screens.my_work import my_work

        log = apps.get_model("newsroom", "LogEntry")
        recent = log.objects.filter(who=request.user).order_by("-at")[:RECENT]
        own = {"recent": list(recent), "work": my_work(request.user), "title": _("My work")}
        return super().index(request, {**own, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The newsroom's models by domain instead of one long list of one app."""
        models = {
            model["object_name"]: model
            for app in super().get_app_list(request, app_label)
            for model in app["models"]
        }
        return [
            {
                "name": label,
                "app_label": "newsroom",
                "app_url": f"#{key}",
                "has_module_perms": True,
                "models": [models[name] for name in names if name in models],
            }
            for key, label, names in GROUPS
            if any(name in models for name in names)
        ]

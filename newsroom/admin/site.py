"""The admin site: its models grouped by what they are about, in the order in which work happens."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

RECENT = 8
GROUPS: list[tuple[str, Any, list[str]]] = [
    ("reports", _("Reports"), ["Article", "Block"]),
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

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk's own log of this person in place of Django's, which is not written."""
        log = apps.get_model("newsroom", "LogEntry")
        recent = log.objects.filter(who=request.user).order_by("-at")[:RECENT]
        return super().index(request, {"recent": list(recent), **(extra_context or {})})

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

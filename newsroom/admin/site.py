"""The admin site: its models grouped by what they are about, in the order in which work happens."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

GROUPS: list[tuple[str, Any, list[str]]] = [
    ("reports", _("Reports"), ["Article", "Block"]),
    (
        "knowledge",
        _("Who and what"),
        ["Person", "Organization", "Place", "Event", "Document", "Initiative", "Topic", "Name", "Membership"],
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

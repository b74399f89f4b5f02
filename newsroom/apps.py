"""Django's two hooks: the app itself and the admin site that serves its editors."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class Newsroom(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        post_migrate.connect(_put_back_guards, sender=self, dispatch_uid="newsroom.guards")


class NewsroomAdmin(AdminConfig):
    default_site = "newsroom.admin.site.NewsroomSite"

    def ready(self) -> None:
        super().ready()
        import_module("newsroom.admin.contents")


def _put_back_guards(using: str, **_kwargs: Any) -> None:
    """The one signal of the project: SQLite drops triggers when a migration rebuilds a table."""
    from newsroom.base.guards import ensure_guards

    ensure_guards(using)

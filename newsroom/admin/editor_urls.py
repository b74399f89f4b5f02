"""The addresses of the editor's pages, under those of articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from newsroom.admin import article_life, editor, editor_side, pasting


def editor_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Each view behind the admin's login (`wrap`)."""
    pages: list[tuple[str, Callable[..., Any], str]] = [
        ("new/", article_life.new_view, "new"),
        ("links/", editor_side.links_view, "links"),
        ("<int:pk>/duplicate/", article_life.duplicate_view, "duplicate"),
        ("<int:pk>/trash/", article_life.trash_view, "trash"),
        ("<int:pk>/untrash/", article_life.untrash_view, "untrash"),
        ("<int:pk>/in/<str:language>/edit/", editor.editor_view, "edit"),
        ("<int:pk>/in/<str:language>/draft/", editor_side.draft_view, "draft"),
        ("<int:pk>/in/<str:language>/presence/", editor_side.presence_view, "presence"),
        ("<int:pk>/in/<str:language>/paste/", pasting.paste_view, "paste"),
    ]
    return [path(route, wrap(view), name=f"newsroom_article_{name}") for route, view, name in pages]

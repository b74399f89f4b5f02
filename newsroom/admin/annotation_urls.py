"""The addresses of the annotation screen, under those of articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from newsroom.admin import annotation


def annotation_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Each view behind the admin's login (`wrap`)."""
    pages: list[tuple[str, Callable[..., Any], str]] = [
        ("annotate/", annotation.annotation_view, "annotate"),
        ("annotate/entities/", annotation.entities_view, "naming"),
    ]
    under = "<int:pk>/in/<str:language>/"
    return [path(f"{under}{route}", wrap(view), name=f"newsroom_article_{name}") for route, view, name in pages]

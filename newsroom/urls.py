"""Table of contents of the app's addresses; the admin's own are mounted in cms/urls.py."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("newsroom.public.urls")),
]

"""The site map: which door answers which address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

handler403 = "newsroom.public.errors.forbidden"
handler404 = "newsroom.public.errors.not_found"
handler500 = "newsroom.public.errors.broken"

urlpatterns = [
    path("admin/", include("newsroom.admin.accounts")),
    path("admin/", admin.site.urls),
    path("api/", include("newsroom.api.urls")),
    path("", include("newsroom.admin.previews")),
    path("", include("newsroom.urls")),
]

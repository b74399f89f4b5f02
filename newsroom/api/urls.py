"""Every address under /api/. What is none answers 404 in the shape of the API's errors."""

from __future__ import annotations

from django.urls import include, path, re_path

from newsroom.api.docs import Docs
from newsroom.api.door import Nothing
from newsroom.api.schema import Schema

app_name = "api"
urlpatterns = [
    path("v1/", include("newsroom.api.read.urls")),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    re_path(r"^(?:.*/)?$", Nothing.as_view(), name="nothing"),
]

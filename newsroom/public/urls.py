"""Every public address, in one list. The id finds the page; the slug is decoration and is redirected when wrong."""

from __future__ import annotations

from django.urls import path, register_converter

from newsroom.public import article, home
from newsroom.public.addresses import LanguageCode, PublicId, Slug

register_converter(LanguageCode, "language")
register_converter(PublicId, "public_id")
register_converter(Slug, "words")

app_name = "public"
urlpatterns = [
    path("", home.front_door, name="front_door"),
    path("healthz", home.health, name="health"),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/articles/<public_id:public_id>/", article.without_slug, name="article_by_id"),
    path("<language:language>/articles/<public_id:public_id>/<words:slug>/", article.article, name="article"),
]

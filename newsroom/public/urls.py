"""Every public address, in one list. The id finds the page; the slug is decoration and is redirected when wrong."""

from __future__ import annotations

from django.urls import path, register_converter

from newsroom.public import article, entity, feeds, home, lists, media, versions
from newsroom.public.addresses import Folder, KindSegment, LanguageCode, Picture, PublicId, Slug

register_converter(LanguageCode, "language")
register_converter(PublicId, "public_id")
register_converter(KindSegment, "kind")
register_converter(Slug, "words")
register_converter(Folder, "folder")
register_converter(Picture, "picture")

ARTICLE = "<language:language>/articles/<public_id:public_id>/"
ENTITY = "<language:language>/<kind:kind>/<public_id:public_id>/"

app_name = "public"
urlpatterns = [
    path("", home.front_door, name="front_door"),
    path("healthz", home.health, name="health"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap_index"),
    path("sitemap-<section>.xml", feeds.sitemap, name="sitemap"),
    path("media/pictures/<folder:folder>/<int:width>.<picture:ending>", media.rendition, name="rendition"),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/feed.atom", feeds.feed, name="feed"),
    path("<language:language>/corrections/", lists.corrections, name="corrections"),
    path(ARTICLE, article.without_slug, name="article_by_id"),
    path(ARTICLE + "versions/", versions.versions, name="versions"),
    path(ARTICLE + "versions/<int:number>/", versions.version, name="version"),
    path(ARTICLE + "versions/<int:older>..<int:newer>/", versions.comparison, name="comparison"),
    path(ARTICLE + "<words:slug>/", article.article, name="article"),
    path("<language:language>/<kind:kind>/", lists.entities, name="entities"),
    path(ENTITY, entity.without_slug, name="entity_by_id"),
    path(ENTITY + "<words:slug>/", entity.entity, name="entity"),
]

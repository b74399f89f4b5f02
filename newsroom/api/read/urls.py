"""The addresses of version 1. A new version is a new list beside this one; what stands here keeps its meaning."""

from __future__ import annotations

from django.urls import path

from newsroom.api.read import annotations, articles, entities, statements

urlpatterns = [
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<str:id>/", articles.Article.as_view(), name="article"),
    path("articles/<str:id>/editions/", articles.Editions.as_view(), name="editions"),
    path(
        "articles/<str:id>/editions/<str:language>/<str:number>/", articles.EditionItem.as_view(), name="edition"
    ),
    path(
        "articles/<str:id>/editions/<str:language>/<str:number>/annotations/",
        annotations.Annotations.as_view(),
        name="annotations",
    ),
    path(
        "articles/<str:id>/editions/<str:language>/<str:number>/annotations/<str:annotation>/",
        annotations.Annotation.as_view(),
        name="annotation",
    ),
    *entities.urlpatterns,
    path("statements/", statements.Statements.as_view(), name="statements"),
    path("statements/<str:id>/", statements.Statement.as_view(), name="statement"),
]

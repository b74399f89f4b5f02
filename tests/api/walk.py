"""Addresses of the API with real rows behind them, and the walk along `next`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from newsroom.api.read.addresses import FOLDERS
from newsroom.publishing.card import Card
from newsroom.publishing.publication import Publication
from newsroom.publishing.said import PublishedStatement

LISTS = ["articles", "statements", *(f"{kind}_list" for kind in FOLDERS)]


def get(path: str, **headers: str) -> Any:
    """The answer to a GET that must succeed, as data."""
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, (path, response.content.decode()[:500])
    return response.json()


def pages(path: str, link: str = "next") -> Iterator[dict[str, Any]]:
    """The page and all that follow it."""
    at: str | None = path
    while at:
        page = get(at)
        yield page
        at = page[link]


def rows(path: str) -> list[dict[str, Any]]:
    """Every item of a list."""
    return [row for page in pages(path) for row in page["results"]]


def every_address() -> dict[str, str]:
    """A real address for each route of the API; a new route without a row here fails the test of the walls."""
    article = Publication.objects.live().filter(language="ru")[0].article_public_id
    known = {
        "articles": reverse("api:articles"),
        "article": reverse("api:article", args=[article]),
        "editions": reverse("api:editions", args=[article]),
        "edition": reverse("api:edition", args=[article, "fa", 1]),
        "annotations": reverse("api:annotations", args=[article, "fa", 1]),
        "annotation": reverse("api:annotation", args=[article, "fa", 1, PublishedStatement.objects.live()[0].uuid]),
        "statements": reverse("api:statements"),
        "statement": reverse("api:statement", args=[PublishedStatement.objects.live()[0].uuid]),
        "schema": reverse("api:schema"),
        "docs": reverse("api:docs"),
        "nothing": "/api/v1/no/such/address/",
    }
    for kind in FOLDERS:
        card = Card.objects.standing().filter(kind=kind).order_by("pk")[0]
        known[f"{kind}_list"] = reverse(f"api:{kind}_list")
        known[kind] = reverse(f"api:{kind}", args=[card.entity_public_id])
    return known

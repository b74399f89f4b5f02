"""The three sorts of answer: a list in pages, the rows of a list made into items, a single item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from newsroom.api.door import Door
from newsroom.api.read.cursor import Key, Pages

OF_EVERY_LIST = frozenset({"cursor", "page_size"})


def described(**said: Any) -> Any:
    """A view with its place in the OpenAPI document."""
    return extend_schema_view(get=extend_schema(**said))


class List(Door, generics.ListAPIView):
    """A list: `rows()` are found, filtered and cut into pages by `keys`; `items()` reads what a page shows of them."""

    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    keys: Sequence[Key] = ()

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        raise NotImplementedError

    @property
    def parameters(self) -> frozenset[str]:  # type: ignore[override]
        filters = getattr(self, "filterset_class", None)
        return OF_EVERY_LIST | frozenset(filters.base_filters if filters else ())

    def get_queryset(self) -> QuerySet[Any]:
        return self.rows()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        items = self.items(cast("list[dict[str, Any]]", rows))
        return self.get_paginated_response(self.get_serializer(items, many=True).data)


class Item(Door, generics.RetrieveAPIView):
    """One thing: `item()` reads it, or raises Http404 alike for what is hidden and what never was."""

    def item(self) -> dict[str, Any]:
        raise NotImplementedError

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer(self.item()).data)

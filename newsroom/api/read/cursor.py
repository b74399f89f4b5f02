"""Cursors: pages of a list by the place of their last row, not by number.

A walk along `next` meets every row that stands in the list during the whole walk exactly once, whatever is published
meanwhile; the cost of a page does not grow with its distance. A list names its order as `keys`, which together are
unique. A cursor is the base64 of a JSON list: direction, then the row's keys; whatever else arrives is refused.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from newsroom.api.errors import WrongParameter
from newsroom.api.read.addresses import PUBLIC_ID

PAGE_SIZE = 25
LARGEST_PAGE = 100
LONGEST_CURSOR = 600
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
FORWARD, BACKWARD = "next", "previous"


@dataclass(frozen=True, slots=True)
class Key:
    """One part of a list's order: a column of its rows and the reader of its value in a cursor (raises ValueError)."""

    name: str
    read: Callable[[str], Any]
    descending: bool = False


def moment(text: str) -> dt.datetime:
    """A time with its zone, as isoformat() writes it; raises ValueError."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def public_id(text: str) -> str:
    if not PUBLIC_ID.fullmatch(text):
        raise ValueError(text)
    return text


def identity(text: str) -> UUID:
    return UUID(text)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: after (FORWARD) or before (BACKWARD) the row with these values."""

    direction: str
    values: tuple[Any, ...]

    def encode(self) -> str:
        said = [self.direction, *(_written(value) for value in self.values)]
        return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, token: str, keys: Sequence[Key]) -> Cursor:
        """Raises ValueError for whatever `encode` did not write for these keys."""
        if len(token) > LONGEST_CURSOR or not _TOKEN.fullmatch(token):
            raise ValueError(token)
        said = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if not isinstance(said, list) or len(said) != len(keys) + 1 or not all(isinstance(one, str) for one in said):
            raise ValueError(token)
        if said[0] not in (FORWARD, BACKWARD):
            raise ValueError(token)
        return cls(said[0], tuple(key.read(text) for key, text in zip(keys, said[1:], strict=True)))


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


class Pages(BasePagination):
    """REST framework's pagination over `view.keys`. A page costs one query."""

    keys: Sequence[Key] = ()
    rows: list[dict[str, Any]]
    next_link: str | None = None
    previous_link: str | None = None

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[dict[str, Any]]:
        self.keys = view.keys
        size, cursor = _page_size(request), self._cursor(request)
        backward = cursor is not None and cursor.direction == BACKWARD
        if cursor is not None:
            queryset = queryset.filter(_beyond(self.keys, cursor.values, backward=backward))
        order = [("-" if key.descending != backward else "") + key.name for key in self.keys]
        found = list(queryset.order_by(*order).values(*(key.name for key in self.keys))[: size + 1])
        more, rows = len(found) > size, found[:size]
        self.rows = rows[::-1] if backward else rows
        if self.rows and (more or backward):
            self.next_link = self._link(request, FORWARD, self.rows[-1])
        if self.rows and (more if backward else cursor is not None):
            self.previous_link = self._link(request, BACKWARD, self.rows[0])
        return self.rows

    def _cursor(self, request: Request) -> Cursor | None:
        token = request.query_params.get("cursor")
        try:
            return Cursor.decode(token, self.keys) if token else None
        except (ValueError, OverflowError, RecursionError) as error:
            raise WrongParameter("cursor", "This is no cursor of this list.") from error

    def _link(self, request: Request, direction: str, row: dict[str, Any]) -> str:
        here = remove_query_param(request.build_absolute_uri(), "cursor")
        cursor = Cursor(direction, tuple(row[key.name] for key in self.keys))
        return replace_query_param(here, "cursor", cursor.encode())

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_link, "previous": self.previous_link, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The address of the next page, null on the last one."},
                "previous": {**link, "description": "The address of the page before, null on the first one."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "description": f"Rows on a page, {PAGE_SIZE} unless said. More than {LARGEST_PAGE} is refused.",
                "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "A place in the list, as `next` and `previous` give it. Not to be made by hand.",
                "schema": {"type": "string", "pattern": f"^{_TOKEN.pattern}$", "maxLength": LONGEST_CURSOR},
            },
        ]


def _page_size(request: Request) -> int:
    text = request.query_params.get("page_size", str(PAGE_SIZE))
    size = int(text) if _NUMBER.fullmatch(text) else 0
    if not 1 <= size <= LARGEST_PAGE:
        raise WrongParameter("page_size", f"A number from 1 to {LARGEST_PAGE}.")
    return size


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, backward: bool) -> Q:
    """Rows behind the place, in lexicographic order of the keys."""
    behind, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        comparison = "lt" if key.descending != backward else "gt"
        behind |= equal & Q(**{f"{key.name}__{comparison}": value})
        equal &= Q(**{key.name: value})
    return behind

"""Errors: every refusal has one shape, {"errors": [{"field", "code", "message"}]}, in English whatever the reader asks.

`field` is the parameter that is wrong, null when the refusal is about the request as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

ABOUT_THE_REQUEST = frozenset({"non_field_errors", "detail"})


class WrongParameter(exceptions.ValidationError):
    """One parameter of the address is wrong: 400, naming it."""

    def __init__(self, field: str, message: str, code: str = "invalid") -> None:
        super().__init__({field: [exceptions.ErrorDetail(message, code)]})


def in_one_shape(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's hook: its own answer with our body; None lets an unknown error through to the server's log."""
    response = exception_handler(error, context)
    if response is None:
        return None
    known = error
    if isinstance(error, Http404):
        known = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        known = exceptions.PermissionDenied()
    assert isinstance(known, exceptions.APIException)
    response.data = {"errors": list(_flat(known.get_full_details(), None))}
    return response


def _flat(details: Any, field: str | None) -> Iterator[dict[str, str | None]]:
    """Nested details of REST framework as a list; the innermost name is the field."""
    if isinstance(details, list):
        for one in details:
            yield from _flat(one, field)
    elif isinstance(details, Mapping) and not {"message", "code"} <= details.keys():
        for name, inner in details.items():
            yield from _flat(inner, None if name in ABOUT_THE_REQUEST else str(name))
    else:
        yield {"field": field, "code": str(details["code"]), "message": str(details["message"])}

"""Conditional answers: a reader who has this very page gets 304, before the page is read and drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

FRESH = "public, max-age=0, must-revalidate"


def answered(request: HttpRequest, stamp: Iterable[object], draw: Callable[[], HttpResponse]) -> HttpResponse:
    """`draw()`, or 304 when the reader's copy carries the same ETag.

    `stamp` says everything that the page depends on besides the installed code (settings.RELEASE): digests of the
    editions that it shows.
    """
    said = "\n".join([settings.RELEASE, request.get_host(), *(str(part) for part in stamp)])
    etag = quote_etag(hashlib.sha256(said.encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag) or draw()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FRESH
    return response

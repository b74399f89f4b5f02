"""The files of pictures, for every reader: renditions only, under names that nobody guesses.

A file never changes, so a copy is good for ever. The original is not given out, and no file that is not named as a
rendition is. Whether its article is published is not asked: who has the name has it from a page that showed it. In
production a web server in front answers these addresses from the same folder (README, "Deploy").
"""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from newsroom.text.renditions import FOLDER, MEDIA_TYPES

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, folder: str, width: int, ending: str) -> HttpResponseBase:
    """One file of a picture, a few megabytes at most; the address says which, and nothing else reaches the disk."""
    try:
        with default_storage.open(f"{FOLDER}/{folder}/{width}.{ending}") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    etag = quote_etag(f"{folder}-{width}-{ending}")
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_EVER
    return response

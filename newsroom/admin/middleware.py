"""The admin speaks the language its user chose, else the one the browser asks for, and its days are the newsroom's;
public pages follow their address.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

PREFIX = "/admin/"


class InterfaceLanguage:
    """Activates interface language and time zone for the admin only, so that public answers never vary by header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        chosen = getattr(request.user, "interface_language", "")
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language), timezone.override(settings.EDITORIAL_TIME_ZONE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        if hasattr(request.session, "saw_somebody"):
            request.session.saw_somebody()
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

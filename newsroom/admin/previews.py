"""Previews: for the staff beside the article, and by a signed link for somebody outside who should look."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.revision import Revision
from newsroom.desk import policy
from newsroom.desk.errors import PreviewEnded
from newsroom.desk.policy import Action
from newsroom.desk.previews import open_preview, share_preview, sketch
from newsroom.public.languages import switcher
from newsroom.public.preview import Preview, draw_preview, unkept

LATEST = "latest"
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def urls(wrap: Callable[[Any], Any]) -> list[URLPattern]:
    """Beside the article in the admin."""
    return [
        path("<int:pk>/in/<str:language>/preview/", wrap(preview_view), name="newsroom_article_preview"),
        path("<int:pk>/in/<str:language>/share/", wrap(share_view), name="newsroom_article_share"),
    ]


@require_safe
def preview_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The article as it would be published now, or as the revision `?revision=` has it."""
    article = readable_article(request, pk, language)
    asked = request.GET.get("revision", "")
    revision = _revision(article, asked) if asked else None
    with translation.override(language):
        shown = sketch(article, language=language, revision=revision)
    preview = Preview(
        document=shown.document,
        language=language,
        number=shown.number,
        missing=shown.missing,
        paths={
            code: reverse("admin:newsroom_article_preview", args=[pk, code])
            for code in policy.readable_languages(request.user, article)
        },
    )
    return draw_preview(request, preview)


def share_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """GET: what a link is and a button. POST: the link, bound to the newest revision."""
    article = readable_article(request, pk, language)
    if not policy.may(request.user, Action.PREVIEW, article=article, language=language):
        raise PermissionDenied
    revision = _revision(article, request.POST.get("revision", LATEST))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Share a preview: %(language)s") % {"language": languages.own_name(language)},
        "article": article,
        "language": language,
        "revision": revision,
    }
    if request.method == "POST":
        with shown_refusals(request):
            shared = share_preview(article, language=language, revision=revision, by=request.user)
            context["link"] = request.build_absolute_uri(reverse("shared_preview", args=[shared.token]))
            context["until"] = shared.until
    return unkept(TemplateResponse(request, "admin/newsroom/preview/share.html", context).render())


@require_safe
def shared_view(request: HttpRequest, token: str) -> HttpResponse:
    """What a link leads to; one that has ended says so, one that is none of ours is no page."""
    try:
        opened = open_preview(token)
    except PreviewEnded:
        return _ended(request)
    except BadSignature as bad:
        raise Http404 from bad
    with translation.override(opened.language):
        shown = sketch(opened.revision.article, language=opened.language, revision=opened.revision)
    preview = Preview(document=shown.document, language=opened.language, number=shown.number, until=opened.until)
    return draw_preview(request, preview)


def _ended(request: HttpRequest) -> HttpResponse:
    spoken = translation.get_language_from_request(request)
    language = spoken if spoken in languages.codes() else languages.codes()[0]
    links = {code: reverse("public:home", args=[code]) for code in languages.codes()}
    with translation.override(language):
        context = {"language": language, "status": 410, "switcher": switcher(language, links)}
        response = render(request, "public/preview_ended.html", context, status=410)
    response.headers["Content-Language"] = language
    return unkept(response)


def _revision(article: Article, asked: str) -> Revision:
    """The revision of a number, or the newest one; raises Http404."""
    rows = Revision.objects.filter(article=article).order_by("-number")
    if asked != LATEST:
        rows = rows.filter(number=int(asked)) if NUMBER.fullmatch(asked) else rows.none()
    revision = rows.first()
    if revision is None:
        raise Http404
    return revision


# The door for outsiders; mounted at the root of the site.
urlpatterns = [path("preview/<str:token>/", shared_view, name="shared_preview")]

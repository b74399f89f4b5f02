"""What the editor's page asks for while somebody writes: unsaved work kept, who else is here, what a link may lead to.

None of it is a save: no revision, no row of the log (DESIGN, idea 5).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom.admin.composition_form import NUMBER
from newsroom.admin.desk_admin import readable_article
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy
from newsroom.desk.drafts import discard_draft, keep_draft
from newsroom.desk.errors import DeskError, NotAllowed
from newsroom.desk.policy import Action
from newsroom.desk.presence import away, be_present, present
from newsroom.screens.link_targets import link_targets


@require_POST
def draft_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Keep the form as it was typed (`payload`: the fields, encoded as a form), or forget it (`discard`)."""
    article = readable_article(request, pk, language)
    if "discard" in request.POST:
        discard_draft(article, language=language, by=request.user)
        return JsonResponse({"kept": False})
    revision = request.POST.get("revision", "")
    if not NUMBER.fullmatch(revision):
        return HttpResponseBadRequest()
    payload = request.POST.get("payload", "")
    try:
        keep_draft(article, language=language, revision=int(revision), payload=payload, by=request.user)
    except NotAllowed as refusal:
        return JsonResponse({"error": str(refusal)}, status=403)
    except DeskError as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return JsonResponse({"kept": True})


@require_http_methods(["GET", "HEAD", "POST"])
def presence_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Who else has the article open, and its last revision. POST also says where this person is, or that they left."""
    article = readable_article(request, pk, language)
    if request.method == "POST" and "away" in request.POST:
        away(article, language=language, by=request.user)
        return JsonResponse({})
    if request.method == "POST":
        block = _uuid(request.POST.get("block", ""))
        be_present(article, language=language, by=request.user, writing="writing" in request.POST, block=block)
    return JsonResponse({"people": _people(article, request.user), **_last(article)})


@require_GET
def links_view(request: HttpRequest) -> HttpResponse:
    """What a link may lead to by id: entities and articles whose names hold `q`."""
    if not policy.may(request.user, Action.READ_DRAFTS):
        return HttpResponse(status=403)
    language = request.GET.get("language", "")
    if language not in languages.codes():
        return HttpResponseBadRequest()
    found = link_targets(request.GET.get("q", "")[:200], language, request.user)
    targets = [{**asdict(one), "direction": languages.direction(one.language)} for one in found]
    return JsonResponse({"targets": targets})


def _people(article: Article, who: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": row.user.get_full_name() or row.user.get_username(),
            "language": languages.own_name(row.language),
            "code": row.language,
            "direction": languages.direction(row.language),
            "writing": row.writing,
            "block": str(row.block or ""),
        }
        for row in present(article, besides=who)
    ]


def _last(article: Article) -> dict[str, Any]:
    """The last revision and who made it."""
    head = article.revisions.defer("compressed").select_related("by").order_by("-number").first()
    if head is None:
        return {"revision": 0, "by": ""}
    return {"revision": head.number, "by": (head.by.get_full_name() or head.by.get_username()) if head.by else ""}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

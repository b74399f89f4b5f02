"""The annotation screen: the words of one language of an article, with everything marked on them, and the work list.

Complete as plain forms. A script sends the same fields, asks for JSON, and gets the two halves of the page drawn anew:
the words and the list. What was typed in a form is never drawn over: a refusal names its field and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from newsroom.admin import annotation_undo, annotation_words
from newsroom.admin.annotation_does import DOES, Done
from newsroom.admin.annotation_fields import Field, mention_fields, note_fields, statement_fields
from newsroom.admin.annotation_lists import list_of
from newsroom.admin.desk_admin import readable_article
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy
from newsroom.desk.errors import AnnotationGone, DeskError, NotAllowed, StaleSpan, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.screens.annotation import PILES, annotation_page
from newsroom.screens.entity_search import named, nearest, spelled_like

TEMPLATE = "admin/newsroom/annotation/page.html"
GONE = (StaleSpan, AnnotationGone, UnknownBlock)  # somebody was quicker: the fresh text is shown
MOST_FOUND = 12


@require_http_methods(["GET", "HEAD", "POST"])
def annotation_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """GET: the page (`show`: which list, `edit`: which row as a form). POST `do` with what it needs: see DOES."""
    article = readable_article(request, pk, language)
    if request.method != "POST":
        context = _context(request, article, language)
        return _parts(request, context) if _by_script(request) else TemplateResponse(request, TEMPLATE, context)
    if (do := DOES.get(request.POST.get("do", ""))) is None:
        raise Http404
    try:
        return _said(request, article, language, do(request, article, language))
    except NotAllowed as refusal:
        if _by_script(request):
            return JsonResponse({"error": str(refusal)}, status=403)
        raise PermissionDenied(str(refusal)) from refusal
    except GONE as refusal:
        return _refused(request, article, language, refusal, status=409)
    except (DeskError, ValidationError) as refusal:
        return _refused(request, article, language, refusal, status=422)


@require_GET
def entities_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What may be meant by `q`, what the article names first: for a field that completes as one types."""
    article = readable_article(request, pk, language)
    if not policy.may(request.user, Action.READ_ENTITIES):
        return HttpResponse(status=403)
    term = request.GET.get("q", "")[:200]
    here = article.mentions.values_list("entity__public_id", flat=True).distinct()
    found = nearest(spelled_like(term)[: 4 * MOST_FOUND], here, MOST_FOUND) if term.strip() else []
    targets = [asdict(named(one, language)) for one in found]
    return JsonResponse({"targets": [{**one, "direction": languages.direction(one["language"])} for one in targets]})


def _said(request: HttpRequest, article: Article, language: str, done: Done) -> HttpResponse:
    """After a verb: to a script both halves of the page, else the page again, where the change is seen."""
    show = request.POST.get("show", "") if _by_script(request) else done.show or request.POST.get("show", "")
    if _by_script(request):
        context = _context(request, article, language, show=show)
        return _parts(request, context, message=done.message, focus=done.focus)
    messages.success(request, done.message)
    query = f"?show={show}" if show in PILES else ""
    return HttpResponseRedirect(address(article, language) + query + (f"#row-{done.focus}" if done.focus else ""))


def _refused(
    request: HttpRequest, article: Article, language: str, refusal: Exception, *, status: int
) -> HttpResponse:
    """Nothing was written. What was typed and chosen stands where it was; a stale page shows the words as they are."""
    error, field = _reason(refusal)
    context = _context(request, article, language, show=request.POST.get("show", ""), field=field, error=error)
    if _by_script(request):
        fresh = {"text": _draw(request, "_text", context)} if status == 409 else {}
        return JsonResponse({"error": error, "field": field, **fresh}, status=status)
    messages.error(request, error)
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _reason(refusal: Exception) -> tuple[str, str]:
    """What was wrong, and the name of the field."""
    if isinstance(refusal, ValidationError):
        field = next(iter(refusal.message_dict), "") if hasattr(refusal, "error_dict") else ""
        return " ".join(refusal.messages), field
    return str(refusal), str(getattr(refusal, "field", ""))


# --- drawing ----------------------------------------------------------------------------------------------------------


def _parts(request: HttpRequest, context: dict[str, Any], *, message: str = "", focus: str = "") -> JsonResponse:
    return JsonResponse(
        {
            "text": _draw(request, "_text", context),
            "work": _draw(request, "_work", context),
            "message": message,
            "focus": focus,
            "undo": context["undo"],
        }
    )


def _draw(request: HttpRequest, name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"admin/newsroom/annotation/{name}.html", context, request)


def _context(
    request: HttpRequest, article: Article, language: str, *, show: str = "", field: str = "", error: str = ""
) -> dict[str, Any]:
    show = show or request.GET.get("show", "")
    page = annotation_page(article, language, request.user, show if show in PILES else "")
    sent = request.POST if error else {}
    codes = _codes_from(language)
    opened = sent.get("do", "")
    lists = list_of(page)
    edit = request.GET.get("edit", "") or sent.get("edit", "")
    return {
        **admin.site.each_context(request),
        "title": _("Annotate: %(language)s") % {"language": languages.own_name(language)},
        "article": article,
        "page": page,
        "language": language,
        "direction": page.direction,
        "edit": edit,
        **_forms(codes, {opened: sent}, field),
        "edited_fields": _edited(codes, lists, edit, sent, field),
        "undo": annotation_undo.waiting(request, article, language),
        "typed": sent,
        "refused_field": field,
        "refused": error,
        "opened": opened,
        "typed_for": {opened: sent},
        "words": annotation_words.for_script(),
        "settings": {
            "language": language,
            "direction": page.direction,
            "save": address(article, language),
            "entities": reverse("admin:newsroom_article_naming", args=[article.pk, language]),
            "login": reverse("admin:login"),
        },
        **lists,
    }


def _forms(codes: list[str], typed: dict[str, Any], field: str) -> dict[str, Any]:
    """The fields of the forms for what is new."""
    new: dict[str, Callable[..., list[Field]]] = {
        "mention": mention_fields,
        "statement": statement_fields,
        "note": note_fields,
    }
    return {f"{do}_fields": fields(codes, typed=typed.get(do, {}), refused=field) for do, fields in new.items()}


def _edited(codes: list[str], lists: dict[str, Any], edit: str, sent: Any, field: str) -> list[Field]:
    """The fields of the one row that is shown as a form."""
    for line in lists.get("statements", ()):
        if line.id == edit:
            return statement_fields(codes, line, typed=sent, refused=field)
    for line in lists.get("notes", ()):
        if line.id == edit:
            return note_fields(codes, line.note, typed=sent, refused=field)
    return []


def _codes_from(language: str) -> list[str]:
    """Every language of the site, that of the page first: in it somebody writes."""
    return sorted(languages.codes(), key=lambda code: code != language)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def address(article: Article, language: str) -> str:
    """Where one language of an article is annotated."""
    return reverse("admin:newsroom_article_annotate", args=[article.pk, language])

"""Comments of an article in a language: the threads, and forms that begin, answer, settle and open them again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.workflow import back_to
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import comments, policy
from newsroom.desk.policy import Action
from newsroom.screens.threads import places
from newsroom.staff.comment import Comment


def comments_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The threads; `?block=<uuid>` shows one block's. POST `do` with what it needs: see DOES."""
    article = readable_article(request, pk, language)
    sent = request.POST if request.method == "POST" else request.GET
    block, unsent = _uuid(sent.get("block", "")), ""
    if request.method == "POST":
        if (do := DOES.get(request.POST.get("do", ""))) is None:
            raise Http404
        if _done(request, article, language, do):
            here = reverse("admin:newsroom_article_comments", args=[pk, language])
            return HttpResponseRedirect(back_to(request, f"{here}?block={block}" if block else here))
        unsent = request.POST.get("text", "")
    context = {
        **admin.site.each_context(request),
        "title": _("Comments: %(language)s") % {"language": languages.own_name(language)},
        "article": article,
        "language": language,
        "direction": languages.direction(language),
        "places": places(article, language, only=block),
        "only": block,
        "may_comment": policy.may(request.user, Action.COMMENT, article=article, language=language),
        "unsent": unsent,
        "unsent_to": request.POST.get("comment", ""),
    }
    return TemplateResponse(request, "admin/newsroom/comments/page.html", context)


def _done(request: HttpRequest, article: Article, language: str, do: Callable[..., None]) -> bool:
    """Whether the verb took it; what it refuses is said, and the words are not lost."""
    refused = True
    with shown_refusals(request):
        do(request, article, language)
        refused = False
    return not refused


def _add(request: HttpRequest, article: Article, language: str) -> None:
    block = _uuid(request.POST.get("block", ""))
    comments.add_comment(article, language=language, block=block, text=request.POST.get("text", ""), by=request.user)


def _reply(request: HttpRequest, article: Article, language: str) -> None:
    comments.reply(_named(request, article, language), text=request.POST.get("text", ""), by=request.user)


def _resolve(request: HttpRequest, article: Article, language: str) -> None:
    comments.resolve(_named(request, article, language), by=request.user)


def _reopen(request: HttpRequest, article: Article, language: str) -> None:
    comments.reopen(_named(request, article, language), by=request.user)


DOES: dict[str, Callable[[HttpRequest, Article, str], None]] = {
    "add": _add,
    "reply": _reply,
    "resolve": _resolve,
    "reopen": _reopen,
}


def _named(request: HttpRequest, article: Article, language: str) -> Comment:
    """The comment that a form names, of this article and language only."""
    uuid = _uuid(request.POST.get("comment", ""))
    return get_object_or_404(Comment.objects.select_related("parent"), uuid=uuid, article=article, language=language)


def _uuid(text: str) -> UUID | None:
    """A uuid as a form sends it; none for none. Raises Http404 for anything else."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error

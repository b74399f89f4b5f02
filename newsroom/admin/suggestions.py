"""Suggested mentions of an article in a language: each quotation in its sentence, to accept or reject."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.tags import counted
from newsroom.annotation.reasons import in_words
from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import annotate, policy
from newsroom.desk.policy import Action

DECISIONS = {"accept": annotate.accept_suggestions, "reject": annotate.reject_suggestions}


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion, the words around it and the entity it names."""

    span: Span
    entity: str
    kind: str
    reason: str


def suggestions_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The list; POST `accept` or `reject` with the chosen ones."""
    article = readable_article(request, pk, language)
    waiting = list(
        Span.objects.of_article(article.pk, language).undecided().select_related("mention__entity", "block")
    )
    if request.method == "POST":
        return _decide(request, article, language, waiting)
    context = {
        **admin.site.each_context(request),
        "title": _("Suggested mentions: %(language)s") % {"language": languages.own_name(language)},
        "article": article,
        "language": language,
        "direction": languages.direction(language),
        "lines": [_line(span, language) for span in waiting],
        "may_decide": policy.may(request.user, Action.DECIDE, article=article),
    }
    return TemplateResponse(request, "admin/newsroom/article/mentions.html", context)


def _decide(request: HttpRequest, article: Article, language: str, waiting: list[Span]) -> HttpResponse:
    name = next((name for name in DECISIONS if name in request.POST), "")
    ticked = set(request.POST.getlist("span"))
    chosen = [span for span in waiting if str(span.uuid) in ticked]
    if name and chosen:
        with shown_refusals(request):
            count = DECISIONS[name](article, spans=chosen, by=request.user)
            messages.success(request, _("Decided: %(count)s suggestions.") % {"count": counted(count)})
    if len(chosen) < len(waiting):
        return HttpResponseRedirect(reverse("admin:newsroom_article_mentions", args=[article.pk, language]))
    return HttpResponseRedirect(reverse("admin:newsroom_article_change", args=[article.pk]))


def _line(span: Span, language: str) -> Line:
    entity = span.mention.entity if span.mention else None
    return Line(
        span=span,
        entity=(entity.name_in(language) or str(entity)) if entity else "",
        kind=entity.get_kind_display() if entity else "",
        reason=in_words(span.reason),
    )

"""Articles: their description, their blocks at a glance, and the steps of the desk as buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom.admin import ingest, repairs, suggestions
from newsroom.admin.desk_admin import DeskModelAdmin, shown_refusals
from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.desk import annotate, edit, policy, publish, review, translate
from newsroom.desk.policy import Action
from newsroom.publishing.edition import EditionKind
from newsroom.screens.article_overview import overview
from newsroom.text import markup

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
SOURCE = ["source_name", "source_url", "source_date", "located"]
Step = Callable[..., Any]

STEPS: dict[str, tuple[Step, Any]] = {
    "suggest": (annotate.suggest_mentions, gettext_lazy("Mentions were suggested.")),
    "confirm": (translate.confirm_translation, gettext_lazy("The translation is confirmed.")),
    "approve": (review.approve, gettext_lazy("The text is approved.")),
    "publish": (publish.publish, gettext_lazy("The edition is published.")),
}


@admin.register(Article)
class ArticleAdmin(DeskModelAdmin):
    """The description of an article; its words are edited block by block, its steps are verbs."""

    list_display = ["headline", "public_id", "source_language", "genre", "source_name", "source_date", "created_at"]
    list_filter = ["source_language", "genre", "tracks__state"]
    search_fields = ["public_id", *languages.columns("slug", "blocks__text")]
    date_hierarchy = "created_at"
    fieldsets = [
        (None, {"fields": ["genre", "about"]}),
        (gettext_lazy("Source"), {"fields": SOURCE}),
        (gettext_lazy("Address"), {"fields": languages.columns("slug")}),
    ]
    autocomplete_fields = ["about"]
    change_form_template = "admin/newsroom/article/change_form.html"
    change_list_template = "admin/newsroom/article/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_headlines(super().get_queryset(request))

    @admin.display(description=gettext_lazy("title"))
    def headline(self, article: Article) -> SafeString:
        return format_html(
            '<span lang="{}" dir="{}">{}</span>',
            article.source_language,
            languages.direction(article.source_language),
            isolated(markup.parse(article.headline or article.public_id).text, article.source_language),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come in by ingest."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return policy.may(request.user, Action.EDIT_SOURCE, article=obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        edit.edit_article(
            obj, changed=form.changed_data, about=form.cleaned_data.get("about"), by=request.user
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The verb has written what the article is about."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"may_ingest": policy.may(request.user, Action.INGEST)}
        return super().changelist_view(request, (extra_context or {}) | context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        context = {"overview": overview(article, request.user), "headline": self.headline(article)} if article else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("ingest/", wrap(ingest.ingest_view), name="newsroom_article_ingest"),
            path("<int:pk>/repairs/", wrap(repairs.repairs_view), name="newsroom_article_repairs"),
            path(
                "<int:pk>/in/<str:language>/mentions/",
                wrap(suggestions.suggestions_view),
                name="newsroom_article_mentions",
            ),
            path("<int:pk>/in/<str:language>/<str:step>/", wrap(step_view), name="newsroom_article_step"),
        ]
        return own + super().get_urls()


@require_POST
def step_view(request: HttpRequest, pk: int, language: str, step: str) -> HttpResponse:
    """One press of a button: one verb; what it refuses is said on the article's page."""
    article = Article.objects.filter(pk=pk).first()
    if article is None or step not in STEPS or language not in languages.codes():
        raise Http404
    if not policy.may(request.user, Action.READ_DRAFTS, article=article):
        raise PermissionDenied
    verb, done = STEPS[step]
    with shown_refusals(request):
        said = SAID_WITH[step](request) if step in SAID_WITH else {}
        verb(article, language=language, by=request.user, **said)
        messages.success(request, f"{languages.own_name(language)}: {done}")
    return HttpResponseRedirect(reverse("admin:newsroom_article_change", args=[pk]))


def _seen(request: HttpRequest) -> dict[str, Any]:
    """Who approves says which revision they have read."""
    seen = request.POST.get("seen_revision", "")
    return {"seen_revision": int(seen)} if NUMBER.fullmatch(seen) else {}


def _why(request: HttpRequest) -> dict[str, Any]:
    """Who publishes again says why."""
    kind, note = request.POST.get("kind", ""), " ".join(request.POST.get("note", "").split())
    if kind and kind not in EditionKind.values:
        raise Http404  # no form of ours sends it, and publishing without its note would lose the note
    return {"kind": kind, "note": note} if kind else {}


SAID_WITH: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {"approve": _seen, "publish": _why}

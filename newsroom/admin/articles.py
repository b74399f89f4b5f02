"""Articles: their description, their blocks at a glance, and the steps of the desk as buttons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from newsroom.admin import archive_search, article_images, comments, history, ingest, previews, repairs, tags, workflow
from newsroom.admin.annotation_exchange import annotation_exchange_urls
from newsroom.admin.annotation_urls import annotation_urls
from newsroom.admin.article_filters import (
    AssigneeFilter,
    CountedAhead,
    LanguageFilter,
    SourceLanguageFilter,
    StateFilter,
    TrashFilter,
)
from newsroom.admin.desk_admin import DeskModelAdmin
from newsroom.admin.editor_urls import editor_urls
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.desk import edit, policy
from newsroom.desk.policy import Action
from newsroom.screens import article_list
from newsroom.screens.article_overview import overview

SOURCE = ["source_name", "source_url", "source_date", "located"]


@admin.register(Article)
class ArticleAdmin(DeskModelAdmin):
    """The description of an article; its words are edited block by block, its steps are verbs."""

    read_action = Action.READ_DRAFTS
    list_display = ["headline", "languages_of", "assignees", "genre", "changed_at", "came_in"]
    list_filter = [
        *(LanguageFilter, StateFilter, AssigneeFilter),
        ("source_language", SourceLanguageFilter),
        *("genre", TrashFilter),
    ]
    show_facets = admin.ShowFacets.NEVER  # each number would be a query over everything
    search_fields = ["public_id"]  # draws the box; `get_search_results` asks the folded texts
    search_help_text = gettext_lazy("All words, in any order and any language; or a public id.")
    list_per_page = 50
    actions = ["assign"]
    fieldsets = [
        (None, {"fields": ["genre", "about"]}),
        (gettext_lazy("Source"), {"fields": SOURCE}),
        (gettext_lazy("Address"), {"fields": languages.columns("slug")}),
    ]
    autocomplete_fields = ["about"]
    change_form_template = "admin/newsroom/article/change_form.html"
    change_list_template = "admin/newsroom/article/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """What this person may read: the list, its search, the page and the look-up of other forms start here."""
        readable = policy.readable(super().get_queryset(request), request.user)
        return article_list.with_title_key(article_list.listed(with_headlines(readable)))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return policy.may(request.user, Action.READ_DRAFTS, article=obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return article_list.found(queryset, search_term, request.user), False

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CountedAhead:
        page = request.GET.get("p", "1")
        return CountedAhead(*args, **kwargs, page=int(page) if workflow.NUMBER.fullmatch(page) else 1)

    @admin.action(description=gettext_lazy("Assign to…"))
    def assign(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        """Lead to the form that asks to whom."""
        chosen = queryset.order_by().values_list("pk", flat=True)[: workflow.MOST_AT_ONCE]
        query = urlencode([("article", pk) for pk in chosen])
        return HttpResponseRedirect(f"{reverse('admin:newsroom_article_assign')}?{query}")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if not policy.may(request.user, Action.ASSIGN):
            actions.pop("assign", None)
        return actions

    @admin.display(description=gettext_lazy("Languages"))
    def languages_of(self, article: Article) -> SafeString:
        """A chip per language that was begun, with its state in words."""
        tracks = [(t.state, t.language, languages.own_name(t.language), t) for t in article.tracks.all()]
        return format_html_join(
            " ",
            '<span class="desk-chip desk-state-{}"><bdi lang="{}">{}</bdi> {}</span>',
            [(state, code, name, track.get_state_display()) for state, code, name, track in tracks],
        )

    @admin.display(description=gettext_lazy("assignee"))
    def assignees(self, article: Article) -> SafeString:
        """Who works on which language until when."""
        given = [track for track in article.tracks.all() if track.assignee]
        return format_html_join(
            mark_safe("<br>"),
            '<bdi>{}</bdi> <bdi lang="{}" class="quiet">{}</bdi> {}',
            [
                (t.assignee, t.language, languages.own_name(t.language), tags.moment(t.due) if t.due else "")
                for t in given
            ],
        )

    @admin.display(description=gettext_lazy("last change"))
    def changed_at(self, article: Article) -> SafeString | str:
        changed: dt.datetime | None = getattr(article, "changed_at", None)
        return tags.moment(changed) if changed else self.get_empty_value_display()

    @admin.display(description=gettext_lazy("created"), ordering="created_at")
    def came_in(self, article: Article) -> SafeString:
        return tags.moment(article.created_at)

    @admin.display(description=gettext_lazy("title"), ordering="title_key")
    def headline(self, article: Article) -> SafeString:
        return format_html(
            '<span lang="{}" dir="{}">{}</span>',
            article.source_language,
            languages.direction(article.source_language),
            tags.headline(article),
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

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The revisions; who did what besides stands in the log."""
        return history.history_view(request, object_id)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            *editor_urls(wrap),
            *history.urls(wrap),
            *previews.urls(wrap),
            *annotation_exchange_urls(wrap),
            path("ingest/", wrap(ingest.ingest_view), name="newsroom_article_ingest"),
            path("archive/", wrap(archive_search.archive_view), name="newsroom_article_archive"),
            path("matrix/", wrap(workflow.matrix_view), name="newsroom_article_matrix"),
            path("assign/", wrap(workflow.assign_view), name="newsroom_article_assign"),
            path(
                "<int:pk>/in/<str:language>/comments/", wrap(comments.comments_view), name="newsroom_article_comments"
            ),
            path("<int:pk>/images/", wrap(article_images.images_view), name="newsroom_article_images"),
            path("<int:pk>/repairs/", wrap(repairs.repairs_view), name="newsroom_article_repairs"),
            *annotation_urls(wrap),
            path("<int:pk>/in/<str:language>/<str:step>/", wrap(workflow.step_view), name="newsroom_article_step"),
        ]
        return own + super().get_urls()

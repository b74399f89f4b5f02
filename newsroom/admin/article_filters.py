"""Filters and pages of the list of articles; what they mean stands in `screens/article_list.py`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.track import State
from newsroom.screens.article_list import MISSING, OUTDATED, Wanted, matching

LOOKED_AHEAD = 10  # pages


class CountedAhead(Paginator):
    """Pages that are counted only so far ahead as somebody could leaf: no COUNT(*) over a whole archive."""

    def __init__(self, *args: Any, page: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = (max(page, 1) + LOOKED_AHEAD) * self.per_page

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.limit].count())

    @property
    def has_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count >= self.limit


class _OfTracks(admin.SimpleListFilter):
    """A filter on the states of languages: what is chosen in all of them must be true of one language at once, so the
    first of them applies them together.
    """

    applies = False

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return matching(queryset, wanted_by(request)) if self.applies else queryset


class LanguageFilter(_OfTracks):
    title = _("language")
    parameter_name = "language"
    applies = True

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(code, languages.translated_name(code)) for code in languages.codes()]


class StateFilter(_OfTracks):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(MISSING, _("missing")), *State.choices, (OUTDATED, _("outdated"))]


class AssigneeFilter(_OfTracks):
    """Three choices that cost no query; a certain person is asked for in the language matrix."""

    title = _("assignee")
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("me", _("me")), ("nobody", _("nobody"))]


class SourceLanguageFilter(admin.ChoicesFieldListFilter):
    """By the language that an article was written in, beside the filter on any of its languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("source language")


class TrashFilter(admin.SimpleListFilter):
    """What is in the trash is listed on demand only."""

    title = _("trash")
    parameter_name = "trash"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("in the trash"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        return queryset.trashed() if self.value() == "1" else queryset.kept()


def wanted_by(request: HttpRequest) -> Wanted:
    """What the filters on the states of languages ask for; values that are no choice of theirs ask for nothing."""
    language, state = request.GET.get("language", ""), request.GET.get("state", "")
    people = {"me": request.user.pk, "nobody": 0}
    return Wanted(
        language=language if language in languages.codes() else "",
        state=state if state in {MISSING, OUTDATED, *State.values} else "",
        assignee=people.get(request.GET.get("assignee", "")),
    )

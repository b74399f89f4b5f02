"""DeskModelAdmin: the one bridge from Django's admin to the verbs of the desk.

Permissions are asked of `desk.policy`, writes go to verbs, refusals are shown as messages, every field of a
language has its `lang` and `dir`. Django's own log is not written: the desk's log is the evidence, and "History"
leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from modeltranslation.fields import TranslationField

from newsroom.admin import tags
from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.content.article import Article
from newsroom.desk import policy
from newsroom.desk.errors import DeskError, NotAllowed
from newsroom.desk.policy import Action, Reach


@contextmanager
def shown_refusals(request: HttpRequest) -> Iterator[None]:
    """A verb's refusal becomes a message; a missing right becomes 403."""
    try:
        yield
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except DeskError as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)


def readable_article(request: HttpRequest, pk: int, language: str = "") -> Article:
    """The article of a page beside the admin's own, in a language where the page has one.

    Raises PermissionDenied for those who read no drafts at all, Http404 where there is none, where they may not read it
    and where the site has no such language: what is hidden answers as what is not there.
    """
    if not policy.may(request.user, Action.READ_DRAFTS):
        raise PermissionDenied
    whole = Reach.ALL in policy.reaches_of(request.user, Action.READ_DRAFTS)  # otherwise assignments are asked for
    articles = Article.objects.all() if whole else Article.objects.prefetch_related("tracks")
    article = policy.readable(articles, request.user).filter(pk=pk).first()
    if article is None or (language and language not in languages.codes()):
        raise Http404
    if not policy.may(request.user, Action.READ_DRAFTS, article=article, language=language):
        raise Http404
    return article


@cache
def spoken(model: type[models.Model], name: Any) -> Any:
    """The list column of a translated field with the language and direction of its text, that of a moment as all pages
    of the desk show one; any other column as it is.
    """
    try:
        column = model._meta.get_field(name)
    except (FieldDoesNotExist, TypeError):
        return name
    if isinstance(column, models.DateTimeField):
        return _moments(column)
    if not isinstance(column, TranslationField):
        return name
    language = column.language

    @admin.display(description=column.verbose_name, ordering=name)
    def cell(row: models.Model) -> str:
        text = getattr(row, name)
        if not text:
            return ""
        direction = languages.direction(language)
        return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, isolated(text, language))

    cell.__name__ = name
    return cell


def _moments(column: models.DateTimeField[Any, Any]) -> Any:
    """A list column of moments in the newsroom's zone, in the calendars and digits of the editor's language."""

    @admin.display(description=column.verbose_name, ordering=column.name)
    def cell(row: models.Model) -> str | None:
        when = getattr(row, column.name)
        return tags.moment(when) if when else None

    cell.__name__ = column.name
    return cell


class LanguageFields:
    """Gives every form field of a translated column the language and direction of its text."""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(db_field, TranslationField):
            field.widget.attrs.update(lang=db_field.language, dir=languages.direction(db_field.language))
        return field


class DeskModelAdmin(LanguageFields, admin.ModelAdmin):
    """An admin whose every right and every write is the desk's."""

    read_action: Action = Action.READ_ENTITIES
    write_action: Action | None = None
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    save_as = False
    show_full_result_count = False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Columns of a language say which one it is."""
        return [spoken(self.model, name) for name in super().get_list_display(request)]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        links = super().get_list_display_links(request, self.list_display)
        return [spoken(self.model, name) for name in links] if links else links

    def has_module_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, self.read_action)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policy.may(request.user, self.read_action)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No bulk deletion beside the verbs."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """A refusal was shown by the verb's caller; nothing was deleted, so nothing is said to be."""
        if self.model._default_manager.filter(pk=obj_id).exists():
            return HttpResponseRedirect(reverse(f"admin:newsroom_{self.opts.model_name}_change", args=[obj_id]))
        return super().response_delete(request, obj_display, obj_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        logged = self.logged_object(row)
        query = urlencode({"object_id": str(getattr(logged, "uuid", logged.pk))})
        return HttpResponseRedirect(f"{reverse('admin:newsroom_logentry_changelist')}?{query}")

    def logged_object(self, row: Any) -> Any:
        """The row under which the log keeps what happens to this one."""
        return row

    def log_addition(self, *args: Any) -> None:
        """The verb has written the log."""

    log_change = log_addition
    log_deletions = log_addition

    def _may_write(self, request: HttpRequest) -> bool:
        return self.write_action is not None and policy.may(request.user, self.write_action)


class ReadOnlyAdmin(DeskModelAdmin):
    """Tables that only verbs write and nobody edits: what was published, what was logged."""

    write_action = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.fields]


def row_verb(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The verb behind a plain save: `verb(row, changed=..., by=...)`."""

    def save_model(self: Any, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        verb(obj, changed=form.changed_data, by=request.user)

    return save_model

"""One block in all its languages: the first cut of the editing screen. A save carries the revision it started from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.admin.desk_admin import DeskModelAdmin
from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import edit, policy
from newsroom.desk.errors import BadText, StaleText
from newsroom.desk.policy import Action
from newsroom.localization.segment import Segment


class BlockForm(forms.ModelForm):
    """The block's texts, and beside each, unseen, the revision of its segment when the form was drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revs = dict(Segment.objects.filter(block=self.instance).values_list("language", "rev"))
        for code in languages.codes():
            self.fields[_rev_field(code)] = forms.IntegerField(
                initial=self.revs.get(code, 0), required=False, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what the verb would refuse, while the form can still show it; a second save is then deliberate."""
        cleaned: dict[str, Any] = super().clean() or {}
        for code in languages.codes():
            column = languages.column("text", code)
            if column in self.changed_data and column in cleaned:
                self._check_text(column, cleaned[column] or "")
                for other in {code, self.instance.article.source_language}:
                    self._check_seen(column, other, cleaned.get(_rev_field(other)))
        return cleaned

    def seen(self, code: str) -> edit.Seen:
        """The revisions that stood in the form when it was drawn; who also writes the source here has seen it."""
        uuid, source = str(self.instance.uuid), self.instance.article.source_language
        own = {uuid: self.cleaned_data[_rev_field(code)] or 0}
        if languages.column("text", source) in self.changed_data:
            return edit.Seen(own)
        return edit.Seen(own, {uuid: self.cleaned_data[_rev_field(source)] or 0})

    def _check_text(self, column: str, text: str) -> None:
        try:
            edit.gated(self.instance, text)
        except BadText as bad:
            self.add_error(column, str(bad))

    def _check_seen(self, column: str, code: str, rev: int | None) -> None:
        if (rev or 0) == self.revs.get(code, 0):
            return
        fresh = Block.objects.get(pk=self.instance.pk).source(code)
        self.add_error(column, ValidationError(str(StaleText(str(self.instance), fresh))))
        self.data = self.data.copy()
        self.data[_rev_field(code)] = str(self.revs.get(code, 0))


@admin.register(Block)
class BlockAdmin(DeskModelAdmin):
    """The words of one block, a column per language that its reader may write."""

    read_action = Action.READ_DRAFTS
    form = BlockForm
    list_display = ["article", "position", "kind", *languages.columns("text")]
    list_filter = ["kind", "only_language"]
    search_fields = [*languages.columns("text"), "article__public_id"]
    list_select_related = ["article"]
    ordering = ["-article", "position"]
    readonly_fields = ["article", "position", "kind"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        readable = policy.readable(Article.objects.all(), request.user)
        return super().get_queryset(request).filter(article__in=readable)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Who may not read every language of every article sees no words in the list, and searches none."""
        if self._reads_all(request):
            return super().get_list_display(request)
        return ["article", "position", "kind"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return self.search_fields if self._reads_all(request) else ["article__public_id"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A filter in the address would tell letter by letter what the list does not show."""
        words = lookup.startswith(tuple(languages.columns("text")))
        return super().lookup_allowed(lookup, value, request) and (not words or self._reads_all(request))

    def _reads_all(self, request: HttpRequest) -> bool:
        return policy.Reach.ALL in policy.reaches_of(request.user, Action.READ_DRAFTS)

    def get_fields(self, request: HttpRequest, obj: Block | None = None) -> list[Any]:
        """A field for each language that this person may write, the words to read for others that they may read."""
        shown = policy.readable_languages(request.user, obj.article) if obj else languages.codes()
        texts = [
            languages.column("text", code) if obj and _may_write(request, obj, code) else READABLE[code]
            for code in shown
        ]
        revs = [_rev_field(code) for code in languages.codes()] if self.has_change_permission(request, obj) else []
        return [*self.readonly_fields, *texts, *revs]

    def get_readonly_fields(self, request: HttpRequest, obj: Block | None = None) -> list[Any]:
        return [*self.readonly_fields, *READABLE.values()]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        writable = [name for name in self.get_fields(request, obj) if name in languages.columns("text")]
        return super().get_form(request, obj, change, **(kwargs | {"fields": writable}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Block | None = None) -> bool:
        if obj is None:
            return policy.may(request.user, Action.EDIT_SOURCE) or policy.may(request.user, Action.TRANSLATE)
        return any(_may_write(request, obj, code) for code in languages.codes())

    def has_delete_permission(self, request: HttpRequest, obj: Block | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Block, form: BlockForm, change: bool) -> None:
        """The source first: a translation saved with it is made from the new text."""
        source = obj.article.source_language
        with transaction.atomic():
            for code in sorted(languages.codes(), key=lambda code: code != source):
                column = languages.column("text", code)
                if column in form.changed_data:
                    edit.edit_texts(
                        obj.article,
                        language=code,
                        texts={str(obj.uuid): form.cleaned_data[column] or ""},
                        seen=form.seen(code),
                        by=request.user,
                    )

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Verbs change articles; a block's history is its article's."""
        block = self.get_object(request, object_id)
        if block is None:
            raise Http404
        return HttpResponseRedirect(reverse("admin:newsroom_article_history", args=[block.article_id]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Block | None:
        block = super().get_object(request, object_id, from_field)
        if block is not None and not policy.may(request.user, Action.READ_DRAFTS, article=block.article):
            raise PermissionDenied
        return block


def _readable(code: str) -> Callable[[Block], SafeString]:
    """A read-only field: the words of a block in a language, in its direction."""

    @admin.display(description=format_lazy("{} [{}]", _("text"), code))
    def words(block: Block) -> SafeString:
        return format_html(
            '<span lang="{}" dir="{}">{}</span>', code, languages.direction(code), isolated(block.plain(code), code)
        )

    return words


READABLE = {code: _readable(code) for code in languages.codes()}


def _rev_field(code: str) -> str:
    return f"rev_{code.replace('-', '_')}"


def _may_write(request: HttpRequest, block: Block, language: str) -> bool:
    if not block.stands_in(language):
        return False
    action = policy.action_for_text(block.article, language)
    return policy.may(request.user, action, article=block.article, language=language)

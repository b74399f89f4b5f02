"""The log, to read."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.admin.desk_admin import ReadOnlyAdmin
from newsroom.audit.log import LogEntry
from newsroom.desk.policy import Action


def _kinds() -> dict[str, str]:
    """Names of our tables -> what an editor calls them."""
    models = apps.get_app_config("newsroom").get_models()
    return {str(model._meta.model_name): str(model._meta.verbose_name) for model in models}


class KindFilter(admin.SimpleListFilter):
    """By the kind of object, in the editor's words."""

    title = _("kind of object")
    parameter_name = "object_kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        known = _kinds()
        found = LogEntry.objects.order_by("object_kind").values_list("object_kind", flat=True).distinct()
        return [(kind, known.get(kind, kind)) for kind in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(object_kind=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    read_action = Action.READ_LOG
    list_display = ["at", "who", "verb", "kind", "object_label", "language", "code", "seq"]
    list_filter = ["verb", KindFilter, "language"]
    search_fields = ["object_id", "object_label", "detail"]
    date_hierarchy = "at"
    list_select_related = ["who"]
    fields = [
        *("at", "who", "verb", "kind", "object_id", "object_label", "seq", "language", "code"),
        *("digest_before", "digest_after", "previous_digest", "digest"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: LogEntry | None = None) -> list[str]:
        return self.fields

    @admin.display(description=_("kind of object"), ordering="object_kind")
    def kind(self, entry: LogEntry) -> str:
        return _kinds().get(entry.object_kind, entry.object_kind)

    @admin.display(description=_("detail"))
    def code(self, entry: LogEntry) -> SafeString | str:
        """Names of columns, counts and digests: the words of the program, not of a language."""
        return format_html('<code dir="ltr">{}</code>', entry.detail) if entry.detail else ""

"""The log, to read."""

from __future__ import annotations

from django.contrib import admin

from newsroom.admin.desk_admin import ReadOnlyAdmin
from newsroom.audit.log import LogEntry
from newsroom.desk.policy import Action


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    read_action = Action.READ_LOG
    list_display = ["at", "who", "verb", "object_kind", "object_label", "language", "detail", "seq"]
    list_filter = ["verb", "object_kind", "language"]
    search_fields = ["object_id", "object_label", "detail"]
    date_hierarchy = "at"
    list_select_related = ["who"]

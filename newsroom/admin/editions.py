"""What was published, to read: editions never change, publications are changed by publishing."""

from __future__ import annotations

from django.contrib import admin

from newsroom.admin.desk_admin import ReadOnlyAdmin
from newsroom.desk.policy import Action
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    read_action = Action.READ_EDITIONS
    list_display = ["title", "language", "number", "kind", "published_at"]
    list_filter = ["language", "kind"]
    search_fields = ["title", "article_public_id", "digest"]
    date_hierarchy = "published_at"


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    read_action = Action.READ_EDITIONS
    list_display = ["path", "language", "edition", "status", "first_published_at"]
    list_filter = ["language", "status"]
    search_fields = ["path", "article_public_id"]
    list_select_related = ["edition"]

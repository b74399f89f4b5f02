"""What was published, to read: editions never change, publications are changed by publishing."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.admin.desk_admin import ReadOnlyAdmin
from newsroom.base import languages
from newsroom.base.drawn import isolated
from newsroom.desk.policy import Action
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    read_action = Action.READ_EDITIONS
    list_display = ["headline", "language", "number", "kind", "published_at"]
    list_filter = ["language", "kind"]
    search_fields = ["title", "article_public_id", "digest"]
    date_hierarchy = "published_at"

    @admin.display(description=_("title"), ordering="title")
    def headline(self, edition: Edition) -> SafeString:
        """The title in the direction of its language, whatever the editor's is."""
        direction = languages.direction(edition.language)
        shown = isolated(edition.title, edition.language)
        return format_html('<span lang="{}" dir="{}">{}</span>', edition.language, direction, shown)


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    read_action = Action.READ_EDITIONS
    list_display = ["path", "language", "edition", "status", "first_published_at"]
    list_filter = ["language", "status"]
    search_fields = ["path", "article_public_id"]
    list_select_related = ["edition"]

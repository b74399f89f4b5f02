"""Names, offices and participations of all entities, one list each, to search and to check; edited on their entity."""

from __future__ import annotations

from django.contrib import admin

from newsroom.admin.desk_admin import DeskModelAdmin
from newsroom.admin.spreadsheets import Spreadsheets
from newsroom.base import languages
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation


@admin.register(Name)
class NameAdmin(Spreadsheets, DeskModelAdmin):
    """All names in one list, to search and to check; edited on their entity."""

    list_display = ["text", "language", "entity", "kind", "matching"]
    list_filter = ["language", "kind", "matching"]
    search_fields = ["text"]
    list_select_related = ["entity"]


@admin.register(Membership)
class MembershipAdmin(Spreadsheets, DeskModelAdmin):
    """All offices and memberships in one list; edited on their member or organization."""

    list_display = ["member", "kind", *languages.columns("role"), "organization", "start", "end", "disputed"]
    list_filter = ["kind", "disputed"]
    search_fields = [f"{who}__{column}" for who in ("member", "organization") for column in languages.columns("name")]
    list_select_related = ["member", "organization"]


@admin.register(Participation)
class ParticipationAdmin(Spreadsheets, DeskModelAdmin):
    """All participations in one list; edited on their event or document."""

    list_display = ["event", "entity", "capacity", "on_behalf_of"]
    list_filter = ["capacity"]
    search_fields = [f"{who}__{column}" for who in ("event", "entity") for column in languages.columns("name")]
    list_select_related = ["event", "entity", "on_behalf_of"]

"""People, organizations, places, events, documents, initiatives, topics; with their names, offices and
participations.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom.admin.desk_admin import DeskModelAdmin, LanguageFields, row_verb, shown_refusals
from newsroom.admin.spreadsheets import Spreadsheets
from newsroom.base import languages, rows
from newsroom.desk import cards
from newsroom.desk import entities as verbs
from newsroom.desk.policy import Action, may
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import PROXIES
from newsroom.text.names import name_keys


class EntityForm(forms.ModelForm):
    """A new row of a proxy is of the proxy's kind before it is checked."""

    kind: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.kind = self.kind

    def _post_clean(self) -> None:
        """Check the whole row as the verb will: a form leaves out rules that name a column it does not show."""
        super()._post_clean()
        if self.errors:
            return
        try:
            rows.check(self.instance)
        except forms.ValidationError as error:
            for field, problems in error.message_dict.items():
                self.add_error(field if field in self.fields else None, problems)


class DetailInline(LanguageFields, admin.TabularInline):
    """Rows that say more of an entity; asked of the same policy as the entity."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.READ_DRAFTS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT_ENTITIES)

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


class NameInline(DetailInline):
    model = Name
    fields = ["language", "text", "kind", "matching", "case_sensitive"]


class OfficeInline(DetailInline):
    model = Membership
    fk_name = "member"
    fields = ["kind", *languages.columns("role"), "organization", "start", "end", "source", "disputed"]
    autocomplete_fields = ["organization"]
    verbose_name = _("office or membership")
    verbose_name_plural = _("offices and memberships")


class MemberInline(DetailInline):
    model = Membership
    fk_name = "organization"
    fields = ["member", "kind", *languages.columns("role"), "start", "end", "source", "disputed"]
    autocomplete_fields = ["member"]
    verbose_name = _("member")
    verbose_name_plural = _("members")


class ParticipantInline(DetailInline):
    model = Participation
    fk_name = "event"
    fields = ["entity", "capacity", "on_behalf_of"]
    autocomplete_fields = ["entity", "on_behalf_of"]


NAMES = (None, {"fields": [*languages.columns("name"), *languages.columns("description"), "matching"]})
IDENTITY = (_("Identity"), {"fields": ["classification", "wikidata", *languages.columns("slug")]})
DATES = (_("Dates"), {"fields": ["start", "end"]})
MEMBERS = [NameInline, OfficeInline, MemberInline]
SHAPES: dict[str, tuple[list[Any], list[Any]]] = {
    Kind.PERSON: ([NAMES, DATES, IDENTITY], [NameInline, OfficeInline]),
    Kind.ORGANIZATION: ([NAMES, (_("Structure"), {"fields": ["part_of", "place"]}), DATES, IDENTITY], MEMBERS),
    Kind.PLACE: (
        [
            NAMES,
            (_("On the map"), {"fields": ["part_of", "country_code", "latitude", "longitude", "time_zone"]}),
            DATES,
            IDENTITY,
        ],
        MEMBERS,
    ),
    Kind.EVENT: (
        [
            NAMES,
            (_("When and where"), {"fields": ["start", "end", "time_zone", "place", "event_status", "part_of"]}),
            IDENTITY,
        ],
        [NameInline, ParticipantInline],
    ),
    Kind.DOCUMENT: ([NAMES, DATES, IDENTITY], [NameInline, ParticipantInline]),
    Kind.INITIATIVE: ([NAMES, DATES, IDENTITY], [NameInline]),
    Kind.TOPIC: ([NAMES, IDENTITY], [NameInline]),
}


class EntityAdmin(DeskModelAdmin):
    """One kind of entity; found by any spelling of any of its names."""

    write_action = Action.EDIT_ENTITIES
    list_display = ["public_id", *languages.columns("name"), "classification", "wikidata"]
    list_display_links = ["public_id", *languages.columns("name")]
    list_filter = ["matching"]
    search_fields = ["public_id", "wikidata"]
    autocomplete_fields = ["part_of", "place"]
    ordering = languages.columns("sort_key")[:1]
    form = EntityForm
    actions = ["open_pages", "renew_pages"]
    save_model = row_verb(verbs.save_entity)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        shown = {name for _title, options in self.get_fieldsets(request) for name in options["fields"]}
        return [name for name in self.autocomplete_fields if name in shown]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        return super().get_queryset(request).standing()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entity], search_term: str
    ) -> tuple[QuerySet[Entity], bool]:
        """By id, or by the keys of any name, the same keys by which texts are searched: «علیاف» finds «علی‌اف»."""
        found, _duplicates = super().get_search_results(request, queryset, search_term)
        keys = {key for code in languages.codes() for key in name_keys(search_term, code)}
        if not keys:
            return found, False
        spelled = Q()
        for key in sorted(keys):
            spelled |= Q(keys__key__contains=key)
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=queryset.filter(spelled).values("pk"))), False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What readers see is for those to decide who may publish."""
        return super().get_actions(request) if may(request.user, Action.PUBLISH_ENTITIES) else {}

    @admin.action(description=_("Make their pages public"))
    def open_pages(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        self._say_written(request, cards.open_pages(queryset, by=request.user))

    @admin.action(description=_("Bring their public pages up to date"))
    def renew_pages(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        self._say_written(request, cards.renew_cards(queryset, by=request.user))

    def _say_written(self, request: HttpRequest, count: int) -> None:
        text = ngettext("%(count)s public page was written.", "%(count)s public pages were written.", count)
        messages.success(request, text % {"count": count})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        saved = formset.save(commit=False)
        verbs.save_details(form.instance, saved=saved, removed=formset.deleted_objects, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """Its own names and offices go with it; whether it may go at all is the verb's to say."""
        tree, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return tree, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Entity) -> None:
        with shown_refusals(request):
            verbs.delete_entity(obj, by=request.user)


class AnyEntityAdmin(EntityAdmin):
    """The table behind the kinds: there for autocomplete over all of them, hidden from the index."""

    list_filter = ["kind", "matching"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Entity | None = None) -> list[Any]:
        return SHAPES[obj.kind if obj else Kind.TOPIC][0]


def _admin_of(kind: str) -> type[EntityAdmin]:
    fieldsets, inlines = SHAPES[kind]
    form = type(f"{kind.title()}Form", (EntityForm,), {"kind": kind})
    options = {"fieldsets": fieldsets, "inlines": inlines, "form": form}
    return type(f"{kind.title()}Admin", (Spreadsheets, EntityAdmin), options)


admin.site.register(Entity, AnyEntityAdmin)
for _kind, _proxy in PROXIES.items():
    admin.site.register(_proxy, _admin_of(_kind))


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

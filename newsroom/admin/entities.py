"""People, organizations, places, events, documents, initiatives, topics: lists, editing screens, deletion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from newsroom.admin import entity_pages
from newsroom.admin.desk_admin import DeskModelAdmin, shown_refusals
from newsroom.admin.entity_forms import (
    EntityForm,
    MemberInline,
    NameInline,
    OfficeInline,
    ParticipantInline,
    TookPartInline,
    address_of,
    linked,
)
from newsroom.admin.spreadsheets import Spreadsheets
from newsroom.admin.tags import counted
from newsroom.base import languages
from newsroom.desk import cards
from newsroom.desk import entities as verbs
from newsroom.desk.policy import Action, may
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.merge import EntityMerge
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.proxies import PROXIES
from newsroom.screens.where_used import counts
from newsroom.text.names import name_keys

IN_LANGUAGES = "desk-in-languages"  # a fieldset that is drawn as a table: a row per field, a column per language
NAMES = (None, {"fields": [languages.columns("name"), languages.columns("description"), languages.columns("slug")],
                "classes": [IN_LANGUAGES]})  # fmt: skip
RULE = (_("In texts"), {"fields": ["matching"]})
IDENTITY = (_("Identity"), {"fields": ["classification", "wikidata"]})
DATES = (_("Dates"), {"fields": [("start", "end")]})
MEMBERS = [NameInline, OfficeInline, MemberInline, TookPartInline]
SHAPES: dict[str, tuple[list[Any], list[Any]]] = {
    Kind.PERSON: ([NAMES, RULE, DATES, IDENTITY], [NameInline, OfficeInline, TookPartInline]),
    Kind.ORGANIZATION: ([NAMES, RULE, (_("Structure"), {"fields": ["part_of", "place"]}), DATES, IDENTITY], MEMBERS),
    Kind.PLACE: (
        [
            NAMES,
            RULE,
            (_("On the map"), {"fields": ["part_of", ("latitude", "longitude"), ("country_code", "time_zone")]}),
            DATES,
            IDENTITY,
        ],
        MEMBERS,
    ),
    Kind.EVENT: (
        [
            NAMES,
            RULE,
            (_("When and where"), {"fields": [("start", "end"), "time_zone", "place", "event_status", "part_of"]}),
            IDENTITY,
        ],
        [NameInline, ParticipantInline],
    ),
    Kind.DOCUMENT: ([NAMES, RULE, DATES, IDENTITY], [NameInline, ParticipantInline]),
    Kind.INITIATIVE: ([NAMES, RULE, DATES, IDENTITY], [NameInline]),
    Kind.TOPIC: ([NAMES, RULE, IDENTITY], [NameInline]),
}
FILTERS: dict[str, list[Any]] = {Kind.PLACE: ["country_code"], Kind.EVENT: ["event_status"]}


class NamelessIn(admin.SimpleListFilter):
    """What has no name yet in a language."""

    title = _("without a name in")
    parameter_name = "nameless"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, languages.translated_name(code)) for code in languages.codes()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in languages.codes():
            return queryset
        return queryset.filter(**{f"{languages.column('name', str(self.value()))}__isnull": True})


class EntityAdmin(DeskModelAdmin):
    """One kind of entity; found by any spelling of any of its names, in the order of the reader's alphabet."""

    write_action = Action.EDIT_ENTITIES
    list_display = ["public_id", *languages.columns("name"), "classification", "wikidata"]
    list_display_links = ["public_id", *languages.columns("name")]
    list_filter = ["matching", NamelessIn]
    search_fields = ["public_id", "wikidata"]
    autocomplete_fields = ["part_of", "place"]
    form = EntityForm
    actions = ["open_pages", "renew_pages"]
    change_form_template = "admin/newsroom/entity/change_form.html"
    change_list_template = "admin/newsroom/entity/change_list.html"
    delete_confirmation_template = "admin/newsroom/entity/delete_confirmation.html"

    def get_urls(self) -> list[URLPattern]:
        wrap, model = self.admin_site.admin_view, self.opts.model_name
        own = [
            path("<int:pk>/merge/", wrap(entity_pages.merge_view), name=f"newsroom_{model}_merge"),
            path("<int:pk>/used/", wrap(entity_pages.used_view), name=f"newsroom_{model}_used"),
        ]
        return own + super().get_urls()

    # --- lists --------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        return super().get_queryset(request).standing()

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By the alphabet of the desk's language; what has no name there comes last."""
        code = get_language() or ""
        first = [code] if code in languages.codes() else []
        order = [*first, *(one for one in languages.codes() if one not in first)]
        return [F(languages.column("sort_key", one)).asc(nulls_last=True) for one in order] + ["pk"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """A column of names is ordered by its language's alphabet, not by code points."""
        columns = super().get_list_display(request)
        for code in languages.codes():
            for column in columns:
                if getattr(column, "__name__", "") == languages.column("name", code):
                    column.admin_order_field = languages.column("sort_key", code)
        return columns

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
        messages.success(request, text % {"count": counted(count)})

    # --- editing ------------------------------------------------------------------------------------------------------

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        shown = flatten_fieldsets(self.get_fieldsets(request))
        return [name for name in self.autocomplete_fields if name in shown]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The editing screen; the page of an entity that was merged leads to the one that stands for it."""
        stands_for_it = Entity.objects.filter(merged__pk=object_id).first() if object_id.isdecimal() else None
        if stands_for_it is not None:
            messages.info(request, _t("This entity was merged into “%(name)s”.") % {"name": stands_for_it})
            return HttpResponseRedirect(address_of(stands_for_it))
        context = {"in_languages": IN_LANGUAGES, "merges": self._merges(request, object_id)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, (extra_context or {}) | {"in_languages": IN_LANGUAGES})

    def _merges(self, request: HttpRequest, object_id: str) -> list[EntityMerge]:
        """What was merged into the entity and can be taken back."""
        if not object_id.isdecimal():
            return []
        rows = EntityMerge.objects.filter(kept=object_id, undone_at=None).select_related("merged", "by")
        return list(rows.order_by("-pk"))

    def save_model(self, request: HttpRequest, obj: Entity, form: EntityForm, change: bool) -> None:
        """Who adds one although others are alike has said that it is none of them."""
        verbs.save_entity(obj, changed=form.changed_data, by=request.user, distinct_from=form.alike)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        saved = formset.save(commit=False)
        verbs.save_details(form.instance, saved=saved, removed=formset.deleted_objects, by=request.user)
        self._warn_of_namesakes(request, form.instance, [row for row in saved if isinstance(row, Name)])

    def _warn_of_namesakes(self, request: HttpRequest, entity: Entity, names: Iterable[Name]) -> None:
        """A name of two entities is allowed, and worth knowing: the gazetteer has to choose between them."""
        keys = {key for name in names for key in name_keys(name.text, name.language)}
        others = NameKey.objects.filter(key__in=keys, entity__merged_into=None).exclude(entity=entity)
        namesakes = {key.entity_id: key for key in others.select_related("entity").order_by("-pk")} if keys else {}
        for key in namesakes.values():
            text = _t("“{name}” is a name of {other} too: in texts both are suggested, with a lower score.")
            messages.warning(request, format_html(text, name=key.text, other=linked(key.entity)))

    # --- deleting -----------------------------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """Its own names and offices go with it; what else names it keeps it, and is told by table and number."""
        tree, numbers, _perms, _protected = super().get_deleted_objects(objs, request)
        used = [f"{label}: {counted(count)}" for entity in objs for label, count in counts(entity)]
        return tree, numbers, set(), used

    def delete_model(self, request: HttpRequest, obj: Entity) -> None:
        with shown_refusals(request):
            verbs.delete_entity(obj, by=request.user)


class AnyEntityAdmin(EntityAdmin):
    """The table behind the kinds: there for autocomplete over all of them, hidden from the index."""

    list_filter = ["kind", "matching", NamelessIn]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("duplicates/", wrap(entity_pages.duplicates_view), name="newsroom_entity_duplicates"),
            path("merges/", wrap(entity_pages.merges_view), name="newsroom_entity_merges"),
            path("merges/<int:pk>/undo/", wrap(entity_pages.undo_view), name="newsroom_entity_undo_merge"),
        ]
        return own + super().get_urls()

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
    options["list_filter"] = [*FILTERS.get(kind, []), *EntityAdmin.list_filter]
    return type(f"{kind.title()}Admin", (Spreadsheets, EntityAdmin), options)


admin.site.register(Entity, AnyEntityAdmin)
for _kind, _proxy in PROXIES.items():
    admin.site.register(_proxy, _admin_of(_kind))

"""The forms of an entity: its own, and the rows that say more of it (names, offices, members, participations)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.admin.desk_admin import LanguageFields
from newsroom.base import languages, rows
from newsroom.desk.policy import Action, may
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind, Matching
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.screens.duplicates import candidates

SOMEBODY_ELSE = "somebody_else"
RULES: dict[str, Any] = {
    Matching.ALWAYS: gettext_lazy("Wherever the name stands in a text, the entity is suggested."),
    Matching.ASK: gettext_lazy(
        "The name means other things too: it is suggested with a lower score, for an editor to look at."
    ),
    Matching.NEVER: gettext_lazy("The name is known and shown, and never suggested."),
}
EDTF = gettext_lazy("A day, a month or a year: 2024-10-08, 2024-10 or 2024; ~ after it means about, ? uncertain.")


class EntityForm(forms.ModelForm):
    """A new row of a proxy is of its kind before it is checked; one that may be there already is asked about."""

    kind: str = ""
    alike: tuple[Entity, ...] = ()

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
        if not self.errors and self.instance._state.adding:
            self._ask_whether_it_is_new()

    def _ask_whether_it_is_new(self) -> None:
        """Show who is there already; sent once more with the box ticked, the form is taken at its word."""
        found = candidates(self.instance)
        self.alike = tuple(entity for entity, _likeness in found)
        if not found or SOMEBODY_ELSE in self.data:
            return
        self.add_error(None, format_html(
            '{}<ul>{}</ul><label><input type="checkbox" name="{}"> {}</label>',
            _("There is already one of this name, or nearly so. Is it the same?"),
            format_html_join("", "<li>{} ({})</li>", ((linked(one), likeness.words) for one, likeness in found[:10])),
            SOMEBODY_ELSE,
            _("It is another one: add it all the same."),
        ))  # fmt: skip


def linked(entity: Entity) -> SafeString:
    """The name of an entity, leading to its page at the desk."""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address_of(entity), str(entity))


def address_of(entity: Entity, page: str = "change") -> str:
    """The address of one of the desk's pages of an entity: "change", "merge" or "used"."""
    return reverse(f"admin:newsroom_{entity.kind}_{page}", args=[entity.pk])


class KnownSelect(AutocompleteSelect):
    """Django's look-up field, which asks the database for the name that it shows, once for every row; `known` is read
    along with the rows.
    """

    known: Entity | None = None

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """The one chosen entity, without asking where it is known."""
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, str(self.known.pk), str(self.known), True, len(empty))
        return [(None, [*empty, chosen], 0)]


class DetailForm(forms.ModelForm):
    """A row that says more of an entity: look-up fields know what they show, a name has its language's direction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            if isinstance(widget, KnownSelect):
                widget.known = self.instance._state.fields_cache.get(name)
        if isinstance(self.instance, Name) and "text" in self.fields:
            language = self.instance.language
            direction = languages.direction(language) if language else "auto"
            self.fields["text"].widget.attrs.update({"dir": direction} | ({"lang": language} if language else {}))


class DetailInline(LanguageFields):
    """Rows that say more of an entity; asked of the same policy as the entity."""

    extra = 0
    form = DetailForm
    help: Any = ""
    related: tuple[str, ...] = ()
    autocomplete_fields: list[str] = []
    kinds: dict[str, tuple[str, ...]] = {}  # a column -> the kinds of entity that may stand there

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.autocomplete_fields)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)  # type: ignore[attr-defined]
        if db_field.name in self.kinds:
            kwargs["queryset"] = Entity.objects.standing().filter(kind__in=self.kinds[db_field.name])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in ("start", "end"):
            field.help_text = EDTF
            field.widget.attrs["size"] = "12"
        if field is not None and db_field.name in languages.columns("note"):
            field.widget.attrs["rows"] = "2"
            field.help_text = field.help_text if db_field.name == languages.columns("note")[0] else ""
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # an office is removed here, not the organization
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.READ_ENTITIES)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT_ENTITIES)

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


class NameInline(DetailInline, admin.TabularInline):
    model = Name
    fields = ["language", "text", "kind", "matching", "case_sensitive"]
    ordering = ["language", "pk"]
    verbose_name = gettext_lazy("other name")
    verbose_name_plural = gettext_lazy("other names")
    help = tuple((Matching(rule).label, words) for rule, words in RULES.items())


_TENURE_IN_LINES = [
    ("kind", "start", "end"), languages.columns("role"), ("source", "disputed"), languages.columns("note"),
]  # fmt: skip


class OfficeInline(DetailInline, admin.StackedInline):
    model = Membership
    fk_name = "member"
    fieldsets = [(None, {"fields": ["organization", *_TENURE_IN_LINES]})]
    autocomplete_fields = ["organization"]
    verbose_name = gettext_lazy("office or membership")
    verbose_name_plural = gettext_lazy("offices and memberships")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).in_order()  # type: ignore[no-any-return]


class MemberInline(DetailInline, admin.TabularInline):
    model = Membership
    fk_name = "organization"
    fields = ["member", "kind", *languages.columns("role"), "start", "end", "source", "disputed"]
    autocomplete_fields = ["member"]
    verbose_name = gettext_lazy("member")
    verbose_name_plural = gettext_lazy("members")


class ParticipantInline(DetailInline, admin.TabularInline):
    model = Participation
    fk_name = "event"
    fields = ["entity", "capacity", "on_behalf_of"]
    autocomplete_fields = ["entity", "on_behalf_of"]
    verbose_name = gettext_lazy("participant")
    verbose_name_plural = gettext_lazy("participants")


class TookPartInline(DetailInline, admin.TabularInline):
    model = Participation
    fk_name = "entity"
    fields = ["event", "capacity", "on_behalf_of"]
    autocomplete_fields = ["event", "on_behalf_of"]
    kinds = {"event": (Kind.EVENT, Kind.DOCUMENT)}
    verbose_name = gettext_lazy("participation")
    verbose_name_plural = gettext_lazy("took part in")

"""Members of staff: accounts, roles and the languages they may write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from newsroom.admin.accounts import sessions_view
from newsroom.admin.desk_admin import DeskModelAdmin
from newsroom.desk import passwords
from newsroom.desk import staff as verbs
from newsroom.desk.policy import Action
from newsroom.staff.roles import Role
from newsroom.staff.user import User

NOT_COLUMNS = ("roles", "writes", "password1", "password2", "new_password")


class RightsForm(forms.ModelForm):
    """Roles and languages as check boxes; set by the verb, not by the form."""

    roles = forms.MultipleChoiceField(
        label=_("roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    writes = forms.MultipleChoiceField(
        label=_("languages they may write"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.roles)
            self.initial["writes"] = sorted(self.instance.written_languages)


class NewUserForm(RightsForm, BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("username",)


class KnownUserForm(RightsForm):
    new_password = forms.CharField(
        label=_("new password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: the password stays as it is."),
    )

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        return password


class RoleFilter(admin.SimpleListFilter):
    """By role, in the editor's words: a group's name is the program's."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class StaffAdmin(DeskModelAdmin, UserAdmin):
    read_action = write_action = Action.MANAGE_STAFF
    form = KnownUserForm
    add_form = NewUserForm
    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", RoleFilter]
    fieldsets = [
        (None, {"fields": ["username", "new_password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "interface_language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "roles", "writes"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "is_staff", "roles", "writes"]})]
    filter_horizontal = []
    change_form_template = "admin/newsroom/account/change_form.html"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        columns = [name for name in form.changed_data if name not in NOT_COLUMNS]
        verbs.save_user(obj, changed=columns, by=request.user)
        if "roles" in form.cleaned_data:
            verbs.set_rights(obj, roles=form.cleaned_data["roles"], writes=form.cleaned_data["writes"], by=request.user)

        if password := form.cleaned_data.get("new_password"):
            passwords.set_password(obj, password=password, by=request.user)

    def get_urls(self) -> list[Any]:
        sessions = path(
            "<int:pk>/sessions/", self.admin_site.admin_view(sessions_view), name="newsroom_user_sessions"
        )
        return [sessions, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The installation's own accounts are not the administrator's."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Django's own view writes beside the verbs; the password is a field of the form here."""
        raise Http404

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are made inactive, never deleted: the log names them."""
        return False


admin.site.unregister(Group)  # a role is a fixed name; what it may do stands in desk/policy.py

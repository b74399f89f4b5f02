"""The library of images: search, upload, describe, replace, delete; and where each image is used."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom.admin.desk_admin import DeskModelAdmin, shown_refusals, spoken
from newsroom.admin.picture_form import DescribedForm, ReplaceForm, UploadForm
from newsroom.base import languages
from newsroom.content.asset import Asset, AssetKind
from newsroom.desk import pictures, policy
from newsroom.desk.policy import Action
from newsroom.screens import image_library

CHANGE = "admin:newsroom_asset_change"


@admin.register(Asset)
class AssetAdmin(DeskModelAdmin):
    """Every picture and every map; what is said of them is offered wherever they are used next."""

    read_action = Action.READ_DRAFTS
    form = DescribedForm
    list_display = ["name", "kind", "width", "height", *languages.columns("credit")[:1]]
    list_filter = ["kind"]
    search_fields = ["name"]  # draws the box; `get_search_results` asks the folded words
    search_help_text = gettext_lazy("All words of its name, captions, alternative texts or credits, in any language.")
    list_per_page = 48
    change_list_template = "admin/newsroom/asset/change_list.html"
    change_form_template = "admin/newsroom/asset/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        return image_library.shelf(super().get_queryset(request))

    def get_ordering(self, request: HttpRequest) -> list[str]:
        """The shelf's own order."""
        return []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Asset], search_term: str
    ) -> tuple[QuerySet[Asset], bool]:
        return image_library.found(queryset, search_term), False

    def get_fieldsets(self, request: HttpRequest, obj: Asset | None = None) -> list[Any]:
        """Language beside language; who may not write a column reads it."""
        focal = [("focal_x", "focal_y")] if obj is None or obj.kind == AssetKind.PICTURE else []
        rows: list[tuple[Any, list[Any]]] = [
            (None, ["name", "rights", "digital_source_type", *focal]),
            *((label, [languages.columns(name)]) for label, name in SAID),
        ]
        return [
            (label, {"fields": [self._shown(request, obj, one) for one in fields]}) for label, fields in rows
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Asset | None = None) -> list[Any]:
        return [] if obj is None else [spoken(Asset, name) for name in self._unwritable(request, obj)]

    def get_form(self, request: HttpRequest, obj: Asset | None = None, change: bool = False, **kwargs: Any) -> Any:
        unwritable = self._unwritable(request, obj) if obj else []
        writable = [name for name in DescribedForm.Meta.fields if name not in unwritable]
        form = super().get_form(request, obj, change, **(kwargs | {"fields": writable}))
        for name in set(form.declared_fields) - set(writable):  # what the form declares itself stays otherwise
            form.base_fields.pop(name, None)
        return form

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policy.may(request.user, Action.ADD_IMAGES)

    def has_change_permission(self, request: HttpRequest, obj: Asset | None = None) -> bool:
        if obj is None:
            return any(policy.may(request.user, one) for one in (Action.ADD_IMAGES, Action.TRANSLATE))
        return any(pictures.may_write(request.user, obj, name) for name in DescribedForm.Meta.fields)

    def has_delete_permission(self, request: HttpRequest, obj: Asset | None = None) -> bool:
        if obj is None:
            return policy.may(request.user, Action.ADD_IMAGES)
        return pictures.may_change(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Asset, form: Any, change: bool) -> None:
        pictures.edit_picture(obj, changed=form.changed_data, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Asset) -> None:
        with shown_refusals(request):
            pictures.remove_asset(obj, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[Any]]:
        """Whether it may go at all is the verb's to say; what stands in its way is listed."""
        tree, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return tree, counts, set(), protected

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"may_add": self.has_add_permission(request)}
        return super().changelist_view(request, (extra_context or {}) | context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The upload: its own page, because a file that is refused is told at its field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_bound and form.is_valid() and (asset := form.added(request.user)):
            messages.success(request, _("The image is in the library."))
            return HttpResponseRedirect(reverse(CHANGE, args=[asset.pk]))
        context = {
            **admin.site.each_context(request),
            "title": _("Add an image"),
            "form": form,
            "opts": self.opts,
            "codes": languages.codes(),
        }
        return TemplateResponse(request, "admin/newsroom/asset/upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        asset = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if asset is not None:
            context = {
                "picture": image_library.thumbnail(asset, image_library.LARGE),
                "uses": image_library.where_used(asset, request.user),
                "replace": ReplaceForm() if asset.file and pictures.may_change(request.user, asset) else None,
            }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/replace/", self.admin_site.admin_view(replace_view), name="newsroom_asset_replace")
        return [own, *super().get_urls()]

    def _unwritable(self, request: HttpRequest, obj: Asset) -> list[str]:
        return [name for name in DescribedForm.Meta.fields if not pictures.may_write(request.user, obj, name)]

    def _shown(self, request: HttpRequest, obj: Asset | None, names: Any) -> Any:
        """A field, or the text of a field that this person only reads; several in one line stay in one line."""
        if isinstance(names, tuple):
            return tuple(self._shown(request, obj, name) for name in names)
        return spoken(Asset, names) if obj and names in self._unwritable(request, obj) else names


SAID = (
    (gettext_lazy("Alternative text: what the image shows, for those who do not see it"), "alt"),
    (gettext_lazy("Caption"), "caption"),
    (gettext_lazy("Credit"), "credit"),
)


@require_POST
def replace_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Another file in the place of a picture's."""
    asset = get_object_or_404(Asset, pk=pk)
    if not pictures.may_change(request.user, asset):
        raise PermissionDenied
    form = ReplaceForm(request.POST, request.FILES)
    if form.is_valid():
        with shown_refusals(request):
            pictures.replace_picture(asset, upload=form.cleaned_data["upload"].read(), by=request.user)
            messages.success(request, _("The file was replaced; every article that shows it needs approval again."))
    for problem in form.errors.get("upload", []):
        messages.error(request, problem)
    return HttpResponseRedirect(reverse(CHANGE, args=[pk]))

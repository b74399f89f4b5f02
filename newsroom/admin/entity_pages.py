"""Pages of entities beside the admin's own: where one is used, merging two, taking a merge back, likely duplicates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom.admin.desk_admin import shown_refusals
from newsroom.admin.entity_forms import address_of, linked
from newsroom.desk import entities as verbs
from newsroom.desk import merging, policy
from newsroom.desk.errors import CannotMerge
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.entities.merge import EntityMerge
from newsroom.screens import duplicates, merge_page
from newsroom.screens.where_used import where_used

PAIRS_ON_A_PAGE = 30
MERGES_ON_A_PAGE = 50


class OtherForm(forms.Form):
    """The other entity of a merge: looked up by name, or by its public id where no script runs."""

    other = forms.ModelChoiceField(Entity.objects.none(), label=gettext_lazy("The other one"), required=False)
    public_id = forms.CharField(label=gettext_lazy("or its public id"), max_length=8, required=False)

    def __init__(self, entity: Entity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = Entity.objects.standing().filter(kind=entity.kind).exclude(pk=entity.pk)
        field.widget = AutocompleteSelect(Entity._meta.get_field("part_of"), admin.site)
        field.widget.choices = field.choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        other: Any = self.fields["other"]
        if not self.errors and cleaned.get("other") is None:
            cleaned["other"] = other.queryset.filter(public_id=cleaned.get("public_id", "")).first()
            if cleaned["other"] is None:
                self.add_error("public_id", _("There is no other one of this kind under this id."))
        return cleaned


def used_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Every place that names the entity; what the reader may not read is counted."""
    if not policy.may(request.user, Action.READ_ENTITIES):
        raise PermissionDenied
    entity = get_object_or_404(Entity.objects.standing(), pk=pk)
    page = where_used(entity, request.user, _number(request))
    return _drawn(request, "used", _("Where it is used"), entity=entity, used=page, places=page.places)


def merge_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other one, see the plan, confirm. The address says the pair; `keep` says which of the two stays."""
    _check_editor(request)
    entity = get_object_or_404(Entity.objects.standing(), pk=pk)
    form = OtherForm(entity, request.POST if request.method == "POST" else request.GET or None)
    if not form.is_valid():
        return _choose(request, entity, form)
    other = form.cleaned_data["other"]
    keep = request.POST.get("keep") or request.GET.get("keep")
    merged, kept = (entity, other) if keep == str(other.pk) else (other, entity)
    if request.method == "POST":
        return _merge(request, merged, kept)
    try:
        page = merge_page.merge_page(merged, kept)
    except CannotMerge as refusal:
        form.add_error(None, str(refusal))
        return _choose(request, entity, form)
    return _drawn(request, "merge", _("Merge"), entity=entity, other=other, form=form, page=page)


def _choose(request: HttpRequest, entity: Entity, form: OtherForm) -> HttpResponse:
    likely = [(one, likeness) for one, likeness in duplicates.candidates(entity) if one.pk != entity.pk]
    return _drawn(request, "merge", _("Merge"), entity=entity, form=form, likely=likely[:10])


def _merge(request: HttpRequest, merged: Entity, kept: Entity) -> HttpResponse:
    with shown_refusals(request):
        merging.merge(merged, into=kept, by=request.user)
        text = _("“{merged}” is now one with {kept}. It can be undone below.")
        messages.success(request, format_html(text, merged=str(merged), kept=linked(kept)))
        return HttpResponseRedirect(address_of(kept))
    return HttpResponseRedirect(address_of(merged, "merge"))


def merges_view(request: HttpRequest) -> HttpResponse:
    """All merges, the last one first, those that were undone too."""
    if not policy.may(request.user, Action.READ_ENTITIES):
        raise PermissionDenied
    rows = EntityMerge.objects.select_related("merged", "kept", "by", "undone_by").order_by("-pk")
    page = Paginator(rows, MERGES_ON_A_PAGE).get_page(_number(request))
    may = policy.may(request.user, Action.EDIT_ENTITIES)
    return _drawn(request, "merges", _("Merges"), merges=page, places=page, may_edit=may)


@require_POST
def undo_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one merge back; what cannot be taken back is said."""
    _check_editor(request)
    merge = get_object_or_404(EntityMerge.objects.select_related("merged", "kept"), pk=pk)
    with shown_refusals(request):
        left = merging.undo_merge(merge, by=request.user)
        text = _("The merge was undone: {merged} and {kept} are two again.")
        messages.success(request, format_html(text, merged=linked(merge.merged), kept=linked(merge.kept)))
        for sentence in left:
            messages.warning(request, sentence)
    return HttpResponseRedirect(address_of(merge.kept))


def duplicates_view(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one, to merge or to tell apart."""
    if request.method == "POST":
        _check_editor(request)
        return _tell_apart(request)
    if not policy.may(request.user, Action.READ_ENTITIES):
        raise PermissionDenied
    page = Paginator(duplicates.likely_pairs(), PAIRS_ON_A_PAGE).get_page(_number(request))
    pairs = duplicates.with_entities(page.object_list)
    may = policy.may(request.user, Action.EDIT_ENTITIES)
    return _drawn(request, "duplicates", _("Likely duplicates"), pairs=pairs, places=page, may_edit=may)


def _tell_apart(request: HttpRequest) -> HttpResponse:
    one, other = (get_object_or_404(Entity, public_id=request.POST.get(name, "")) for name in ("one", "other"))
    if one != other:
        with shown_refusals(request):
            verbs.say_distinct(one, other=other, by=request.user)
            messages.success(request, _("It is remembered: they are not the same."))
    return HttpResponseRedirect(reverse("admin:newsroom_entity_duplicates"))


def _check_editor(request: HttpRequest) -> None:
    if not policy.may(request.user, Action.EDIT_ENTITIES):
        raise PermissionDenied


def _number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else 1


def _drawn(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    context |= admin.site.each_context(request) | {"title": title, "media": _media(context)}
    return TemplateResponse(request, f"admin/newsroom/entity/{name}.html", context)


def _media(context: dict[str, Any]) -> Any:
    return context["form"].media if "form" in context else ""

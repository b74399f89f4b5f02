"""Choosing an image for an article: from the library or by upload, and the block after which it stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.picture_form import UploadForm
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import UNSEEN, Block
from newsroom.desk import policy
from newsroom.desk.images import place_picture
from newsroom.desk.policy import Action
from newsroom.screens import image_library

SHOWN = 24
SHORT = 60  # letters of a block in the menu


class PlaceForm(forms.Form):
    """After which block, and, from the library, which image."""

    after = forms.ModelChoiceField(
        Block.objects.none(), label=gettext_lazy("After this block"), to_field_name="uuid", empty_label=None
    )
    asset = forms.ModelChoiceField(Asset.objects.all(), required=False)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = self.fields["after"]
        assert isinstance(after, forms.ModelChoiceField)
        blocks = Block.objects.of_article(article).filter(parent=None).exclude(kind__in=UNSEEN)
        after.queryset = blocks.select_related("asset")
        after.label_from_instance = lambda block: _label(block, article.source_language)  # type: ignore[method-assign]
        after.widget.attrs["dir"] = "auto"


def images_view(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the library. POST with an image: it is placed; POST with a file: it is added to the library and placed."""
    article = readable_article(request, pk)
    if not policy.may(request.user, Action.EDIT_SOURCE, article=article, language=article.source_language):
        raise PermissionDenied
    may_add = policy.may(request.user, Action.ADD_IMAGES)
    uploading = "upload_and_place" in request.POST
    place = PlaceForm(article, request.POST or None, initial={"after": request.GET.get("after", "")})
    upload = UploadForm(request.POST, request.FILES) if uploading else UploadForm()
    if place.is_bound and place.is_valid() and (not uploading or (may_add and upload.is_valid())):
        asset = upload.added(request.user) if uploading else place.cleaned_data["asset"]
        if asset is not None:
            with shown_refusals(request):
                place_picture(article, asset, after=place.cleaned_data["after"], by=request.user)
                messages.success(request, _("The image stands in the article. Look at its words there."))
                return HttpResponseRedirect(reverse("admin:newsroom_article_change", args=[pk]))
        elif not uploading:
            messages.error(request, _("Choose an image."))
    asked = request.GET.get("q", "")[:200]
    context = {
        **admin.site.each_context(request),
        "title": _("Add an image"),
        "article": article,
        "place": place,
        "form": upload if may_add else None,
        "uploading": uploading,
        "asked": asked,
        "shelf": _shelf(asked, request.GET.get("p", "1")),
        "codes": languages.codes(),
    }
    return TemplateResponse(request, "admin/newsroom/article/images.html", context)


def _shelf(asked: str, number: str) -> Page[Asset]:
    return Paginator(image_library.found(image_library.shelf(Asset.objects.all()), asked), SHOWN).get_page(number)


def _label(block: Block, language: str) -> str:
    words = block.plain(language) or (str(block.asset) if block.asset else "")
    short = words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + "…"
    return f"{block.get_kind_display()}: {short}"

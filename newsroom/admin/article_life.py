"""Articles begun, copied, put in the trash and taken out again: a form and three buttons over `desk.articles`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.editor import article_address
from newsroom.desk import articles, policy
from newsroom.desk.errors import DeskError, NotAllowed
from newsroom.desk.policy import Action


class NewArticleForm(forms.Form):
    """A title and a language; a text where there is one already."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=500, strip=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Leave it empty to begin with a blank page."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_view(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: the article; its page to write on is next."""
    if not policy.may(request.user, Action.INGEST):
        raise PermissionDenied
    writes = sorted(getattr(request.user, "written_languages", ()))
    form = NewArticleForm(request.POST or None, initial={"language": writes[0] if writes else None})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            article = articles.create_article(
                language=said["language"], title=said["title"], text=said["text"], by=request.user
            )
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except DeskError as refusal:
            form.add_error("text" if said["text"] else "title", str(refusal))
        else:
            return HttpResponseRedirect(article_address(article, article.source_language))
    context = {**admin.site.each_context(request), "title": _("New article"), "form": form}
    return TemplateResponse(request, "admin/newsroom/editor/new.html", context)


@require_POST
def duplicate_view(request: HttpRequest, pk: int) -> HttpResponse:
    article = readable_article(request, pk)
    with shown_refusals(request):
        copy = articles.duplicate_article(article, by=request.user)
        messages.success(request, _("This is the copy, as article %(id)s.") % {"id": copy.public_id})
        return HttpResponseRedirect(article_address(copy, copy.source_language))
    return _to_the_article(article)


@require_POST
def trash_view(request: HttpRequest, pk: int) -> HttpResponse:
    article = readable_article(request, pk)
    with shown_refusals(request):
        articles.trash_article(article, by=request.user)
        messages.success(request, _("The article is in the trash. Nothing of it is lost."))
    return _to_the_article(article)


@require_POST
def untrash_view(request: HttpRequest, pk: int) -> HttpResponse:
    article = readable_article(request, pk)
    with shown_refusals(request):
        articles.untrash_article(article, by=request.user)
        messages.success(request, _("The article is out of the trash."))
    return _to_the_article(article)


def _to_the_article(article: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:newsroom_article_change", args=[article.pk]))

"""Bringing in a report: upload or paste, see what it becomes, confirm. Nothing is written before the confirmation."""

from __future__ import annotations

import base64
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

from newsroom.admin.desk_admin import shown_refusals
from newsroom.base import languages
from newsroom.desk import policy
from newsroom.desk.errors import AlreadyIngested, NotAReport
from newsroom.desk.ingest import IngestPlan, ingest, plan_ingest
from newsroom.desk.policy import Action

TEMPLATE = "admin/newsroom/article/ingest.html"


class ReportForm(forms.Form):
    """A report as a file, as pasted text, or, between preview and confirmation, as the bytes that were previewed."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("A text file (.txt, .md).")
    )
    pasted = forms.CharField(
        label=gettext_lazy("or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("found from the letters")), *settings.LANGUAGES],
        required=False,
    )
    again = forms.BooleanField(
        label=gettext_lazy("Make another article from a report that is already here"), required=False
    )
    bytes_seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> Any:
        """The size is known before a byte is read."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > settings.REPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size)s bytes; at most %(limit)s are accepted.")
                % {"size": file.size, "limit": settings.REPORT_MAX_BYTES}
            )
        return file

    def clean_bytes_seen(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["bytes_seen"], validate=True)
        except ValueError as error:
            raise forms.ValidationError(_("The previewed report did not come back whole.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["file"] or cleaned["pasted"] or cleaned["bytes_seen"]):
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return cleaned

    def report(self) -> tuple[bytes, str]:
        """The bytes of the report and the name of its file."""
        cleaned = self.cleaned_data
        if cleaned["file"] is not None:
            return cleaned["file"].read(), cleaned["file"].name
        if cleaned["bytes_seen"]:
            return cleaned["bytes_seen"], cleaned["file_name"]
        return cleaned["pasted"].encode(), ""


def ingest_view(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: the preview; POST with `confirm`: the article."""
    if not policy.may(request.user, Action.INGEST):
        raise PermissionDenied
    form = ReportForm(request.POST or None, request.FILES or None)
    plan = _plan(form) if form.is_bound and form.is_valid() else None
    if plan is not None and "confirm" in request.POST:
        with shown_refusals(request):
            try:
                article = ingest(plan, by=request.user, again=form.cleaned_data["again"])
            except AlreadyIngested as refusal:
                form.add_error("again", str(refusal))
            else:
                messages.success(request, _("The report is here as article %(id)s.") % {"id": article.public_id})
                page = "repairs" if plan.repair_count else "change"
                return HttpResponseRedirect(reverse(f"admin:newsroom_article_{page}", args=[article.pk]))
    return TemplateResponse(request, TEMPLATE, _context(request, form, plan))


def _plan(form: ReportForm) -> IngestPlan | None:
    data, name = form.report()
    try:
        return plan_ingest(data, language=form.cleaned_data["language"] or None, file_name=name)
    except NotAReport as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "pasted", str(refusal))
        return None


def _context(request: HttpRequest, form: ReportForm, plan: IngestPlan | None) -> dict[str, Any]:
    context = {
        **admin.site.each_context(request),
        "title": _("Bring in a report"),
        "form": form,
        "plan": plan,
    }
    if plan is not None:
        context |= {
            "seen": base64.b64encode(plan.content).decode(),
            "direction": languages.direction(plan.language),
            "language_name": languages.own_name(plan.language),
        }
    return context

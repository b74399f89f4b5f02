"""Sheets in and out of a list of the admin: import-export's buttons, addresses and export; its two steps of importing
with bounds before anything is parsed and a seal between preview and confirmation.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm

from newsroom.admin.desk_admin import shown_refusals
from newsroom.admin.tags import counted
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.exchange import bounds, waiting
from newsroom.exchange.columns import EntityColumn
from newsroom.exchange.formats import BY_EXTENSION, FORMATS
from newsroom.exchange.refusals import SheetRefused
from newsroom.exchange.result import SHOWN, SheetResult
from newsroom.exchange.sheets import SHEETS
from newsroom.exchange.waiting import Waiting


class SheetForm(forms.Form):
    """A file to import; what it is, is said by its name."""

    import_file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("A .csv, .xlsx or .json file."))

    def clean_import_file(self) -> Any:
        """The size and the kind are known before a byte is read."""
        file = self.cleaned_data["import_file"]
        try:
            bounds.check_size(file.size)
            _format_of(file.name)
        except SheetRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file


class SheetExportForm(ExportForm):
    """In which format, and whether formulas are to be made harmless."""

    for_spreadsheets = forms.BooleanField(
        label=gettext_lazy("For spreadsheet programs"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "An apostrophe before texts that a program would run as a formula; an import takes it away again."
        ),
    )


class Spreadsheets(ImportExportMixin):
    """Import and export for the admin of a model that has a sheet."""

    formats = FORMATS
    export_form_class = SheetExportForm
    skip_admin_log = True  # the desk's log has the import

    def get_resource_classes(self, request: HttpRequest) -> list[Any]:
        return [SHEETS[self.model]]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, Action.IMPORT_ENTITIES)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, Action.READ_ENTITIES)

    # --- out ----------------------------------------------------------------------------------------------------------

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What the list shows with its search and filters, with the entities whose ids the sheet names."""
        rows = super().get_export_queryset(request).order_by("pk")
        named = [name for name, column in SHEETS[self.model].fields.items() if isinstance(column, EntityColumn)]
        return rows.select_related(*named) if named else rows

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any) -> bytes:
        if not self.has_export_permission(request):
            raise PermissionDenied
        form = kwargs["export_form"]
        sheet = self.get_data_for_export(request, queryset, **kwargs)
        data: bytes = file_format.export_data(sheet, for_spreadsheets=form.cleaned_data["for_spreadsheets"])
        return data

    # --- in -----------------------------------------------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """GET: the form. POST: the preview, with which nothing is written."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, SheetForm())
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["import_file"]
            try:
                return self._preview(request, file.read(), file.name)
            except SheetRefused as refusal:
                form.add_error("import_file", str(refusal))
        return self._page(request, form)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write what was previewed; where that is no longer what the sheet would do, show the preview again."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        kept = waiting.unseal(request.POST.get("seal", ""), user=request.user.pk, model=self.opts.label)
        data = waiting.take(kept) if kept else None
        if kept is None or data is None:
            messages.error(request, _("This preview is too old, or it was confirmed already. Choose the file again."))
            return HttpResponseRedirect(self._address("import"))
        result = self._written(request, kept, data)
        if result is None:
            return self._preview(request, data, kept.file_name)
        said = _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s as before.")
        counts = {"new": result.new, "changed": result.updated, "unchanged": result.unchanged}
        messages.success(request, said % {name: counted(count) for name, count in counts.items()})
        return HttpResponseRedirect(self._address("changelist"))

    def _preview(self, request: HttpRequest, data: bytes, file_name: str) -> HttpResponse:
        sheet = _format_of(file_name)().create_dataset(data)
        result = SHEETS[self.model]().import_data(sheet, dry_run=True)
        seal = ""
        if result.writable and result.changes:
            kept = waiting.keep(data, user=request.user.pk, model=self.opts.label, file_name=file_name)
            seal = waiting.previewed(kept, result.fingerprint()).seal()
        return self._page(request, SheetForm(), result=result, seal=seal)

    def _written(self, request: HttpRequest, kept: Waiting, data: bytes) -> SheetResult | None:
        """The result once it is written, None with a message when it is not."""
        with shown_refusals(request):
            try:
                sheet = _format_of(kept.file_name)().create_dataset(data)
                result: SheetResult = SHEETS[self.model]().import_data(
                    sheet,
                    user=request.user,
                    file_name=kept.file_name,
                    digest=kept.digest,
                    expected=kept.fingerprint,
                )
            except (ValidationError, IntegrityError):  # somebody wrote between our look and our write
                result = SheetResult()
            if result.written:
                return result
            messages.warning(
                request, _("Something was changed since the preview. Nothing was imported: this is the new preview.")
            )
        return None

    def _page(self, request: HttpRequest, form: SheetForm, **context: Any) -> HttpResponse:
        resource = SHEETS[self.model]
        page = {
            **self.admin_site.each_context(request),
            "title": _("Import"),
            "opts": self.opts,
            "form": form,
            "columns": list(resource.fields),
            "identity": list(resource.identity),
            "shown": f":{SHOWN}",
            **context,
        }
        return TemplateResponse(request, [self.import_template_name], page)

    def _address(self, page: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")


def _format_of(file_name: str) -> Any:
    """The format that the name of a file ends in; raises SheetRefused naming those that are read."""
    found = BY_EXTENSION.get(PurePath(file_name).suffix.lower().lstrip("."))
    if found is None:
        raise SheetRefused(
            _("Only these files are read: %(kinds)s.") % {"kinds": ", ".join(f".{name}" for name in BY_EXTENSION)}
        )
    return found

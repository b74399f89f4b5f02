"""Annotations out of the desk and in: pages and single ones as Web Annotations, lines of them, and the import page.

What is answered is negotiated by Accept; a link, which cannot say what it accepts, says `?format=jsonld` or `jsonl`. A
reader is given the languages that they may read and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.workflow import NUMBER
from newsroom.annotation.note import NoteKind
from newsroom.annotation.statement import StatementKind
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk import policy
from newsroom.desk.annotation_plan import ImportReport, Outcome, Result
from newsroom.desk.errors import StaleImport
from newsroom.desk.import_annotations import import_annotations
from newsroom.desk.policy import Action
from newsroom.exchange import bounds, waiting
from newsroom.exchange.annotation_files import read_annotations
from newsroom.exchange.annotations import addresses_of, annotations_of, items_of, lines_of, named_in
from newsroom.exchange.refusals import SheetRefused
from newsroom.text.annotated import Annotated
from newsroom.text.document import canonical
from newsroom.text.webannotation import LINES_TYPE, MEDIA_TYPE, NEGOTIATED, PAGE_SIZE, Collection, alone, on_page

TEMPLATE = "admin/newsroom/annotation_exchange/import.html"
SHOWN = 200  # outcomes of a report, those to look at first
FORMATS = {"jsonld": MEDIA_TYPE, "jsonl": LINES_TYPE}
RESULTS = {
    Result.REFUSED: gettext_lazy("refused"),
    Result.MOVED: gettext_lazy("moved to where its words stand"),
    Result.TAKEN: gettext_lazy("taken"),
    Result.KNOWN: gettext_lazy("here already"),
}
SORTS: dict[str, Any] = {
    "mention": gettext_lazy("mention"),
    **{str(kind): kind.label for kind in StatementKind},
    **{str(kind): kind.label for kind in NoteKind},
}


def annotation_exchange_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Each view behind the admin's login (`wrap`), under the addresses of articles."""
    pages: list[tuple[str, Callable[..., Any], str]] = [
        ("<int:pk>/annotations/", annotations_export_view, "annotations"),
        ("<int:pk>/annotations/import/", annotations_import_view, "import_annotations"),
        ("<int:pk>/annotations/<uuid:uuid>/", annotation_view, "annotation"),
    ]
    return [path(route, wrap(view), name=f"newsroom_article_{name}") for route, view, name in pages]


# --- out --------------------------------------------------------------------------------------------------------------


@require_safe
def annotations_export_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The annotations of a draft: all its languages, or `?language=`; in pages, as lines, or whole as a file of
    `?format=`; `?creators=1` names who wrote notes.
    """
    article, given, rows = _asked(request, pk)
    addresses = addresses_of(article, request.build_absolute_uri("/").rstrip("/"), named_in(rows))
    if given == LINES_TYPE:
        return _answer(request, article, given, "".join(lines_of(rows, addresses)))
    number = request.GET.get("page", "1")
    size = max(1, len(rows)) if "format" in request.GET else PAGE_SIZE  # a file is whole
    label = _("Annotations of %(id)s") % {"id": article.public_id}
    collection = Collection(_collection(request), label, len(rows), size)
    if not NUMBER.fullmatch(number) or not 1 <= int(number) <= collection.pages:
        raise Http404
    page = collection.page(int(number), items_of(on_page(rows, int(number), size), addresses))
    response = _answer(request, article, given, canonical(page))
    if links := [f'<{iri}>; rel="{rel}"' for rel, iri in collection.beside(int(number))]:
        response.headers["Link"] = ", ".join(links)
    return response


@require_safe
def annotation_view(request: HttpRequest, pk: int, uuid: Any) -> HttpResponse:
    """One annotation by its uuid; one in no language that is read answers like one that is not there."""
    article, given, rows = _asked(request, pk)
    found = [one for one in rows if one.id == str(uuid)]
    if not found:
        raise Http404
    addresses = addresses_of(article, request.build_absolute_uri("/").rstrip("/"), named_in(found))
    return _answer(request, article, given, canonical(alone(items_of(found, addresses)[0])) + "\n")


def _asked(request: HttpRequest, pk: int) -> tuple[Article, str, list[Annotated]]:
    """The article, the media type that is asked for ("" for none that there is), and what may be seen."""
    language = request.GET.get("language", "")
    article = readable_article(request, pk, language)
    codes = [language] if language else policy.readable_languages(request.user, article)
    given = _media_type(request)
    creators = request.GET.get("creators") == "1"
    return article, given, annotations_of(article, codes, creators=creators) if given else []


def _media_type(request: HttpRequest) -> str:
    if name := request.GET.get("format"):
        if name not in FORMATS:
            raise Http404
        return FORMATS[name]
    return NEGOTIATED.get(request.get_preferred_type(list(NEGOTIATED)) or "", "")


def _answer(request: HttpRequest, article: Article, media_type: str, text: str) -> HttpResponse:
    """The bytes; what a link asked for is kept as a file."""
    if not media_type:
        said = _("Only these are answered: %(types)s.") % {"types": ", ".join(FORMATS.values())}
        response = HttpResponse(said, status=406, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(text, content_type=media_type)
    response.headers["Vary"] = "Accept, Cookie"
    if ending := request.GET.get("format"):
        name = f"annotations-{article.public_id}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _collection(request: HttpRequest) -> str:
    """The IRI of the collection: this address with what chooses among the annotations, without its page."""
    chosen = {name: value for name in ("format", "language", "creators") if (value := request.GET.get(name))}
    return request.build_absolute_uri(request.path) + (f"?{urlencode(chosen)}" if chosen else "")


# --- in ---------------------------------------------------------------------------------------------------------------


class AnnotationsForm(forms.Form):
    """Annotations as a file or as pasted text."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("JSON-LD or JSON Lines (.jsonld, .jsonl).")
    )
    pasted = forms.CharField(
        label=gettext_lazy("or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        """The size is known before a byte is read."""
        file = self.cleaned_data["file"]
        try:
            bounds.check_size(file.size if file else 0)
        except SheetRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("file") or cleaned.get("pasted")):
            raise ValidationError(_("Choose a file or paste a text."))
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """The bytes and the name of their file."""
        file = self.cleaned_data["file"]
        return (file.read(), file.name) if file else (self.cleaned_data["pasted"].encode(errors="surrogatepass"), "")


@require_http_methods(["GET", "HEAD", "POST"])
def annotations_import_view(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the form. POST: the report of what would be done; POST of its seal: done, with the report of that."""
    article = readable_article(request, pk)
    if article.trashed_at or not policy.may(request.user, Action.ANNOTATE, article=article):
        raise PermissionDenied
    if "seal" in request.POST:
        return _confirmed(request, article)
    form = AnnotationsForm(request.POST, request.FILES) if request.method == "POST" else AnnotationsForm()
    if not form.is_valid():
        return _page(request, article, form)
    data, name = form.content()
    try:
        return _previewed(request, article, data, name)
    except SheetRefused as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "pasted", str(refusal))
        return _page(request, article, form)


def _previewed(request: HttpRequest, article: Article, data: bytes, name: str) -> HttpResponse:
    report = import_annotations(article, incoming=read_annotations(data), by=request.user, dry_run=True)
    seal = ""
    if report.taken:
        kept = waiting.keep(data, user=request.user.pk, model=_kept_as(article), file_name=name)
        seal = waiting.previewed(kept, report.fingerprint()).seal()
    return _page(request, article, AnnotationsForm(), report=report, seal=seal)


def _confirmed(request: HttpRequest, article: Article) -> HttpResponse:
    kept = waiting.unseal(request.POST["seal"], user=request.user.pk, model=_kept_as(article))
    data = waiting.take(kept) if kept else None
    if kept is None or data is None:
        messages.error(request, _("This preview is too old, or it was confirmed already. Choose the file again."))
        return _page(request, article, AnnotationsForm())
    with shown_refusals(request):
        try:
            report = import_annotations(
                article, incoming=read_annotations(data), by=request.user, expected=kept.fingerprint
            )
        except StaleImport:
            changed = _("Something was changed since the preview. Nothing was imported: this is the new preview.")
            messages.warning(request, changed)
            return _previewed(request, article, data, kept.file_name)
        messages.success(request, _("The annotations are imported."))
        return _page(request, article, AnnotationsForm(), report=report, done=True)
    return _page(request, article, AnnotationsForm())


def _kept_as(article: Article) -> str:
    """Nobody confirms for one article what was previewed for another."""
    return f"annotations-{article.pk}"


def _page(request: HttpRequest, article: Article, form: AnnotationsForm, **context: Any) -> HttpResponse:
    report: ImportReport | None = context.get("report")
    page = {
        **admin.site.each_context(request),
        "title": _("Import annotations"),
        "article": article,
        "form": form,
        "formats": list(FORMATS),
        "counts": [(label, report.count(result)) for result, label in RESULTS.items()] if report else [],
        "outcomes": _shown(report.outcomes) if report else [],
        "hidden": max(0, len(report.outcomes) - SHOWN) if report else 0,
        "codes": policy.readable_languages(request.user, article),
        "export": reverse("admin:newsroom_article_annotations", args=[article.pk]),
        **context,
    }
    return TemplateResponse(request, TEMPLATE, page, status=422 if form.errors else 200)


def _shown(outcomes: Sequence[Outcome]) -> list[Mapping[str, Any]]:
    """The first of them, what somebody should look at before what went well."""
    order = list(RESULTS)
    ordered = sorted(outcomes, key=lambda one: (order.index(one.result), one.number))[:SHOWN]
    return [
        {
            "outcome": one,
            "sort": SORTS.get(one.sort, one.sort),
            "result": RESULTS[one.result],
            "language": one.language if one.language in languages.codes() else "",
        }
        for one in ordered
    ]

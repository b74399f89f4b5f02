"""The editor: one article in one language as a document to write in, saved as one composition.

A plain form that works without JavaScript; a script sends the same fields and gets JSON for what it can show in place
(what was saved, what a block is refused for) and the drawn page for what needs a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom.admin import composition_form, editor_words
from newsroom.admin.desk_admin import readable_article
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import BlockKind
from newsroom.content.revision import Revision
from newsroom.desk.compose import Composition, Saved, compose
from newsroom.desk.drafts import discard_draft, draft_of
from newsroom.desk.errors import BadText, Conflicts, DeskError, NotAllowed
from newsroom.screens.editor import HEAD, EditorPage, EditorRow, blank_row, editor_page, kinds_to_choose
from newsroom.text.composition import plan

TEMPLATE = "admin/newsroom/editor/page.html"
BESIDE = ("images", "annotate", "comments", "history", "preview")  # pages of the same article


@require_http_methods(["GET", "HEAD", "POST"])
def editor_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """GET: the page (`restore`: with the unsaved work kept for this person; `add`: with room after a block).
    POST: a save.
    """
    article = readable_article(request, pk, language)
    if request.method == "POST":
        return _save(request, article, language)
    page = editor_page(article, language, request.user)
    if "restore" in request.GET and page.draft_at:
        page = _restored(request, page)
    return _drawn(request, with_room(page, after=request.GET.get("add", "")))


def _save(request: HttpRequest, article: Article, language: str) -> HttpResponse:
    page = cache(lambda: editor_page(article, language, request.user))
    try:
        form = composition_form.read(request.POST, page)
    except composition_form.NotAForm:
        return HttpResponseBadRequest(_("The form did not come back whole."))
    try:
        saved = compose(article, language=language, form=form, by=request.user)
    except NotAllowed as refusal:
        if _by_script(request):
            return JsonResponse({"error": str(refusal)}, status=403)
        raise PermissionDenied(str(refusal)) from refusal
    except Conflicts:
        fresh = editor_page(article, language, request.user)
        return _drawn(request, with_room(_again(fresh, form)), form=form, status=409)
    except (DeskError, ValidationError) as refusal:
        return _refused(request, page, form, refusal)
    if "kept" in request.POST:  # what was kept on the server is in this form; another draft still waits
        discard_draft(article, language=language, by=request.user)
    return _said(request, saved, form) if _by_script(request) else _back(request, article, language, saved)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _said(request: HttpRequest, saved: Saved, form: Composition) -> JsonResponse:
    """`foreign`: somebody else's work is in what stands now, or blocks that the page has not, so it reads anew."""
    own = {row.id for row in form.rows}
    grown = saved.revision > form.revision + 1 or any(one not in own for one in saved.changed)
    texts = {row.id: row.text.strip() for row in form.rows}
    sent = {key.removeprefix("text-"): request.POST[key].strip() for key in request.POST if key.startswith("text-")}
    return JsonResponse(
        {
            "revision": saved.revision,
            "changed": list(saved.changed),
            "merged": list(saved.merged),
            "foreign": grown or bool(saved.merged) or any(texts.get(one, "") != text for one, text in sent.items()),
            "message": editor_words.saved(saved.revision),
        }
    )


def _back(request: HttpRequest, article: Article, language: str, saved: Saved) -> HttpResponse:
    """After a save without a script: the page again, at the block that a button belonged to."""
    messages.success(request, editor_words.saved(saved.revision))
    name, one = composition_form.place_of(request.POST)
    query = f"?add={one}#room" if name == "add" else f"#block-{one}" if one else ""
    return HttpResponseRedirect(article_address(article, language) + query)


def _refused(
    request: HttpRequest, page: Callable[[], EditorPage], form: Composition, refusal: Exception
) -> HttpResponse:
    """Nothing was written; the reason stands beside its block, everything typed stands where it was."""
    block = refusal.block_id if isinstance(refusal, BadText) else ""
    reason = refusal.reason if isinstance(refusal, BadText) and block else str(refusal)
    if isinstance(refusal, ValidationError):
        reason = " ".join(refusal.messages)
    if _by_script(request):
        return JsonResponse({"error": reason, "block": block}, status=422)
    if not block:
        messages.error(request, reason)
    typed = _again(page(), form, errors={block: reason} if block else {})
    return _drawn(request, with_room(typed), form=form, status=422)


def _again(page: EditorPage, form: Composition, *, errors: Mapping[str, str] | None = None) -> EditorPage:
    """The page with what was typed, and with all three texts wherever it and what was saved since disagree.

    A script takes its form from this very answer.
    """
    numbers = {form.revision, page.revision}
    rows = Revision.objects.filter(article=page.article, number__in=numbers) if len(numbers) > 1 else []
    found = {row.number: row.document for row in rows}
    if len(found) < 2:
        return composition_form.typed_again(page, form, errors=errors)
    base = found[form.revision]
    planned = plan(form, base=base, now=found[page.revision], language=page.language)
    kinds = {block.id: block.kind for block in base.blocks}
    return composition_form.to_decide(page, form, planned, kinds=kinds, errors=errors)


def _restored(request: HttpRequest, page: EditorPage) -> EditorPage:
    draft = draft_of(page.article, language=page.language, by=request.user)
    if draft is None:
        return page
    try:
        form = composition_form.read(QueryDict(draft.payload), lambda: page)
    except composition_form.NotAForm:
        messages.error(request, _("The unsaved work could not be read."))
        return page
    messages.info(request, _("Your unsaved work is here again. Save it to keep it."))
    return _again(page, replace(form, revision=draft.revision))


# --- drawing ----------------------------------------------------------------------------------------------------------


def with_room(page: EditorPage, *, after: str = "") -> EditorPage:
    """The page with empty places to write in: what the head lacks, a lead, one behind `after`, one at the end."""
    only = page.language if page.translating else ""
    rows = list(page.rows)
    places = [row.id for row in rows]
    if page.may_outline and after in places:
        rows.insert(places.index(after) + 1, _room(BlockKind.PARAGRAPH, only))
    if not page.structure:
        return replace(page, rows=tuple(rows))
    has = {row.kind for row in page.head}
    head = [*page.head, *(_room(kind) for kind in HEAD if kind not in has)]
    head.sort(key=lambda row: HEAD.index(BlockKind(row.kind)))
    if not page.has_lead:
        rows.insert(0, _room(BlockKind.LEAD))
    rows.append(_room(BlockKind.PARAGRAPH))
    return replace(page, head=tuple(head), rows=tuple(rows))


def _room(kind: BlockKind, only: str = "") -> EditorRow:
    return blank_row(str(uuid4()), kind, only=only)


def _drawn(
    request: HttpRequest, page: EditorPage, *, form: Composition | None = None, status: int = 200
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": (_("Write: %(language)s") if page.may_write else _("Read: %(language)s"))
        % {"language": languages.own_name(page.language)},
        "page": page,
        "article": page.article,
        "source": page.article.source_language,
        "kinds": _kind_options(page),
        "languages": [(code, languages.own_name(code)) for code in languages.codes()],
        "pattern": blank_row(PATTERN, BlockKind.PARAGRAPH, only=page.language if page.translating else ""),
        "kept": "restore" in request.GET or "kept" in request.POST,
        "minor": form.minor if form else False,
        "why": form.why if form else "",
        "beside": {name: address(name, page) for name in BESIDE},
        "words": editor_words.for_script(),
        "settings": _settings(request, page),
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


PATTERN = "00000000-0000-0000-0000-000000000000"  # stands in the template row where a script puts a new id


def _kind_options(page: EditorPage) -> dict[str, SafeString]:
    """The options of a kind menu for each kind that it may show, drawn once and not once a block."""
    return {chosen: _options(chosen, page) for chosen in BlockKind.values}


def _options(chosen: str, page: EditorPage) -> SafeString:
    offered = kinds_to_choose(with_lead=chosen == BlockKind.LEAD or not page.has_lead)
    rows = ((value, SafeString(" selected") if value == chosen else "", label) for value, label in offered.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def address(name: str, page: EditorPage) -> str:
    """The address of one of the article's pages, in the page's language where it has one."""
    arguments = [page.article.pk] if name in WITHOUT_LANGUAGE else [page.article.pk, page.language]
    return reverse(f"admin:newsroom_article_{name}", args=arguments)


WITHOUT_LANGUAGE = frozenset({"history", "images"})


def _settings(request: HttpRequest, page: EditorPage) -> dict[str, Any]:
    """What the script needs to know."""
    return {
        "language": page.language,
        "direction": page.direction,
        "user": request.user.pk,
        "article": page.article.pk,
        "write": page.may_write,
        "outline": page.structure,
        "save": address("edit", page),
        "draft": address("draft", page),
        "presence": address("presence", page),
        "links": reverse("admin:newsroom_article_links"),
        "login": reverse("admin:login"),
        "pattern": PATTERN,
    }


def article_address(article: Article, language: str) -> str:
    """Where one language of an article is written."""
    return reverse("admin:newsroom_article_edit", args=[article.pk, language])

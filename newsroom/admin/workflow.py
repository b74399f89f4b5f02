"""The workflow in the admin: the steps as buttons, texts assigned one by one or many at once, the language matrix."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from newsroom.admin.desk_admin import readable_article, shown_refusals
from newsroom.admin.tags import counted
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.headlines import with_headlines
from newsroom.content.track import State
from newsroom.desk import annotate, assignments, policy, steps, translate
from newsroom.desk.policy import Action
from newsroom.desk.workflow import Step
from newsroom.publishing.edition import EditionKind
from newsroom.screens.article_list import MISSING, OUTDATED, Wanted
from newsroom.screens.language_matrix import matrix
from newsroom.staff.user import User

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
MOST_AT_ONCE = 200  # articles assigned in one go
STATES = ((MISSING, gettext_lazy("missing")), *State.choices, (OUTDATED, gettext_lazy("outdated")))

# The steps of the workflow go through its one door; the other two move no state.
DONE: dict[str, Any] = {
    "suggest": gettext_lazy("Mentions were suggested."),
    "confirm": gettext_lazy("The translation is confirmed."),
    Step.SUBMIT: gettext_lazy("A review was asked for."),
    Step.WITHDRAW_REVIEW: gettext_lazy("The text is no longer in review."),
    Step.REQUEST_CHANGES: gettext_lazy("Changes were asked for."),
    Step.APPROVE: gettext_lazy("The text is approved."),
    Step.PUBLISH: gettext_lazy("The edition is published."),
}
BESIDE: dict[str, Callable[..., Any]] = {
    "suggest": annotate.suggest_mentions,
    "confirm": translate.confirm_translation,
}


@require_POST
def step_view(request: HttpRequest, pk: int, language: str, step: str) -> HttpResponse:
    """One press of a button: one verb; what it refuses is said on the page one comes back to."""
    article = readable_article(request, pk, language)
    if step not in DONE:
        raise Http404
    with shown_refusals(request):
        said = SAID_WITH[step](request) if step in SAID_WITH else {}
        if step in BESIDE:
            BESIDE[step](article, language=language, by=request.user, **said)
        else:
            steps.take(article, language=language, step=step, by=request.user, **said)
        messages.success(request, f"{languages.own_name(language)}: {DONE[step]}")
    return HttpResponseRedirect(back_to(request, reverse("admin:newsroom_article_change", args=[pk])))


def _seen(request: HttpRequest) -> dict[str, Any]:
    """Who approves says which revision they have read."""
    seen = request.POST.get("seen_revision", "")
    return {"seen_revision": int(seen)} if NUMBER.fullmatch(seen) else {}


def _why_again(request: HttpRequest) -> dict[str, Any]:
    """Who publishes again says why."""
    kind, note = request.POST.get("kind", ""), " ".join(request.POST.get("note", "").split())
    if kind and kind not in EditionKind.values:
        raise Http404  # no form of ours sends it, and publishing without its note would lose the note
    return {"kind": kind, "note": note} if kind else {}


def _reason(request: HttpRequest) -> dict[str, Any]:
    """Who asks for changes says which."""
    return {"reason": request.POST.get("reason", "")}


SAID_WITH: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    Step.APPROVE: _seen,
    Step.PUBLISH: _why_again,
    Step.REQUEST_CHANGES: _reason,
}


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that a form names as `next`, else `otherwise`; an address elsewhere is not followed."""
    to = request.POST.get("next", "")
    safe = to.startswith("/") and url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
    return to if safe else otherwise


# --- assigning ------------------------------------------------------------------------------------------------------


class AssignForm(forms.Form):
    """Which language of the chosen articles, to whom, until the end of which day."""

    language = forms.ChoiceField(label=gettext_lazy("language"))
    person = forms.ChoiceField(label=gettext_lazy("person"), required=False)
    due = forms.DateField(
        label=gettext_lazy("due"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("At the end of this day; empty: whenever."),
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        fields: Any = self.fields
        fields["language"].choices = [(code, languages.translated_name(code)) for code in languages.codes()]
        fields["person"].choices = [("", _("nobody")), *((key, _person(one)) for key, one in self.people.items())]

    def said(self) -> dict[str, Any]:
        """The keyword arguments of the verb."""
        day: dt.date | None = self.cleaned_data["due"]
        zone = ZoneInfo(settings.EDITORIAL_TIME_ZONE)
        return {
            "language": self.cleaned_data["language"],
            "to": self.people.get(self.cleaned_data["person"]),
            "due": dt.datetime.combine(day, dt.time(23, 59), zone) if day else None,
        }


def _person(who: User) -> str:
    """Name and languages, so that one sees who may be given a translation."""
    written = ", ".join(sorted(right.language for right in who.language_rights.all()))
    name = who.get_full_name() or who.get_username()
    return f"{name} ({who.get_username()}{'; ' + written if written else ''})"


def assign_view(request: HttpRequest) -> HttpResponse:
    """Give the articles named by `article` (primary keys) to somebody; the form, and by POST the verb."""
    if not policy.may(request.user, Action.ASSIGN):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    chosen = [int(key) for key in sent.getlist("article") if NUMBER.fullmatch(key)][:MOST_AT_ONCE]
    kept = policy.readable(Article.objects.kept(), request.user).filter(pk__in=chosen)
    articles = list(with_headlines(kept).order_by("-created_at", "-pk"))
    if not articles:
        messages.warning(request, _("No article was chosen."))
        return HttpResponseRedirect(reverse("admin:newsroom_article_changelist"))
    people = assignments.candidates()
    first = {"language": request.GET.get("language", articles[0].source_language), "person": request.GET.get("person")}
    form = AssignForm(sent if request.method == "POST" else None, initial=first, people=people)
    if request.method == "POST" and form.is_valid() and _assigned(request, articles, form):
        return HttpResponseRedirect(back_to(request, _after_assigning(articles)))
    context = {
        **admin.site.each_context(request),
        "title": _("Assign"),
        "articles": articles,
        "form": form,
        "next": sent.get("next", ""),
    }
    return TemplateResponse(request, "admin/newsroom/workflow/assign.html", context)


def _assigned(request: HttpRequest, articles: list[Article], form: AssignForm) -> bool:
    """Whether the verb took it; what it refuses is shown above the form, which keeps what was chosen."""
    with shown_refusals(request):
        number = assignments.assign_many(articles, by=request.user, **form.said())
        text = ngettext("%(number)s article was assigned.", "%(number)s articles were assigned.", number)
        messages.success(request, text % {"number": counted(number)})
        return True
    return False


def _after_assigning(articles: list[Article]) -> str:
    if len(articles) == 1:
        return reverse("admin:newsroom_article_change", args=[articles[0].pk])
    return reverse("admin:newsroom_article_matrix")


# --- the language matrix ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: Any
    chosen: bool


def matrix_view(request: HttpRequest) -> HttpResponse:
    """Articles x languages x states, filtered by what the query names."""
    if not policy.may(request.user, Action.READ_DRAFTS):
        raise PermissionDenied
    asked = {name: request.GET.get(name, "") for name in ("language", "state", "assignee")}
    wanted = Wanted(
        language=asked["language"] if asked["language"] in languages.codes() else "",
        state=asked["state"] if asked["state"] in dict(STATES) else "",
        assignee=int(asked["assignee"]) if NUMBER.fullmatch(asked["assignee"]) else None,
    )
    page = request.GET.get("p", "1")
    shown = matrix(request.user, wanted, page=int(page) if NUMBER.fullmatch(page) else 1)
    context = {
        **admin.site.each_context(request),
        "title": _("Language matrix"),
        "matrix": shown,
        "languages": [(code, languages.own_name(code)) for code in languages.codes()],
        "filters": _filters(wanted),
        "may_assign": policy.may(request.user, Action.ASSIGN),
        "earlier": f"?{urlencode(asked | {'p': shown.page - 1})}" if shown.page > 1 else "",
        "later": f"?{urlencode(asked | {'p': shown.page + 1})}" if shown.has_next else "",
    }
    return TemplateResponse(request, "admin/newsroom/workflow/matrix.html", context)


def _filters(wanted: Wanted) -> list[tuple[str, Any, list[Choice]]]:
    people = [(str(one.pk), one.get_full_name() or one.get_username()) for one in assignments.candidates()]
    assignee = "" if wanted.assignee is None else str(wanted.assignee)
    tables: list[tuple[str, Any, list[tuple[str, Any]], str]] = [
        ("language", _("language"), [(c, languages.translated_name(c)) for c in languages.codes()], wanted.language),
        ("state", _("state"), list(STATES), wanted.state),
        ("assignee", _("assignee"), [("0", _("nobody")), *people], assignee),
    ]
    return [
        (name, label, [Choice(value, said, value == chosen) for value, said in [("", _("All")), *choices]])
        for name, label, choices, chosen in tables
    ]

"""One's own account: logging in, passwords, sessions.

Django's views and forms ask the questions; what they would write themselves is written by the desk's verbs.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.admin.desk_admin import shown_refusals
from newsroom.admin.tags import counted
from newsroom.desk import passwords, policy, sessions
from newsroom.desk.policy import Action
from newsroom.staff.session import AGENT_KEY, LoginSession
from newsroom.staff.user import User
from newsroom.text.agents import browser_name

# --- logging in -------------------------------------------------------------------------------------------------------


def remember_browser(request: HttpRequest) -> None:
    """Put the browser's name into the session of somebody who has just logged in."""
    if request.user.is_authenticated and AGENT_KEY not in request.session:
        request.session[AGENT_KEY] = browser_name(request.headers.get("User-Agent", ""))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, for the throttle: X-Forwarded-For counts only behind settings.NUM_PROXIES proxies."""
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.NUM_PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        peer = hops[-min(settings.NUM_PROXIES, len(hops))] if hops else peer
    try:
        return str(ipaddress.ip_address(peer))
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any = None) -> HttpResponse:
    """429 for who guessed too often, in their language; says nothing of whether the account exists."""
    context = {
        **admin.site.each_context(request),
        "title": _("Too many attempts"),
        "minutes": settings.LOGIN_PAUSE_MINUTES,
    }
    response = TemplateResponse(request, "admin/newsroom/account/locked.html", context, status=429).render()
    response.headers["Retry-After"] = str(settings.LOGIN_PAUSE_MINUTES * 60)
    return response


# --- passwords --------------------------------------------------------------------------------------------------------


class OwnPages:
    """Django's views in the frame of the admin."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **own}  # type: ignore[attr-defined]


class ChangePassword(OwnPages, views.PasswordChangeView):
    """The old password and the new one; the session in which it is changed goes on."""

    success_url = reverse_lazy("admin:password_change_done")
    template_name = "registration/password_change_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        key = self.request.session.session_key or ""
        passwords.choose_password(form.user, password=form.cleaned_data["new_password1"], keep=key)
        update_session_auth_hash(self.request, form.user)
        return HttpResponseRedirect(str(self.success_url))


class LinkByMail(PasswordResetForm):
    """One mail to each account with that address, in its owner's language, and not one after the other."""

    def get_users(self, email: str) -> Any:
        return (user for user in super().get_users(email) if passwords.ask_for_reset(user))

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        context = next(value for value in [*args, *kwargs.values()] if isinstance(value, dict))
        with translation.override(context["user"].interface_language or translation.get_language()):
            super().send_mail(*args, **kwargs)


class AskForReset(OwnPages, views.PasswordResetView):
    form_class = LinkByMail
    template_name = "registration/password_reset_form.html"
    email_template_name = "admin/newsroom/account/reset_mail.txt"
    subject_template_name = "admin/newsroom/account/reset_subject.txt"


class ResetSent(OwnPages, views.PasswordResetDoneView):
    template_name = "registration/password_reset_done.html"


class ChooseAnew(OwnPages, views.PasswordResetConfirmView):
    template_name = "registration/password_reset_confirm.html"

    def form_valid(self, form: Any) -> HttpResponse:
        passwords.choose_password(self.user, password=form.cleaned_data["new_password1"], mailed=True)
        del self.request.session[views.INTERNAL_RESET_SESSION_TOKEN]
        return HttpResponseRedirect(str(self.get_success_url()))


class ResetDone(OwnPages, views.PasswordResetCompleteView):
    template_name = "registration/password_reset_complete.html"


# Names and places that Django's own log-in page links to; open to who cannot log in.
urlpatterns = [
    path("password_reset/", AskForReset.as_view(), name="admin_password_reset"),
    path("password_reset/done/", ResetSent.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", ChooseAnew.as_view(), name="password_reset_confirm"),
    path("reset/done/", ResetDone.as_view(), name="password_reset_complete"),
]

# --- sessions ---------------------------------------------------------------------------------------------------------


def sessions_view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Where somebody is logged in: one's own (`pk` None) or, for administrators, another's. POST ends one or all."""
    if pk is not None and not policy.may(request.user, Action.MANAGE_STAFF):
        raise PermissionDenied
    whose = get_object_or_404(User, pk=request.user.pk if pk is None else pk)
    if request.method == "POST":
        return _end(request, whose, pk)
    context = {
        **admin.site.each_context(request),
        "title": gettext_lazy("My sessions") if pk is None else gettext_lazy("Sessions"),
        "whose": whose,
        "own": whose.pk == request.user.pk,
        "rows": LoginSession.objects.filter(user=whose).alive().newest_first(),
        "current": request.session.session_key,
        "days": settings.SESSION_COOKIE_AGE // 86_400,
        "idle_hours": settings.SESSION_IDLE // 3600,
    }
    return TemplateResponse(request, "admin/newsroom/account/sessions.html", context)


def _end(request: HttpRequest, whose: User, pk: int | None) -> HttpResponse:
    here = request.session.session_key or ""
    with shown_refusals(request):
        if "others" in request.POST:
            count = sessions.end_sessions(whose, by=request.user, keep=here)
            said = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", count)
            messages.success(request, said % {"count": counted(count)})
        else:
            row = _chosen(whose, request.POST.get("session", ""))
            sessions.end_session(row, by=request.user)
            if row.session_key == here:
                return HttpResponseRedirect(reverse("admin:login"))
            messages.success(request, _("The session was ended."))
    page = reverse("admin:sessions") if pk is None else reverse("admin:newsroom_user_sessions", args=[pk])
    return HttpResponseRedirect(page)


def _chosen(whose: User, handle: str) -> LoginSession:
    """The session that a button names by a digest of its key: the key itself lets in whoever reads it."""
    for row in LoginSession.objects.filter(user=whose):
        if row.handle == handle:
            return row
    raise Http404

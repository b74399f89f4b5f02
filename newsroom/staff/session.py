"""LoginSession: one browser in which somebody is logged in, so that a person can see and end their sessions.

Django's own session table does not say whose a session is. A session ends at its own date, and earlier when nobody
used it for settings.SESSION_IDLE seconds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AGENT_KEY = "agent"  # the browser's name, put into the session when somebody logs in
SEEN_EVERY = dt.timedelta(minutes=5)  # a row is written this often at most because somebody merely reads


class LoginSessionQuerySet(models.QuerySet["LoginSession"]):
    def alive(self) -> LoginSessionQuerySet:
        """Those with which a request is let in now."""
        now = timezone.now()
        return self.filter(expire_date__gt=now, seen_at__gt=now - dt.timedelta(seconds=settings.SESSION_IDLE))

    def newest_first(self) -> LoginSessionQuerySet:
        return self.order_by("-seen_at", "session_key")


class LoginSession(AbstractBaseSession):
    """A session and the member of staff it belongs to; anonymous ones belong to nobody."""

    user = models.ForeignKey(
        "newsroom.User", models.CASCADE, null=True, related_name="sessions", verbose_name=_("user")
    )
    agent = models.CharField(_("browser"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = LoginSessionQuerySet.as_manager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @property
    def handle(self) -> str:
        """What a page may call it: the key itself would let in whoever reads it."""
        return hashlib.sha256(f"session {self.session_key}".encode()).hexdigest()[:20]

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's database sessions in our table; settings.SESSION_ENGINE names this module."""

    row: LoginSession | None = None

    @classmethod
    def get_model_class(cls) -> type[LoginSession]:
        return LoginSession

    @classmethod
    def clear_expired(cls) -> None:
        """What `manage.py clearsessions` does."""
        LoginSession.objects.exclude(pk__in=LoginSession.objects.alive().values("pk")).delete()

    def create_model_instance(self, data: dict[str, Any]) -> LoginSession:
        row: LoginSession = super().create_model_instance(data)
        user = data.get("_auth_user_id")
        row.user_id = int(user) if user else None
        row.agent = str(data.get(AGENT_KEY, ""))[:200]
        row.started_at = self.row.started_at if self.row else timezone.now()
        return row

    def saw_somebody(self) -> None:
        """Remember that the session is in use, a few times an hour at most."""
        if self.row is not None and self.row.seen_at < timezone.now() - SEEN_EVERY:
            LoginSession.objects.filter(pk=self.row.pk).update(seen_at=timezone.now())

    def _get_session_from_db(self) -> LoginSession | None:
        self.row = LoginSession.objects.alive().filter(session_key=self.session_key).first()
        if self.row is None:
            self._session_key = None
        return self.row

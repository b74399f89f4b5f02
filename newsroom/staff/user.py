"""User: a member of staff. Roles are groups; the languages a translator may write are LanguageRight rows."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.fields import language_field, uuid_field


class User(AbstractUser):
    """One member of staff."""

    uuid = uuid_field()
    interface_language = language_field(blank=True, help_text=_("Empty: as the browser asks."))

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the roles (groups) of this person, read once per request."""
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def written_languages(self) -> frozenset[str]:
        """Codes of the languages this person may write."""
        return frozenset(self.language_rights.values_list("language", flat=True))


class LanguageRight(models.Model):
    """One language that one member of staff may write."""

    user = models.ForeignKey(User, models.CASCADE, related_name="language_rights", verbose_name=_("user"))
    language = language_field()

    class Meta:
        verbose_name = _("language right")
        verbose_name_plural = _("language rights")
        constraints = [
            models.UniqueConstraint(fields=["user", "language"], name="one_right_per_user_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.language}"

"""Field makers: identifiers that never repeat, and text columns that only gated text can enter."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base.languages import language_choices
from newsroom.base.refusals import explain
from newsroom.text import gate

PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: it is read aloud and typed
PUBLIC_ID_LENGTH = 8


def new_public_id() -> str:
    """A short random id for addresses: 31^8 = 8.5e11 of them, unique in its column."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def uuid_field() -> models.UUIDField[Any, Any]:
    """The identity of a row wherever it travels: fixtures, bundles, annotations."""
    return models.UUIDField(_("UUID"), default=uuid.uuid4, unique=True, editable=False)


def public_id_field() -> models.CharField[Any, Any]:
    """The identity of a row in public addresses."""
    return models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False
    )


def language_field(**kwargs: Any) -> models.CharField[Any, Any]:
    """One of the site's languages."""
    return models.CharField(_("language"), max_length=12, choices=language_choices, **kwargs)


SLUG = RegexValidator(r"^[\w\-]{1,80}\Z", _("Letters, digits and hyphens only: it stands in an address."))


class GatedMixin:
    """Refuses text that `text.gate` refuses, in forms with a readable error and at every write in any case.

    The check sits in get_db_prep_save, so bulk writes, fixtures and update() pass it too, while look-ups do not.
    """

    name: str
    multiline = False

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(self._gated(value), model_instance)  # type: ignore[misc]

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = gate.clean(value, field=self.name, multiline=self.multiline)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]

    def _gated(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return gate.clean(value, field=self.name, multiline=self.multiline)
        except gate.Refused as refused:
            raise ValidationError(explain(refused), code="refused_character") from refused


class GatedCharField(GatedMixin, models.CharField):  # type: ignore[type-arg]
    """One line of text."""


class GatedTextField(GatedMixin, models.TextField):  # type: ignore[type-arg]
    """One line of text of any length: a block is one line."""


class GatedLinesField(GatedMixin, models.TextField):  # type: ignore[type-arg]
    """Text of several lines."""

    multiline = True

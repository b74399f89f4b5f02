"""Periods: a start and an end as EDTF texts, checked together."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.base.refusals import explain
from newsroom.text import edtf


def check_period(start: str, end: str) -> None:
    """Raises ValidationError naming `start` or `end` when it is no EDTF date or the end lies before the start."""
    for field, text in (("start", start), ("end", end)):
        try:
            edtf.earliest(text)
        except edtf.NotEdtf as error:
            raise ValidationError({field: explain(error)}) from error
    first, last = edtf.earliest(start), edtf.latest(end)
    if first and last and first > last:
        raise ValidationError({"end": _("The end lies before the start.")})

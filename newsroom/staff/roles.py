"""The roles of the newsroom: each is a Django group of the same name, made by migration 0002.

What a role may do stands in `newsroom/desk/policy.py`, nowhere else.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    TRANSLATOR = "translator", _("translator")
    ANNOTATOR = "annotator", _("annotator")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")
    ADMINISTRATOR = "administrator", _("administrator")

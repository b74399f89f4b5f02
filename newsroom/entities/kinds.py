"""The kinds of entity, and what each is called in addresses and in schema.org."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANIZATION = "organization", _("organization")
    PLACE = "place", _("place")
    EVENT = "event", _("event")
    DOCUMENT = "document", _("document")
    INITIATIVE = "initiative", _("initiative")
    TOPIC = "topic", _("topic")


class Matching(models.TextChoices):
    """What the gazetteer does with a name that it finds in a text."""

    ALWAYS = "always", _("always suggest")
    ASK = "ask", _("suggest with a lower score")
    NEVER = "never", _("never suggest")


class EventStatus(models.TextChoices):
    """schema.org eventStatus, and IPTC's occurrence for what was only proposed."""

    PROPOSED = "proposed", _("proposed")
    SCHEDULED = "scheduled", _("scheduled")
    HAPPENED = "happened", _("happened")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")

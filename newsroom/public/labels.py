"""What the public pages call the kinds of things; the words of the editions, not of the drafts' tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# In the order in which a report's margin lists them.
ENTITY_KINDS = {
    "person": _("People"),
    "organization": _("Organizations"),
    "place": _("Places"),
    "event": _("Events"),
    "document": _("Documents"),
    "initiative": _("Initiatives"),
    "topic": _("Topics"),
}
ENTITY_KIND = {
    "person": _("person"),
    "organization": _("organization"),
    "place": _("place"),
    "event": _("event"),
    "document": _("document"),
    "initiative": _("initiative"),
    "topic": _("topic"),
}
GENRES = {
    "report": _("report"),
    "news": _("news"),
    "interview": _("interview"),
    "analysis": _("analysis"),
    "opinion": _("opinion"),
    "explainer": _("explainer"),
}
CREDITS = {
    "author": _("author"),
    "editor": _("editor"),
    "translator": _("translator"),
    "photographer": _("photo"),
}
CERTAINTIES = {"certain": _("certain"), "likely": _("likely"), "unverified": _("unverified")}

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
STATEMENTS = {
    "quotation": _("quotation"),
    "partial": _("partial quotation"),
    "paraphrase": _("paraphrase"),
    "narration": _("narration"),
}
CAPACITIES = {
    "host": _("host"),
    "organizer": _("organizer"),
    "attendee": _("attendee"),
    "absent": _("absent"),
    "speaker": _("speaker"),
    "signatory": _("signatory"),
}
MEMBERS = {
    "full": _("Full members"),
    "associate": _("Associate members"),
    "observer": _("Observers"),
    "former": _("Former members"),
}
MEMBERSHIPS = {
    "full": _("full member"),
    "associate": _("associate member"),
    "observer": _("observer"),
    "former": _("former member"),
}
EVENT_STATUSES = {
    "proposed": _("proposed"),
    "scheduled": _("scheduled"),
    "happened": _("happened"),
    "postponed": _("postponed"),
    "cancelled": _("cancelled"),
}
SPELLINGS = {"abbreviation": _("abbreviation"), "former": _("former name")}  # an alias needs no word
# IPTC digital source types of which readers are told.
MADE_BY_MACHINES = {
    "trainedAlgorithmicMedia": _("made with generative AI"),
    "compositeWithTrainedAlgorithmicMedia": _("partly made with generative AI"),
    "algorithmicallyEnhanced": _("enhanced by an algorithm"),
}
CERTAINTIES = {"certain": _("certain"), "likely": _("likely"), "unverified": _("unverified")}

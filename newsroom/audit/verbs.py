"""The verbs of the desk, as the log names them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    INGEST = "ingest", _("brought in")
    ACCEPT_REPAIRS = "accept_repairs", _("accepted repairs")
    REJECT_REPAIRS = "reject_repairs", _("refused repairs")
    EDIT = "edit", _("edited the text")
    EDIT_ARTICLE = "edit_article", _("edited the description")
    TRANSLATE = "translate", _("translated")
    CONFIRM = "confirm", _("confirmed the translation")
    SUGGEST = "suggest", _("had mentions suggested")
    ACCEPT_SUGGESTIONS = "accept_suggestions", _("accepted mentions")
    REJECT_SUGGESTIONS = "reject_suggestions", _("rejected mentions")
    ADD_MENTION = "add_mention", _("added a mention")
    ADD_STATEMENT = "add_statement", _("added a statement")
    ADD_NOTE = "add_note", _("added a note")
    ADD_IMAGE = "add_image", _("added an image")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    RENEW_CARDS = "renew_cards", _("renewed the public page")
    OPEN_PAGES = "open_pages", _("made the page public")
    ADD_ENTITY = "add_entity", _("added")
    EDIT_ENTITY = "edit_entity", _("edited")
    EDIT_DETAILS = "edit_details", _("edited names, offices or participations")
    DELETE_ENTITY = "delete_entity", _("deleted")
    ADD_USER = "add_user", _("added to the staff")
    EDIT_USER = "edit_user", _("edited the account")
    SET_PASSWORD = "set_password", _("set a password")
    SET_RIGHTS = "set_rights", _("set the rights")
    LOAD_FIXTURE = "load_fixture", _("loaded a fixture")
    IMPORT_ENTITIES = "import_entities", _("imported a sheet")

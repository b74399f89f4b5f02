"""Who may do what: the one table that admin, API and commands ask.

Roles are the groups of `staff.roles`. A role may do an action on everything (ALL), on articles it made itself
(OWN), or in the languages its member may write (LANGUAGE). Four eyes: nobody approves or publishes what they wrote
themselves, unless settings.FOUR_EYES is off. A superuser is for installation and may do everything but that.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.content.article import Article
from newsroom.desk.errors import NotAllowed
from newsroom.localization.contribution import Contribution
from newsroom.staff.roles import Role
from newsroom.staff.user import User

Anybody = User | AnonymousUser


class Action(models.TextChoices):
    READ_DRAFTS = "read_drafts", _("read drafts")
    INGEST = "ingest", _("bring in a report")
    EDIT_SOURCE = "edit_source", _("edit the source text")
    TRANSLATE = "translate", _("write a translation")
    SUGGEST = "suggest", _("ask for suggestions")
    ANNOTATE = "annotate", _("annotate")
    DECIDE = "decide", _("accept and reject suggestions")
    APPROVE = "approve", _("approve a text")
    PUBLISH = "publish", _("publish")
    PUBLISH_ENTITIES = "publish_entities", _("publish pages of people, organizations, places and events")
    EDIT_ENTITIES = "edit_entities", _("edit people, organizations, places and events")
    MANAGE_STAFF = "manage_staff", _("manage users and roles")
    READ_LOG = "read_log", _("read the log")
    LOAD_FIXTURES = "load_fixtures", _("load fixtures")
    IMPORT_ENTITIES = "import_entities", _("import sheets of people, organizations, places and events")


class Reach(Enum):
    """How far a role's right goes."""

    ALL = "all"
    OWN = "own"
    LANGUAGE = "language"


_EVERYBODY: dict[Role, Reach] = {role: Reach.ALL for role in Role if role != Role.ADMINISTRATOR}
_EDITORS = {Role.EDITOR: Reach.ALL, Role.PUBLISHER: Reach.ALL}

TABLE: dict[Action, dict[Role, Reach]] = {
    Action.READ_DRAFTS: {**_EVERYBODY, Role.ADMINISTRATOR: Reach.ALL},
    Action.INGEST: {**_EDITORS, Role.REPORTER: Reach.ALL},
    Action.EDIT_SOURCE: {**_EDITORS, Role.REPORTER: Reach.OWN},
    Action.TRANSLATE: {**_EDITORS, Role.TRANSLATOR: Reach.LANGUAGE},
    Action.SUGGEST: _EVERYBODY,
    Action.ANNOTATE: {**_EDITORS, Role.ANNOTATOR: Reach.ALL},
    Action.DECIDE: {**_EDITORS, Role.ANNOTATOR: Reach.ALL},
    Action.APPROVE: _EDITORS,
    Action.PUBLISH: {Role.PUBLISHER: Reach.ALL},
    Action.PUBLISH_ENTITIES: {Role.PUBLISHER: Reach.ALL},
    Action.EDIT_ENTITIES: _EDITORS,
    Action.MANAGE_STAFF: {Role.ADMINISTRATOR: Reach.ALL},
    Action.READ_LOG: {**_EDITORS, Role.ADMINISTRATOR: Reach.ALL},
    Action.LOAD_FIXTURES: {**_EDITORS, Role.ADMINISTRATOR: Reach.ALL},
    Action.IMPORT_ENTITIES: _EDITORS,
}


def may(who: Anybody, action: Action, *, article: Article | None = None, language: str = "") -> bool:
    """Whether `who` may do `action`, on `article` and in `language` where the action concerns one.

    Without an article the answer is for the best case: whether there is any article at all on which they may.
    """
    if not isinstance(who, User) or not who.is_active:
        return False
    if who.is_superuser:
        return True
    reaches = [reach for role, reach in TABLE[action].items() if role in who.roles]
    return any(_REACHES[reach](who, article, language) for reach in reaches)


def check(who: Anybody, action: Action, *, article: Article | None = None, language: str = "") -> None:
    """Return when `may(...)`; raises NotAllowed otherwise."""
    if not may(who, action, article=article, language=language):
        raise NotAllowed(who.get_username(), str(action.label))


def check_four_eyes(who: User, action: Action, *, article: Article, language: str) -> None:
    """Raises NotAllowed when `who` had a hand in the text that they are about to approve or publish.

    Approving asks for the hands since the last approval, publishing for all there ever were. Call it with the
    article's row locked.
    """
    if not settings.FOUR_EYES:
        return
    hands = Contribution.objects.to_article(article.pk, language).filter(user=who)
    if action == Action.APPROVE:
        hands = hands.unapproved()
    if hands.exists():
        raise NotAllowed(who.get_username(), str(action.label), str(_("You wrote part of it: another person must.")))


def action_for_text(article: Article, language: str) -> Action:
    """Writing the source and writing a translation are two rights."""
    return Action.EDIT_SOURCE if language == article.source_language else Action.TRANSLATE


_REACHES: dict[Reach, Any] = {
    Reach.ALL: lambda who, article, language: True,
    Reach.OWN: lambda who, article, language: article is None or article.created_by_id == who.pk,
    Reach.LANGUAGE: lambda who, article, language: (
        language in who.written_languages if language else bool(who.written_languages)
    ),
}

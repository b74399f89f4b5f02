"""Who may do what: the one table that admin, API and commands ask.

Roles are the groups of `staff.roles`. A role may do an action on everything (ALL), on articles that its member brought
in or works on (OWN), or in the languages of articles that are assigned to its member (ASSIGNED). An administrator runs
the system and reads no drafts; who needs to gives themselves a role, and the log says so. Four eyes: nobody approves
or publishes what they wrote themselves, unless settings say so. A superuser is for installation and may do everything
but that.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk.errors import NotAllowed
from newsroom.localization.contribution import Contribution
from newsroom.staff.roles import Role
from newsroom.staff.user import User

Anybody = User | AnonymousUser


class Action(models.TextChoices):
    READ_DRAFTS = "read_drafts", _("read drafts")
    READ_ENTITIES = "read_entities", _("read about people, organizations, places and events")
    READ_EDITIONS = "read_editions", _("read what was published")
    INGEST = "ingest", _("bring in a report")
    EDIT_SOURCE = "edit_source", _("edit the source text")
    TRANSLATE = "translate", _("write a translation")
    SUGGEST = "suggest", _("ask for suggestions")
    ANNOTATE = "annotate", _("annotate")
    DECIDE = "decide", _("accept and reject suggestions")
    ASSIGN = "assign", _("assign work")
    SUBMIT = "submit", _("ask for a review")
    COMMENT = "comment", _("comment on a text")
    ADD_IMAGES = "add_images", _("add images to the library")
    EDIT_IMAGES = "edit_images", _("edit and delete images of the library")
    APPROVE = "approve", _("approve a text")
    PUBLISH = "publish", _("publish")
    PREVIEW = "preview", _("share a preview")
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
    ASSIGNED = "assigned"


_EVERYBODY: dict[Role, Reach] = dict.fromkeys(Role, Reach.ALL)
_EDITORS = {Role.EDITOR: Reach.ALL, Role.PUBLISHER: Reach.ALL}
# Annotators work on every report, so they read every report.
_DESK = {**_EDITORS, Role.ANNOTATOR: Reach.ALL, Role.REPORTER: Reach.OWN, Role.TRANSLATOR: Reach.ASSIGNED}

TABLE: dict[Action, dict[Role, Reach]] = {
    Action.READ_DRAFTS: _DESK,
    Action.READ_ENTITIES: _EVERYBODY,
    Action.READ_EDITIONS: _EVERYBODY,
    Action.INGEST: {**_EDITORS, Role.REPORTER: Reach.ALL},
    Action.EDIT_SOURCE: {**_EDITORS, Role.REPORTER: Reach.OWN},
    Action.TRANSLATE: {**_EDITORS, Role.TRANSLATOR: Reach.ASSIGNED},
    Action.SUGGEST: _DESK,
    Action.ANNOTATE: {**_EDITORS, Role.ANNOTATOR: Reach.ALL},
    Action.DECIDE: {**_EDITORS, Role.ANNOTATOR: Reach.ALL},
    Action.ASSIGN: {**_EDITORS, Role.REPORTER: Reach.OWN, Role.TRANSLATOR: Reach.ASSIGNED},
    Action.SUBMIT: {**_EDITORS, Role.REPORTER: Reach.OWN, Role.TRANSLATOR: Reach.ASSIGNED},
    Action.COMMENT: _DESK,
    Action.ADD_IMAGES: {**_EDITORS, Role.REPORTER: Reach.ALL},
    Action.EDIT_IMAGES: _EDITORS,
    Action.APPROVE: _EDITORS,
    Action.PUBLISH: {Role.PUBLISHER: Reach.ALL},
    Action.PREVIEW: {**_EDITORS, Role.REPORTER: Reach.OWN},
    Action.PUBLISH_ENTITIES: {Role.PUBLISHER: Reach.ALL},
    Action.EDIT_ENTITIES: _EDITORS,
    Action.MANAGE_STAFF: {Role.ADMINISTRATOR: Reach.ALL},
    Action.READ_LOG: {**_EDITORS, Role.ADMINISTRATOR: Reach.ALL},
    Action.LOAD_FIXTURES: {**_EDITORS, Role.ADMINISTRATOR: Reach.ALL},
    Action.IMPORT_ENTITIES: _EDITORS,
}
# A translator reads, and remarks on, the source beside the text that is assigned to them.
SOURCE_TOO = frozenset({Action.READ_DRAFTS, Action.COMMENT})


def may(who: Anybody, action: Action, *, article: Article | None = None, language: str = "") -> bool:
    """Whether `who` may do `action`, on `article` and in `language` where the action concerns one.

    Without an article the answer is for the best case: whether there is any article at all on which they may.
    """
    if not isinstance(who, User) or not who.is_active:
        return False
    if who.is_superuser:
        return True
    return any(_REACHES[reach](who, action, article, language) for reach in reaches_of(who, action))


def reaches_of(who: Anybody, action: Action) -> list[Reach]:
    """How far the roles of `who` go in `action`, the farthest first; empty: not at all."""
    if not isinstance(who, User) or not who.is_active:
        return []
    if who.is_superuser:
        return [Reach.ALL]
    found = {reach for role, reach in TABLE[action].items() if role in who.roles}
    return [reach for reach in Reach if reach in found]


def check(who: Anybody, action: Action, *, article: Article | None = None, language: str = "") -> None:
    """Return when `may(...)`; raises NotAllowed otherwise."""
    if not may(who, action, article=article, language=language):
        raise NotAllowed(who.get_username(), str(action.label))


def readable(articles: QuerySet[Article], who: Anybody) -> QuerySet[Article]:
    """Those of `articles` of which `who` may read anything: what every list, search and look-up starts from."""
    reaches = reaches_of(who, Action.READ_DRAFTS)
    if Reach.ALL in reaches:
        return articles
    theirs = Q(pk__in=Track.objects.filter(assignee_id=who.pk).values("article")) if reaches else Q(pk__in=[])
    if Reach.OWN in reaches:
        theirs |= Q(created_by_id=who.pk)
    return articles.filter(theirs)


def readable_languages(who: Anybody, article: Article) -> tuple[str, ...]:
    """The languages in which `who` may read the drafts of `article`, in the order of the site."""
    return tuple(code for code in languages.codes() if may(who, Action.READ_DRAFTS, article=article, language=code))


def could_work(who: User, article: Article, language: str) -> bool:
    """Whether `who` could write this language of `article` once it is assigned to them."""
    for reach in reaches_of(who, action_for_text(article, language)):
        if reach != Reach.ASSIGNED or language in who.written_languages:
            return True
    return False


def check_rank(user: User, *, by: User) -> None:
    """Raises NotAllowed: an administrator rules over the staff, not over the accounts of the installation."""
    if not by.is_superuser and User.objects.filter(pk=user.pk, is_superuser=True).exists():
        raise NotAllowed(by.get_username(), str(Action.MANAGE_STAFF.label))


def check_four_eyes(who: User, action: Action, *, article: Article, language: str) -> None:
    """Raises NotAllowed when `who` had a hand in the text that they are about to approve or publish.

    Approving asks for the hands since the last approval, publishing for all there ever were. Call it with the
    article's row locked.
    """
    if not needs_four_eyes(action):
        return
    hands = Contribution.objects.to_article(article.pk, language).filter(user=who)
    if action == Action.APPROVE:
        hands = hands.unapproved()
    if hands.exists():
        raise NotAllowed(who.get_username(), str(action.label), str(_("You wrote part of it: another person must.")))


def needs_four_eyes(action: Action) -> bool:
    """Whether this newsroom asks for another person: by settings, for each step and for all."""
    return bool(settings.FOUR_EYES) and bool(getattr(settings, f"FOUR_EYES_{action.name}"))


def action_for_text(article: Article, language: str) -> Action:
    """Writing the source and writing a translation are two rights."""
    return Action.EDIT_SOURCE if language == article.source_language else Action.TRANSLATE


def _owns(who: User, action: Action, article: Article | None, language: str) -> bool:
    if article is None or article.created_by_id == who.pk:
        return True
    assigned = _assigned(who, article)
    return language in assigned if language and action not in SOURCE_TOO else bool(assigned)


def _is_assigned(who: User, action: Action, article: Article | None, language: str) -> bool:
    """In the languages that are assigned to them; who writes also needs the right to write that language."""
    assigned = _assigned(who, article) if article else set(languages.codes())
    if action in SOURCE_TOO:
        return bool(assigned) and (article is None or language in {"", article.source_language, *assigned})
    written = assigned & who.written_languages
    return language in written if language else bool(written)


def _assigned(who: User, article: Article) -> set[str]:
    """The languages of an article that are assigned to somebody; no query where its tracks were prefetched."""
    return {track.language for track in article.tracks.all() if track.assignee_id == who.pk}


_REACHES: dict[Reach, Callable[[User, Action, Article | None, str], bool]] = {
    Reach.ALL: lambda who, action, article, language: True,
    Reach.OWN: _owns,
    Reach.ASSIGNED: _is_assigned,
}

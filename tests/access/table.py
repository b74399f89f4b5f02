"""Who gets in where: the table that the whole project is held against. An address without a row fails the walk.

To add an address of the admin: one of one article goes into ARTICLE (by the action that `desk/policy.py` asks for), one
that belongs to no row into SINGLE, a model into MODELS (and SHEETS, CHANGERS), anything else that names a row into
BESIDE with its path in paths.py. Public addresses stand in tests/test_architecture.py, the API's in tests/api/walk.py.
"""

from __future__ import annotations

from typing import NamedTuple

REPORTERS = {"reporter"}
TRANSLATORS = {"translator-en", "translator-ru"}
EDITORS = {"editor", "publisher"}
MANAGERS = {"administrator"}
ANNOTATORS = {"annotator"}
DESK = REPORTERS | TRANSLATORS | ANNOTATORS | EDITORS  # who reads drafts at all
READERS = DESK | MANAGERS
GUEST = "guest"  # may log in, has no role
LOGGED_IN = READERS | {GUEST}
NOBODY: set[str] = set()


class Row(NamedTuple):
    """Who gets in, what they are answered, what the others are."""

    admitted: set[str]
    answer: int
    refused: int = 403


# Django's own addresses and ours that belong to no single article.
SINGLE: dict[str, Row] = {
    "index": Row(LOGGED_IN, 200),
    "notifications": Row(LOGGED_IN, 200),
    "sessions": Row(LOGGED_IN, 200),
    "logout": Row(LOGGED_IN, 405),  # by POST only
    "password_change": Row(LOGGED_IN, 200),
    "password_change_done": Row(LOGGED_IN, 200),
    "autocomplete": Row(READERS, 200),
    "jsi18n": Row(LOGGED_IN, 200),
    "view_on_site": Row(LOGGED_IN, 404),  # nothing of the desk has a page of its own
    "app_list": Row(READERS, 200, refused=404),  # a list of nothing is no page
    "(?P<url>.*)$": Row(LOGGED_IN, 404),
    "newsroom_article_ingest": Row(REPORTERS | EDITORS, 200),
    "newsroom_article_new": Row(REPORTERS | EDITORS, 200),
    "newsroom_article_links": Row(DESK, 200),
    "newsroom_article_matrix": Row(DESK, 200),
    "newsroom_article_archive": Row(DESK, 200),
    "newsroom_article_assign": Row(REPORTERS | TRANSLATORS | EDITORS, 302),  # nothing chosen: back to the list
    "newsroom_user_sessions": Row(MANAGERS, 200),
    "newsroom_entity_duplicates": Row(READERS, 200),
    "newsroom_entity_merges": Row(READERS, 200),
    "newsroom_entity_undo_merge": Row(LOGGED_IN, 405),  # by POST only
    "auth_user_password_change": Row(LOGGED_IN, 404),  # a password is set in the form of its person, by a verb
}

# Addresses of one article: what they ask of policy, what who may is answered. Who reads drafts and not this one, or not
# in this language, is answered 404 as for an article that is not there; who reads none at all, 403.
# Any language that one reads; the source, for those who write it; the whole, for those who annotate it.
READ, WRITE, ANNOTATE = "read", "write", "annotate"
ARTICLE: dict[str, tuple[str, int]] = {
    "newsroom_article_change": (READ, 200),
    "newsroom_article_edit": (READ, 200),
    "newsroom_article_comments": (READ, 200),
    "newsroom_article_annotate": (READ, 200),
    "newsroom_article_naming": (READ, 200),
    "newsroom_article_presence": (READ, 200),
    "newsroom_article_preview": (READ, 200),
    "newsroom_article_history": (READ, 200),
    "newsroom_article_compare": (READ, 200),
    "newsroom_article_annotations": (READ, 200),
    "newsroom_article_annotation": (READ, 404),  # of a uuid that nothing has
    "newsroom_article_import_annotations": (ANNOTATE, 200),
    "newsroom_article_share": (WRITE, 200),
    "newsroom_article_repairs": (WRITE, 200),
    "newsroom_article_paste": (WRITE, 200),
    "newsroom_article_images": (WRITE, 200),
}
HIDDEN = {"newsroom_article_change": 302}  # Django's own way to say that there is no such row: back to the index
NOT_IN_THE_TRASH = {"newsroom_article_paste", "newsroom_article_import_annotations"}
# By POST only: GET answers 405 to everybody who is logged in, POST goes to those who may.
BY_POST = {
    "newsroom_article_draft",
    "newsroom_article_duplicate",
    "newsroom_article_trash",
    "newsroom_article_untrash",
    "newsroom_article_restore",
    "newsroom_article_step",
}
IN_A_LANGUAGE = {"edit", "comments", "annotate", "naming", "presence", "preview", "share", "paste", "draft", "step"}

# The states in which an article may be, and who reads its Russian then; reporters and editors write the source of what
# they read. Only the published one is read by both translators, each in their language.
STATES: dict[str, set[str]] = {
    "own": REPORTERS | ANNOTATORS | EDITORS,
    "assigned": REPORTERS | {"translator-ru"} | ANNOTATORS | EDITORS,
    "strange": ANNOTATORS | EDITORS,
    "trashed": REPORTERS | ANNOTATORS | EDITORS,
    "published": REPORTERS | {"translator-ru"} | ANNOTATORS | EDITORS,
}


def wanted(address: str, state: str, who: str) -> int:
    """What somebody is answered who asks for an address of an article in a state, in Russian or in its source."""
    right, answer = ARTICLE[address]
    reads = set(STATES[state])
    if state == "published" and (right == WRITE or address.rpartition("_")[2] not in IN_A_LANGUAGE):
        reads |= TRANSLATORS  # of the source, or of the article as a whole
    if who not in DESK:
        return 403
    if who not in reads:
        return HIDDEN.get(address, 404)
    if (right == WRITE and who not in REPORTERS | EDITORS) or (right == ANNOTATE and who not in ANNOTATORS | EDITORS):
        return 403
    return 403 if state == "trashed" and address in NOT_IN_THE_TRASH else answer


# Per model: who sees its list, who adds, who deletes. Articles and blocks: whose rows they see, the states say.
MODELS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "article": (DESK, NOBODY, NOBODY),
    "block": (DESK, NOBODY, NOBODY),
    "asset": (DESK, REPORTERS | EDITORS, REPORTERS | EDITORS),  # the map of her own report is the reporter's to change
    "edition": (READERS, NOBODY, NOBODY),
    "publication": (READERS, NOBODY, NOBODY),
    "entity": (READERS, NOBODY, EDITORS),
    "person": (READERS, EDITORS, EDITORS),
    "organization": (READERS, EDITORS, EDITORS),
    "place": (READERS, EDITORS, EDITORS),
    "event": (READERS, EDITORS, EDITORS),
    "document": (READERS, EDITORS, EDITORS),
    "initiative": (READERS, EDITORS, EDITORS),
    "topic": (READERS, EDITORS, EDITORS),
    "name": (READERS, NOBODY, NOBODY),
    "membership": (READERS, NOBODY, NOBODY),
    "participation": (READERS, NOBODY, NOBODY),
    "logentry": (EDITORS | MANAGERS, NOBODY, NOBODY),
    "user": (MANAGERS, MANAGERS, NOBODY),
}
KINDS = ("person", "organization", "place", "event", "document", "initiative", "topic")
# One class of the admin serves these: one of them is asked by everybody, the others by one who may and one who may not.
ALIKE = {*KINDS[1:], "membership", "participation"}

# Models with sheets: everybody who reads exports, editors import.
SHEETS = {*KINDS, "name", "membership", "participation"}

# Who may write by POST; the others are refused and nothing is written.
CHANGERS = {
    "article": REPORTERS | EDITORS,
    "block": REPORTERS | TRANSLATORS | EDITORS,
    "asset": REPORTERS | TRANSLATORS | EDITORS,
    **dict.fromkeys(("entity", *KINDS), EDITORS),
    "user": MANAGERS,
}

# More addresses of single rows of a model: name -> row; asked for with the row that `sample_of` finds.
BESIDE: dict[str, Row] = {
    "newsroom_block_history": Row(DESK, 302, refused=404),  # leads to the history of its article
    "newsroom_asset_replace": Row(LOGGED_IN, 405),  # by POST only
}

# Open to the world; who is logged in is answered the same.
OPEN: dict[str, int] = {
    "admin_password_reset": 200,
    "password_reset_done": 200,
    "password_reset_confirm": 200,  # a link that is none says so
    "password_reset_complete": 200,
    "shared_preview": 404,  # a link that is none
}


def of_the_models() -> dict[str, Row]:
    """Address -> row, for what the admin has of each model, articles and blocks apart."""
    table = {}
    for model, (see, add, delete) in MODELS.items():
        table |= {
            f"newsroom_{model}_changelist": Row(see, 200),
            f"newsroom_{model}_add": Row(add, 200),
            f"newsroom_{model}_change": Row(see, 200),
            f"newsroom_{model}_delete": Row(delete, 200),
            f"newsroom_{model}_history": Row(see, 302),  # leads to the log of the desk
            f"newsroom/{model}/<path:object_id>/": Row(LOGGED_IN, 302),  # leads to .../change/
        }
    for model in ("entity", *KINDS):
        table |= {
            f"newsroom_{model}_used": Row(READERS, 200),
            f"newsroom_{model}_merge": Row(EDITORS, 200),
        }
    for model in SHEETS:
        table |= {
            f"newsroom_{model}_export": Row(READERS, 200),
            f"newsroom_{model}_import": Row(EDITORS, 200),
            f"newsroom_{model}_process_import": Row(LOGGED_IN, 405),  # by POST only
        }
    for name in ARTICLE:
        table.pop(name, None)
    return table


def expected() -> dict[str, Row]:
    """Every address of the admin that is not of one article in some state: who gets in and with which answer."""
    return SINGLE | of_the_models() | BESIDE | dict.fromkeys(sorted(BY_POST), Row(LOGGED_IN, 405))

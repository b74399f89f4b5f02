"""The history of an article: its revisions, and what changed between two of them, in the languages one may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from newsroom.base import languages
from newsroom.content.article import Article, Genre
from newsroom.content.revision import Revision
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.screens.summaries import summary_in_words
from newsroom.staff.user import User
from newsroom.text.changes import BlockChange, Counted, annotation_changes, block_changes, languages_touched
from newsroom.text.diff import Piece, words_diff
from newsroom.text.document import ArticleDocument

PAGE = 20


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One line of the list."""

    number: int
    at: dt.datetime
    by: str
    summary: str
    minor: bool
    touched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One page of the list, newest first; `latest` is the number of the newest of all."""

    page: Page[Any]
    rows: tuple[RevisionRow, ...]
    latest: int
    may_restore: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A line of the description that differs."""

    label: str
    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangedLanguage:
    """What changed in one language, block by block, and how many blocks are as they were."""

    code: str
    name: str
    direction: str
    rows: tuple[BlockChange, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of an article side by side."""

    older: Revision
    newer: Revision
    latest: int
    languages: tuple[ChangedLanguage, ...]
    fields: tuple[FieldChange, ...]
    annotations: tuple[Counted, ...]
    may_restore: bool


def history(article: Article, who: User, page: object) -> History:
    """A page of revisions with what each touched. Two queries; each row's document is read beside its predecessor's."""
    readable = policy.readable_languages(who, article)
    paginator = Paginator(article.revisions.order_by("-number"), PAGE)
    shown = paginator.get_page(page)
    start = shown.start_index() - 1 if paginator.count else 0
    rows = list(paginator.object_list.select_related("by")[start : start + PAGE + 1])
    documents = [row.document for row in rows]
    listed = tuple(
        _row(row, documents[at], documents[at + 1] if at + 1 < len(rows) else None, readable)
        for at, row in enumerate(rows[:PAGE])
    )
    return History(
        page=shown,
        rows=listed,
        latest=paginator.count if not rows or shown.number > 1 else rows[0].number,
        may_restore=_may_restore(article, who),
    )


def comparison(article: Article, who: User, older: int, newer: int) -> Comparison | None:
    """What changed from one revision to a later one; None where the article has not both. Two queries."""
    found = {row.number: row for row in article.revisions.select_related("by").filter(number__in=[older, newer])}
    if older >= newer or len(found) < 2:
        return None
    readable = policy.readable_languages(who, article)
    old, new = found[older].document, found[newer].document
    return Comparison(
        older=found[older],
        newer=found[newer],
        latest=article.revisions.order_by("-number").values_list("number", flat=True)[0],
        languages=tuple(filter(None, (_language(old, new, code) for code in readable))),
        fields=tuple(_fields(old, new, readable)),
        annotations=tuple(annotation_changes(old, new, readable)),
        may_restore=_may_restore(article, who),
    )


def _may_restore(article: Article, who: User) -> bool:
    return article.trashed_at is None and policy.may(
        who, Action.EDIT_SOURCE, article=article, language=article.source_language
    )


def _row(
    row: Revision, document: ArticleDocument, before: ArticleDocument | None, readable: tuple[str, ...]
) -> RevisionRow:
    return RevisionRow(
        number=row.number,
        at=row.at,
        by=row.by.get_full_name() or row.by.get_username() if row.by else "",
        summary=summary_in_words(row.summary, readable),
        minor=row.minor,
        touched=languages_touched(before, document),
    )


def _language(old: ArticleDocument, new: ArticleDocument, code: str) -> ChangedLanguage | None:
    rows = block_changes(old, new, code)
    changed = tuple(row for row in rows if row.status != "same")
    if not changed:
        return None
    return ChangedLanguage(code, languages.own_name(code), languages.direction(code), changed, len(rows) - len(changed))


# What of the description is compared, and what the screen calls it.
FIELDS = {
    "genre": gettext_noop("genre"),
    "source_name": gettext_noop("source"),
    "source_url": gettext_noop("address of the source"),
    "source_date": gettext_noop("date of the source"),
    "located": gettext_noop("place line"),
}


def _fields(old: ArticleDocument, new: ArticleDocument, readable: tuple[str, ...]) -> list[FieldChange]:
    pairs = [(_(label), "", str(getattr(old, name)), str(getattr(new, name))) for name, label in FIELDS.items()]
    genres = {value: str(label) for value, label in Genre.choices}
    pairs[0] = (pairs[0][0], "", genres.get(old.genre, old.genre), genres.get(new.genre, new.genre))
    pairs += [(_("slug"), code, old.slug.get(code, ""), new.slug.get(code, "")) for code in readable]
    pairs.append((_("about"), "", " ".join(old.about), " ".join(new.about)))
    return [
        FieldChange(label, code, tuple(words_diff(before, after)))
        for label, code, before, after in pairs
        if before != after
    ]

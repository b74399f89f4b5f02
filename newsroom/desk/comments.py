"""Comments: colleagues talk about a block or a whole text, answer each other, and settle the matter.

Talk about the text is no part of it: no revision is made, and it never reaches an edition.
"""

from __future__ import annotations

import re
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.note import Note
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.base.refusals import explain
from newsroom.content.article import Article
from newsroom.desk import notifications, policy, record
from newsroom.desk.errors import BadText, Incomplete, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Happening
from newsroom.staff.user import User
from newsroom.text import gate

MENTION = re.compile(r"(?<![\w.@+-])@([\w.+-]+)")  # not the middle of a mail address
AFTER_A_NAME = ".+-_"  # a full stop after a name is no part of it
LONGEST = 4000


@transaction.atomic
def add_comment(article: Article, *, language: str, text: str, by: User, block: UUID | None = None) -> Comment:
    """Begin a thread on a block, or on the whole text without one.

    Raises NotAllowed, UnknownBlock, Incomplete (no words), BadText.
    """
    article = record.locked(article)
    policy.check(by, Action.COMMENT, article=article, language=language)
    comment = write_comment(article, language=language, block=block, text=text, by=by)
    record.log(Verb.COMMENT, article, by=by, language=language)
    return comment


@transaction.atomic
def reply(comment: Comment, *, text: str, by: User) -> Comment:
    """Answer in the thread of `comment`; a settled thread is open again. Same errors as add_comment."""
    first = comment.parent or comment
    article = _held(first, by)
    answer = _written(article, first.language, first.block, text, by, parent=first)
    _settle(first, None)
    told = set(first.replies.values_list("by", flat=True)) | {first.by_id}
    told -= set(answer.mentioned.values_list("pk", flat=True))  # they are told that they were named
    notifications.tell(
        told, Happening.REPLIED, article=article, language=first.language, by=by, block=first.block
    )
    record.log(Verb.REPLY, article, by=by, language=first.language)
    return answer


@transaction.atomic
def resolve(comment: Comment, *, by: User) -> Comment:
    """Settle the thread of `comment`; settling it twice changes nothing. Raises NotAllowed."""
    return _set_resolved(comment, by, Verb.RESOLVE)


@transaction.atomic
def reopen(comment: Comment, *, by: User) -> Comment:
    """Open a settled thread again. Raises NotAllowed."""
    return _set_resolved(comment, by, Verb.REOPEN)


def write_comment(
    article: Article, *, language: str, block: UUID | None, text: str, by: User, note: Note | None = None
) -> Comment:
    """The part of a verb that begins a thread, or answers a `note`, inside its transaction; the verb has asked who may
    and logs.

    Raises UnknownBlock, Incomplete, BadText.
    """
    languages.check(language)
    if block is not None and not article.blocks.filter(uuid=block).exists():
        raise UnknownBlock(str(block))
    return _written(article, language, block, text, by, note=note)


def mentioned_in(text: str) -> set[str]:
    """The names that a comment calls: «@leila, look» calls leila."""
    return {name.rstrip(AFTER_A_NAME) for name in MENTION.findall(text)} - {""}


def _held(comment: Comment, by: User) -> Article:
    article = record.locked(comment.article)
    policy.check(by, Action.COMMENT, article=article, language=comment.language)
    return article


def _written(
    article: Article,
    language: str,
    block: UUID | None,
    text: str,
    by: User,
    *,
    parent: Comment | None = None,
    note: Note | None = None,
) -> Comment:
    """The row, who it calls, and word to them."""
    row = Comment(article=article, language=language, block=block, note=note, parent=parent, by=by, at=timezone.now())
    row.text = _gated(text)
    row.save(force_insert=True)
    called = _called(row.text, article, by)
    row.mentioned.set(called)
    happening = Happening.NOTE_MENTIONED if note else Happening.MENTIONED
    notifications.tell(called, happening, article=article, language=language, by=by, block=block)
    return row


def _called(text: str, article: Article, by: User) -> list[int]:
    """Members of staff whom a comment calls by @name and who may read what it is about."""
    people = User.objects.filter(username__in=mentioned_in(text), is_active=True, is_staff=True).exclude(pk=by.pk)
    return [one.pk for one in people.order_by("pk") if policy.may(one, Action.READ_DRAFTS, article=article)]


def _gated(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Incomplete(_("A comment has words."), field="text")
    if len(text) > LONGEST:
        raise BadText(str(_("comment")), _("a comment has at most %(limit)s letters") % {"limit": LONGEST})
    try:
        return gate.clean(text, field="comment", multiline=True)
    except gate.Refused as refused:
        raise BadText(str(_("comment")), explain(refused)) from refused


def _set_resolved(comment: Comment, by: User, verb: Verb) -> Comment:
    first = comment.parent or comment
    article = _held(first, by)
    first.refresh_from_db(fields=["resolved_at", "resolved_by"])
    if (first.resolved_at is not None) == (verb == Verb.RESOLVE):
        return first
    _settle(first, by if verb == Verb.RESOLVE else None)
    record.log(verb, article, by=by, language=first.language)
    return first


def _settle(first: Comment, by: User | None) -> None:
    first.resolved_by, first.resolved_at = by, timezone.now() if by else None
    first.save(update_fields=["resolved_at", "resolved_by"])

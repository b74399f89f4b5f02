"""Translating: a translator puts texts into the blocks of one language; each remembers the source it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk import policy, record
from newsroom.desk.edit import Change, described, write_texts
from newsroom.desk.errors import BadText
from newsroom.localization.segment import Status
from newsroom.staff.user import User


@transaction.atomic
def put_translation(article: Article, *, language: str, texts: Mapping[str, str], by: User) -> list[Change]:
    """Put translated texts in: block uuid -> inline Markdown. Returns what changed.

    Raises NotAllowed, UnknownBlock, BadText; the source language is edited, not translated.
    """
    if language == article.source_language:
        raise BadText(language, _("the source language is edited, not translated"))
    policy.check(by, policy.Action.TRANSLATE, article=article, language=language)
    article = record.locked(article)
    Track.objects.get_or_create(article=article, language=language)
    changes = write_texts(article, language=language, texts=texts, by=by, status=Status.TRANSLATED)
    if changes:
        record.revise(article, by=by, summary=f"translate {language}")
        record.log(Verb.TRANSLATE, article, by=by, language=language, detail=described(changes))
    return changes

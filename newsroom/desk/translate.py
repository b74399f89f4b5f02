"""Translating: a translator puts texts into the blocks of one language; each remembers the source it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.desk import policy, record, workflow
from newsroom.desk.edit import Change, Seen, edit_texts, stamp_source
from newsroom.desk.errors import BadText
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User


def put_translation(
    article: Article, *, language: str, texts: Mapping[str, str], by: User, seen: Seen | None = None
) -> list[Change]:
    """Put translated texts in: block uuid -> inline Markdown. Returns what changed.

    Raises NotAllowed, UnknownBlock, BadText, StaleText; the source language is edited, not translated.
    """
    _refuse_source(article, language)
    return edit_texts(article, language=language, texts=texts, by=by, seen=seen)


@transaction.atomic
def confirm_translation(article: Article, *, language: str, by: User) -> int:
    """Say that the outdated translations of a language still stand beside the source as it is now.

    They count as translated afresh and need approval again. Returns how many. Raises NotAllowed.
    """
    _refuse_source(article, language)
    article = record.locked(article)
    policy.check(by, policy.Action.TRANSLATE, article=article, language=language)
    outdated = list(Segment.objects.of_article(article.pk, language).outdated().select_related("block"))
    for segment in outdated:
        stamp_source(segment, segment.block, article)
        segment.rev += 1
        segment.status, segment.translator, segment.reviewer = Status.TRANSLATED, by, None
        segment.save()
        Contribution.objects.update_or_create(segment=segment, user=by, defaults={"approved": False})
    if outdated:
        workflow.step_back(article, language)
        record.log(Verb.CONFIRM, article, by=by, language=language, detail=f"{len(outdated)} blocks")
    return len(outdated)


def _refuse_source(article: Article, language: str) -> None:
    if language == article.source_language:
        raise BadText(language, _("the source language is edited, not translated"))

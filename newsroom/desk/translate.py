"""Translating: a translator puts texts into the blocks of one language; each remembers the source it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk import policy, record
from newsroom.desk.edit import Change, described, write_texts
from newsroom.desk.errors import BadText
from newsroom.localization.segment import Status
from newsroom.staff.user import User
from newsroom.text import markup, slug


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
        _name_address(article, language)
        record.revise(article, by=by, summary=f"translate {language}")
        record.log(Verb.TRANSLATE, article, by=by, language=language, detail=described(changes))
    return changes


def _name_address(article: Article, language: str) -> None:
    """A translated title gives the article its slug in that language, once; a published address never changes."""
    title = article.blocks.filter(kind="title").first()
    if title is None or languages.read(article, "slug", language) or not title.source(language):
        return
    text = slug.slugify(markup.parse(title.source(language)).text, language, fallback=article.public_id)
    article.save(update_fields=languages.write(article, "slug", {language: text}))

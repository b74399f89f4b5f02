"""Restoring: the article as a revision has it, as its next revision. Nothing is rewritten; history only grows.

Words, outline, description and decided annotations come back to the letter. What no revision holds stays as it is:
open suggestions of surviving blocks, comments, states, and what belongs to others (an image's credit, a person's name).
A restored translation is a draft again: somebody looks before it counts as one of the source beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.dateparse import parse_date

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk import policy, record, restored_annotations
from newsroom.desk.edit import Manner, write
from newsroom.desk.errors import UnknownRevision
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.entities.merged import current
from newsroom.localization.segment import Status
from newsroom.staff.user import User
from newsroom.text.document import ArticleDocument, BlockPart


@transaction.atomic
def restore(article: Article, *, number: int, by: User) -> Revision:
    """Make the article what its revision `number` says; the present revision when that is what it says already.

    Raises NotAllowed (also for a language that differs and that `by` may not write), Trashed, UnknownRevision.
    """
    article = record.locked(article)
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    found = Revision.objects.filter(article=article, number=number).first()
    if found is None:
        raise UnknownRevision(number)
    head = record.head(article)
    if head.document == found.document:
        return head.row
    _restore(article, head.document, found.document, by)
    revision = record.revise(article, by=by, summary=f"= r{number}", head=head.row)
    record.log(Verb.RESTORE, article, by=by, detail=f"r{revision.number} = r{number}")
    return revision


def _restore(article: Article, now: ArticleDocument, then: ArticleDocument, by: User) -> None:
    """Words first, so that what is anchored in them is carried along; then the annotations exactly as they were."""
    standing = {block.id: block for block in now.blocks}
    wanted = {block.id: block for block in then.blocks}
    _bring_back(article, [block for block in then.blocks if block.id not in standing])
    for code in sorted(languages.codes(), key=lambda code: code != article.source_language):
        texts = {
            one: block.text.get(code, "")
            for one, block in {**wanted, **{i: _emptied(b) for i, b in standing.items() if i not in wanted}}.items()
            if block.text.get(code, "") != (standing[one].text.get(code, "") if one in standing else "")
        }
        if texts:
            policy.check(by, policy.action_for_text(article, code), article=article, language=code)
            write(article, language=code, texts=texts, by=by, manner=Manner(Status.DRAFT))
    article.blocks.exclude(uuid__in=wanted).delete()
    _arrange(article, then)
    restored_annotations.restore(article, then, by=by)
    _describe(article, then)


def _emptied(block: BlockPart) -> BlockPart:
    return BlockPart(id=block.id, kind=block.kind, text={})


def _bring_back(article: Article, parts: list[BlockPart]) -> None:
    """Removed blocks, under the ids they had, at the end for now; images before what belongs to them."""
    last = article.blocks.order_by("-position").values_list("position", flat=True).first() or 0
    assets = {str(row.uuid): row for row in Asset.objects.filter(uuid__in=[p.image.id for p in parts if p.image])}
    for number, part in enumerate(sorted(parts, key=lambda part: bool(part.parent)), start=1):
        parent = article.blocks.get(uuid=part.parent) if part.parent else None
        Block(
            uuid=UUID(part.id),
            article=article,
            parent=parent,
            position=last + number,
            kind=part.kind,
            only_language=part.only_language,
            url=part.url,
            asset=assets.get(part.image.id) if part.image else None,
        ).save(force_insert=True)


def _arrange(article: Article, then: ArticleDocument) -> None:
    """Order, kinds, languages, addresses, images; positions by way of negative ones, so that no two ever meet."""
    blocks = {str(block.uuid): block for block in article.blocks.all()}
    used = [part.image.id for part in then.blocks if part.image]
    assets = {str(row.uuid): row for row in Asset.objects.filter(uuid__in=used)}
    for position, part in enumerate(then.blocks, start=1):
        block = blocks[part.id]
        block.position = -position
        block.kind, block.only_language, block.url = part.kind, part.only_language, part.url
        block.asset = assets.get(part.image.id) if part.image else None
    columns = ["position", "kind", "only_language", "url", "asset"]
    Block.objects.bulk_update(blocks.values(), columns, batch_size=100)
    article.blocks.filter(position__lt=0).update(position=-F("position"))
    Article.objects.filter(pk=article.pk).update(rev=F("rev") + 1)


def _describe(article: Article, then: ArticleDocument) -> None:
    """Slugs, source, genre, and what the article is about; what was merged since is what it was merged into."""
    columns = languages.write(article, "slug", _all_languages(then.slug))
    article.genre, article.located = then.genre, then.located
    article.source_name, article.source_url = then.source_name, then.source_url
    article.source_date = parse_date(then.source_date) if then.source_date else None
    article.save(update_fields=[*columns, "genre", "located", "source_name", "source_url", "source_date"])
    article.about.set(Entity.objects.filter(public_id__in=current(then.about).values()))


def _all_languages(texts: Mapping[str, str]) -> dict[str, str | None]:
    return {code: texts.get(code) for code in languages.codes()}

"""Articles as wholes: begun, copied, put in the trash and taken out again. Raw reports come in by `desk.ingest`."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind
from newsroom.desk import policy, record, restored_annotations
from newsroom.desk.edit import Manner, write
from newsroom.desk.errors import Incomplete, InUse
from newsroom.desk.paste import paragraphs
from newsroom.desk.policy import Action
from newsroom.desk.snapshot import document_of
from newsroom.localization.segment import Status
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.document import ArticleDocument, SpanPart


@transaction.atomic
def create_article(*, language: str, title: str, by: User, text: str = "") -> Article:
    """Begin an article with a title, an empty lead and an empty paragraph, or with the paragraphs of a pasted text.

    `title` and `text` are plain. Raises NotAllowed, Incomplete (no title), NotAReport, BadText.
    """
    policy.check(by, Action.INGEST)
    if not title.strip():
        raise Incomplete(_("An article begins with a title."))
    parts = _begun(title.strip(), text, language)
    article = Article(source_language=languages.check(language), created_at=timezone.now(), created_by=by)
    article.save()
    blocks = Block.objects.bulk_create(
        Block(article=article, position=position, kind=kind) for position, (kind, _text) in enumerate(parts, start=1)
    )
    texts = {str(block.uuid): text for block, (_kind, text) in zip(blocks, parts, strict=True) if text}
    write(article, language=language, texts=texts, by=by, manner=Manner(Status.DRAFT))
    record.revise(article, by=by, summary="begin")
    record.log(Verb.CREATE, article, by=by, language=language)
    return article


def _begun(title: str, text: str, language: str) -> list[tuple[str, str]]:
    """Kinds and Markdown of the first blocks; a pasted text is read like a report under this title."""
    parts = [(str(BlockKind.TITLE), markup.escape(title))]
    if not text.strip():
        return [*parts, (BlockKind.LEAD, ""), (BlockKind.PARAGRAPH, "")]
    read = paragraphs(f"{title}\n\n{text}", language)
    body = [raw for raw in read if raw.kind != "title" and raw.text != title]
    return [*parts, *((raw.kind, markup.escape(raw.text)) for raw in body)]


@transaction.atomic
def duplicate_article(article: Article, *, by: User) -> Article:
    """A copy to work on: blocks, words of all languages as drafts, decided annotations, description. Not the original,
    not the comments, not the history. Raises NotAllowed, Trashed.
    """
    policy.check(by, Action.INGEST)
    policy.check(by, Action.READ_DRAFTS, article=article)
    source = record.locked(article)
    copy = Article(
        source_language=source.source_language,
        genre=source.genre,
        source_name=source.source_name,
        source_url=source.source_url,
        source_date=source.source_date,
        located=source.located,
        created_at=timezone.now(),
        created_by=by,
    )
    copy.save()
    copy.about.set(source.about.all())
    document, assets = _renamed(document_of(source)), {b.asset_id for b in source.blocks.all()}
    _copy_blocks(copy, source, document)
    for code in sorted(languages.codes(), key=lambda code: code != copy.source_language):
        texts = {block.id: block.text[code] for block in document.blocks if block.text.get(code)}
        if texts:
            write(copy, language=code, texts=texts, by=by, manner=Manner(Status.DRAFT))
    restored_annotations.restore(copy, document, by=by)
    record.revise(copy, by=by, summary=f"copy of {source.public_id}")
    record.log(Verb.DUPLICATE, copy, by=by, detail=f"of {source.public_id}, {len(assets - {None})} images")
    return copy


def _copy_blocks(copy: Article, source: Article, document: ArticleDocument) -> None:
    """The blocks under their new ids; the images are the same assets."""
    assets = {block.position: block.asset_id for block in source.blocks.all()}
    made: dict[str, Block] = {}
    for (position, asset), part in zip(sorted(assets.items()), document.blocks, strict=True):
        made[part.id] = Block(
            uuid=part.id,
            article=copy,
            position=position,
            kind=part.kind,
            only_language=part.only_language,
            url=part.url,
            asset_id=asset,
            parent=made[part.parent] if part.parent else None,
        )
        made[part.id].save(force_insert=True)


def _renamed(document: ArticleDocument) -> ArticleDocument:
    """The same document under new ids of blocks and annotations."""
    ids = {block.id: str(uuid4()) for block in document.blocks}

    def moved(spans: tuple[SpanPart, ...]) -> tuple[SpanPart, ...]:
        return tuple(replace(span, block=ids[span.block]) for span in spans)

    return replace(
        document,
        blocks=tuple(replace(b, id=ids[b.id], parent=ids.get(b.parent, "")) for b in document.blocks),
        mentions=tuple(replace(m, id=str(uuid4()), spans=moved(m.spans)) for m in document.mentions),
        statements=tuple(replace(s, id=str(uuid4()), spans=moved(s.spans)) for s in document.statements),
        notes=tuple(replace(n, id=str(uuid4()), spans=moved(n.spans)) for n in document.notes),
    )


@transaction.atomic
def trash_article(article: Article, *, by: User) -> Article:
    """Put an article in the trash: nobody works on it, nothing of it is removed.

    Raises NotAllowed, Trashed, InUse (readers can read an edition of it).
    """
    article = record.locked(article)
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    live = Publication.objects.live().filter(article_public_id=article.public_id).count()
    if live:
        raise InUse(article.public_id, live)
    article.trashed_at, article.trashed_by = timezone.now(), by
    article.save(update_fields=["trashed_at", "trashed_by"])
    record.log(Verb.TRASH, article, by=by)
    return article


@transaction.atomic
def untrash_article(article: Article, *, by: User) -> Article:
    """Take an article out of the trash as it went in. Raises NotAllowed, Trashed (it is not in it)."""
    article = record.locked(article, in_trash=True)
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    article.trashed_at, article.trashed_by = None, None
    article.save(update_fields=["trashed_at", "trashed_by"])
    record.log(Verb.UNTRASH, article, by=by)
    return article
